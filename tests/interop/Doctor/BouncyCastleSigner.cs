using Hub.Certs.Signatures;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.EC;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Security;

namespace Hub.Interop.Tests.Doctor;

/// <summary>BouncyCastle as its users call it, not as certs does.</summary>
internal sealed class BouncyCastleSigner : ISm2Signer
{
    private readonly ECPrivateKeyParameters _key;

    internal BouncyCastleSigner()
    {
        var curve = CustomNamedCurves.GetByName("sm2p256v1");
        var generator = new ECKeyPairGenerator();
        generator.Init(new ECKeyGenerationParameters(new ECDomainParameters(curve.Curve, curve.G, curve.N), new SecureRandom()));
        var pair = generator.GenerateKeyPair();
        _key = (ECPrivateKeyParameters)pair.Private;
        PublicKey = Convert.ToHexString(((ECPublicKeyParameters)pair.Public).Q.GetEncoded(compressed: false));
    }

    public string Name => "BouncyCastle";

    public string PublicKey { get; }

    public IReadOnlyList<byte[]> Sign(IReadOnlyList<byte[]> messages, string userId) =>
        [.. messages.Select(message => Sign(new SM2Signer(PlainDsaEncoding.Instance), message, userId))];

    public byte[]? SignDigest(byte[] digest) => null;

    public byte[]? SignSha256(byte[] message, string userId) =>
        Sign(new SM2Signer(PlainDsaEncoding.Instance, new Sha256Digest()), message, userId);

    public byte[]? SignEcdsa(byte[] message)
    {
        var signer = new ECDsaSigner();
        signer.Init(forSigning: true, _key);
        var pair = signer.GenerateSignature(Sm3.Hash(message));
        return [.. Full(pair[0].ToByteArrayUnsigned()), .. Full(pair[1].ToByteArrayUnsigned())];
    }

    /// <summary>What a signer gives that has signed before: it forgets ZA after its first signature and then signs SM3(M).</summary>
    internal byte[] SignAgain(byte[] message, string userId)
    {
        var signer = new SM2Signer(PlainDsaEncoding.Instance);
        Sign(signer, message, userId);
        signer.BlockUpdate(message, 0, message.Length);
        return signer.GenerateSignature();
    }

    public void Dispose()
    {
    }

    private static byte[] Full(byte[] number) => [.. new byte[32 - number.Length], .. number];

    private byte[] Sign(SM2Signer signer, byte[] message, string userId)
    {
        signer.Init(forSigning: true, new ParametersWithID(_key, System.Text.Encoding.UTF8.GetBytes(userId)));
        signer.BlockUpdate(message, 0, message.Length);
        return signer.GenerateSignature();
    }
}
