using System.Text.Json.Nodes;
using Hub.Interop.Tests.Crypto;

namespace Hub.Interop.Tests.Doctor;

/// <summary>npm sm-crypto.</summary>
internal sealed class SmCryptoSigner : ISm2Signer
{
    private readonly string _privateKey;

    internal SmCryptoSigner()
    {
        var keys = SmCrypto.Call(new JsonObject { ["call"] = "keys" })[0];
        PublicKey = keys.GetProperty("publicKey").GetString()!;
        _privateKey = keys.GetProperty("privateKey").GetString()!;
    }

    public string Name => "sm-crypto";

    public string PublicKey { get; }

    public IReadOnlyList<byte[]> Sign(IReadOnlyList<byte[]> messages, string userId) =>
        [.. SmCrypto.Call([.. messages.Select(message => Call("sign", message, userId))]).EnumerateArray()
            .Select(text => Convert.FromHexString(text.GetString()!))];

    public byte[]? SignDigest(byte[] digest) => Convert.FromHexString(SmCrypto.Call(Call("signDigest", digest, ""))[0].GetString()!);

    public byte[]? SignSha256(byte[] message, string userId) => null;

    public byte[]? SignEcdsa(byte[] message) => null;

    public void Dispose()
    {
    }

    private JsonObject Call(string call, byte[] message, string userId) => new()
    {
        ["call"] = call,
        ["message"] = Convert.ToHexStringLower(message),
        ["key"] = _privateKey,
        ["publicKey"] = PublicKey,
        ["userId"] = userId,
        ["der"] = false,
    };
}
