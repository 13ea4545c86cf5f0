using System.Security.Cryptography;
using Hub.Certs.Doctor;

namespace Hub.Certs.Signatures;

/// <summary>
/// A partner's public key with everything that was agreed about it. Immutable; <see cref="Verify"/> may be called by any number of
/// threads at once. The validity window is not part of <see cref="Verify"/>: whoever holds the message's time asks <see cref="IsValidAt"/>.
/// </summary>
public sealed class VerificationKey
{
    private readonly KeyDescription _description;
    private readonly IVerifier _verifier;

    private VerificationKey(KeyDescription description, IVerifier verifier)
    {
        _description = description;
        _verifier = verifier;
    }

    /// <summary>Name of the key.</summary>
    public string KeyId => _description.KeyId;

    /// <summary>The one algorithm of the key.</summary>
    public SignatureAlgorithm Algorithm => _description.Algorithm;

    /// <summary>How (r, s) is written.</summary>
    public SignatureEncoding Encoding => _description.Encoding;

    /// <summary>The id inside ZA (SM2 only).</summary>
    public string Sm2UserId => _description.Sm2UserId;

    /// <summary>First moment of validity (inclusive).</summary>
    public DateTimeOffset NotBefore => _description.NotBefore;

    /// <summary>End of validity (exclusive).</summary>
    public DateTimeOffset NotAfter => _description.NotAfter;

    /// <summary>
    /// Reads a public key: PEM (<c>PUBLIC KEY</c> or <c>CERTIFICATE</c>), Base64 of SubjectPublicKeyInfo DER, or for SM2 the bare point
    /// as Base64 or hex (65 bytes 04 ‖ x ‖ y, or 64 bytes x ‖ y).
    /// </summary>
    /// <param name="publicKey">The text.</param>
    /// <param name="description">What was agreed about the key; the algorithm must fit the key's kind and curve.</param>
    /// <exception cref="InvalidKeyException">The key is malformed, weak, off its curve or of another kind than the description says.</exception>
    public static VerificationKey Parse(string publicKey, KeyDescription description) =>
        Create(PublicKeyMaterial.Parse(publicKey), description);

    /// <summary>Reads a DER SubjectPublicKeyInfo. Errors as <see cref="Parse"/>.</summary>
    public static VerificationKey FromSubjectPublicKeyInfo(ReadOnlySpan<byte> spki, KeyDescription description) =>
        Create(PublicKeyMaterial.ParseSpki(spki.ToArray()), description);

    /// <summary>True if the signature is this key's over exactly these bytes. False for anything else; no signature makes it throw.</summary>
    public bool Verify(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) => _verifier.Verify(message, signature);

    /// <summary>True if the moment lies in [NotBefore, NotAfter).</summary>
    public bool IsValidAt(DateTimeOffset moment) => moment >= NotBefore && moment < NotAfter;

    /// <summary>DER SubjectPublicKeyInfo.</summary>
    public byte[] ExportSubjectPublicKeyInfo() => _verifier.ExportSpki();

    /// <summary>PEM <c>PUBLIC KEY</c> with a final line feed.</summary>
    public string ExportPem() => KeyEncoding.Pem("PUBLIC KEY", ExportSubjectPublicKeyInfo());

    /// <summary>SHA-256 of the SubjectPublicKeyInfo in lower-case hex: what two people compare over the telephone.</summary>
    public string Fingerprint() => Convert.ToHexStringLower(SHA256.HashData(ExportSubjectPublicKeyInfo()));

    /// <summary>The SM2 point, null for a key of another algorithm.</summary>
    internal Sm2PublicKey? Sm2Key => (_verifier as Sm2Verifier)?.Key;

    /// <summary>Everything that the signature's bytes may have been meant for under this key.</summary>
    internal IEnumerable<Guess<ISignatureProbe>> Probes(byte[] signature) => _verifier.Probes(signature);

    private static VerificationKey Create(PublicKeyMaterial material, KeyDescription description)
    {
        IVerifier verifier = description.Algorithm switch
        {
            SignatureAlgorithm.Sm2Sm3 => new Sm2Verifier(ReadSm2(material), description.Sm2UserId, description.Encoding),
            SignatureAlgorithm.EcdsaP256Sha256 => new EcdsaVerifier(ReadP256(material), description.Encoding),
            SignatureAlgorithm.RsaPkcs1Sha256 => new RsaVerifier(ReadRsa(material), RSASignaturePadding.Pkcs1),
            SignatureAlgorithm.RsaPssSha256 => new RsaVerifier(ReadRsa(material), RSASignaturePadding.Pss),
            _ => throw new InvalidKeyException("not a signature algorithm of the hub"),
        };
        return new VerificationKey(description, verifier);
    }

    private static Sm2PublicKey ReadSm2(PublicKeyMaterial material)
    {
        if (material.Oid is not null && (material.Oid != KeyOids.EcPublicKey || material.Curve != KeyOids.Sm2Curve))
        {
            throw new InvalidKeyException("sm2-sm3 needs a key on the SM2 curve (1.2.156.10197.1.301); this one is of another kind");
        }

        if (material.Oid is not null && (material.Key.Length != 65 || material.Key[0] != 0x04))
        {
            throw new InvalidKeyException("the point in the key must be uncompressed: 65 bytes starting with 04");
        }

        return Sm2PublicKey.FromPoint(material.Key);
    }

    private static ECParameters ReadP256(PublicKeyMaterial material)
    {
        if (material.Oid != KeyOids.EcPublicKey || material.Curve != KeyOids.P256Curve)
        {
            throw new InvalidKeyException("ecdsa-p256-sha256 needs a P-256 key in PEM or DER; this one is of another kind");
        }

        if (material.Key.Length != 65 || material.Key[0] != 0x04)
        {
            throw new InvalidKeyException("the point in the key must be uncompressed: 65 bytes starting with 04");
        }

        var parameters = new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = material.Key[1..33], Y = material.Key[33..] },
        };
        try
        {
            using var probe = ECDsa.Create(parameters);
            return parameters;
        }
        catch (CryptographicException e)
        {
            throw new InvalidKeyException("the public key is not a point of P-256", e);
        }
    }

    private static RSAParameters ReadRsa(PublicKeyMaterial material)
    {
        if (material.Oid != KeyOids.Rsa)
        {
            throw new InvalidKeyException("the algorithm needs an RSA key in PEM or DER; this one is of another kind");
        }

        try
        {
            using var rsa = RSA.Create();
            rsa.ImportRSAPublicKey(material.Key, out var read);
            if (read != material.Key.Length)
            {
                throw new InvalidKeyException("the RSA key is followed by other bytes");
            }

            RsaKeyRules.Check(rsa);
            return rsa.ExportParameters(includePrivateParameters: false);
        }
        catch (CryptographicException e)
        {
            throw new InvalidKeyException("the platform refuses the RSA key", e);
        }
    }
}
