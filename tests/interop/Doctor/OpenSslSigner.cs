using Hub.Certs.Signatures;
using Hub.Interop.Tests.Crypto;

namespace Hub.Interop.Tests.Doctor;

/// <summary>The openssl program.</summary>
internal sealed class OpenSslSigner : ISm2Signer
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hub-doctor-").FullName;

    internal OpenSslSigner()
    {
        OpenSsl("ecparam", "-name", "SM2", "-genkey", "-noout", "-out", At("key.pem"));
        OpenSsl("pkey", "-in", At("key.pem"), "-pubout", "-out", At("pub.pem"));
        PublicKey = File.ReadAllText(At("pub.pem"));
    }

    public string Name => "openssl";

    public string PublicKey { get; }

    public IReadOnlyList<byte[]> Sign(IReadOnlyList<byte[]> messages, string userId) => [.. messages.Select(message => Sign(message, userId))];

    public byte[]? SignDigest(byte[] digest)
    {
        File.WriteAllBytes(At("in"), digest);
        OpenSsl("pkeyutl", "-sign", "-inkey", At("key.pem"), "-in", At("in"), "-out", At("out"));
        return Raw();
    }

    // openssl refuses another digest with an SM2 key.
    public byte[]? SignSha256(byte[] message, string userId) => null;

    public byte[]? SignEcdsa(byte[] message) => null;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private byte[] Sign(byte[] message, string userId)
    {
        File.WriteAllBytes(At("in"), message);
        string[] identity = userId.Length == 0 ? [] : ["-pkeyopt", "distid:" + userId];
        OpenSsl(["pkeyutl", "-sign", "-inkey", At("key.pem"), "-in", At("in"), "-out", At("out"), "-rawin", "-digest", "sm3", .. identity]);
        return Raw();
    }

    private byte[] Raw()
    {
        var raw = new byte[64];
        Assert.True(EcSignatureCodec.TryDecode(File.ReadAllBytes(At("out")), SignatureEncoding.Der, raw));
        return raw;
    }

    private string At(string name) => Path.Combine(_folder, name);

    private static void OpenSsl(params string[] arguments)
    {
        var (exitCode, _, error) = Tool.Run("openssl", [], arguments);
        Assert.True(exitCode == 0, "openssl " + arguments[0] + ": " + error);
    }
}
