using System.Security.Cryptography;

namespace Hub.Certs.Signatures;

/// <summary>
/// One of the hub's own private keys (or a simulator's). <see cref="Sign"/> may be called by any number of threads at once.
/// <see cref="Dispose"/> wipes what the platform lets us wipe; SM2 numbers of the managed library stay until collected.
/// </summary>
public sealed class SigningKey : IDisposable
{
    private readonly KeyDescription _description;
    private readonly ISigner _signer;

    private SigningKey(KeyDescription description, ISigner signer)
    {
        _description = description;
        _signer = signer;
    }

    /// <summary>Name of the key.</summary>
    public string KeyId => _description.KeyId;

    /// <summary>The one algorithm of the key.</summary>
    public SignatureAlgorithm Algorithm => _description.Algorithm;

    /// <summary>
    /// Reads a private key from PEM as <c>openssl ecparam -name SM2 -genkey</c>, <c>openssl genpkey</c> or <see cref="ExportPem"/> write it
    /// (PKCS#8, SEC1, PKCS#1; not encrypted).
    /// </summary>
    /// <exception cref="InvalidKeyException">Not a private key, or one of another kind than the description says.</exception>
    public static SigningKey FromPem(string pem, KeyDescription description) => new(description, PrivateKeyReader.Read(pem, description));

    /// <summary>An SM2 key from its bare 32 bytes, as the medical platforms hand them out.</summary>
    /// <exception cref="InvalidKeyException">Not 32 bytes, or out of range; or the description is not of SM2.</exception>
    public static SigningKey FromSm2Scalar(ReadOnlySpan<byte> scalar, KeyDescription description) =>
        description.Algorithm == SignatureAlgorithm.Sm2Sm3
            ? new(description, new Sm2KeySigner(Sm2PrivateKey.FromScalar(scalar), description.Sm2UserId, description.Encoding))
            : throw new InvalidKeyException("32 bare bytes are a private key of SM2 only");

    /// <summary>A new random key; RSA gets 3,072 bits.</summary>
    public static SigningKey Generate(KeyDescription description)
    {
        switch (description.Algorithm)
        {
            case SignatureAlgorithm.Sm2Sm3:
                return new(description, new Sm2KeySigner(Sm2PrivateKey.Generate(), description.Sm2UserId, description.Encoding));
            case SignatureAlgorithm.EcdsaP256Sha256:
                using (var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256))
                {
                    return new(description, new EcdsaSigner(ecdsa.ExportPkcs8PrivateKey(), description.Encoding));
                }

            default:
                using (var rsa = RSA.Create(3072))
                {
                    return FromPem(rsa.ExportPkcs8PrivateKeyPem(), description);
                }
        }
    }

    /// <summary>A new signature over the message, in the description's encoding. SM2, ECDSA and PSS give another one every time.</summary>
    public byte[] Sign(ReadOnlySpan<byte> message) => _signer.Sign(message);

    /// <summary>As <see cref="Sign"/>, but always r ‖ s for curves: XML signatures know no other writing.</summary>
    internal byte[] SignRaw(ReadOnlySpan<byte> message)
    {
        var signature = _signer.Sign(message);
        if (_description.Encoding == SignatureEncoding.Raw || Algorithm is SignatureAlgorithm.RsaPkcs1Sha256 or SignatureAlgorithm.RsaPssSha256)
        {
            return signature;
        }

        var raw = new byte[EcSignatureCodec.RawLength];
        return EcSignatureCodec.TryDecode(signature, _description.Encoding, raw) ? raw : throw new CryptographicException("a signature of ours is not DER");
    }

    /// <summary>The public half, described the same way.</summary>
    public VerificationKey ToVerificationKey() => VerificationKey.FromSubjectPublicKeyInfo(_signer.ExportSpki(), _description);

    /// <summary>PEM <c>PRIVATE KEY</c> (PKCS#8, not encrypted) with a final line feed. For files of mode 600 only.</summary>
    public string ExportPem()
    {
        var der = _signer.ExportPkcs8();
        var pem = KeyEncoding.Pem("PRIVATE KEY", der);
        CryptographicOperations.ZeroMemory(der);
        return pem;
    }

    /// <inheritdoc/>
    public void Dispose() => _signer.Dispose();
}
