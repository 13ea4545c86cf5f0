using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Hub.Certs.Signatures;

namespace Hub.Adapters.Soap.Tests.Support;

/// <summary>A key of an institution with a certificate that nobody has signed but itself.</summary>
internal sealed class Keys : IDisposable
{
    private Keys(SigningKey key, string certificateBase64)
    {
        Key = key;
        CertificateBase64 = certificateBase64;
    }

    public SigningKey Key { get; }

    public string CertificateBase64 { get; }

    public string PublicPem => Key.ToVerificationKey().ExportPem();

    public static Keys Rsa(SignatureAlgorithm algorithm = SignatureAlgorithm.RsaPkcs1Sha256)
    {
        using var rsa = RSA.Create(2048);
        var request = new CertificateRequest("CN=test", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return Make(request, rsa.ExportPkcs8PrivateKeyPem(), algorithm);
    }

    public static Keys Ecdsa()
    {
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=test", ecdsa, HashAlgorithmName.SHA256);
        return Make(request, ecdsa.ExportPkcs8PrivateKeyPem(), SignatureAlgorithm.EcdsaP256Sha256);
    }

    /// <summary>SM2 has no certificate of the platform's; its messages name no key.</summary>
    public static Keys Sm2() => new(SigningKey.Generate(new KeyDescription { KeyId = "sm2", Algorithm = SignatureAlgorithm.Sm2Sm3 }), "");

    public void Dispose() => Key.Dispose();

    private static Keys Make(CertificateRequest request, string pem, SignatureAlgorithm algorithm)
    {
        using var certificate = request.CreateSelfSigned(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2040, 1, 1, 0, 0, 0, TimeSpan.Zero));
        return new Keys(SigningKey.FromPem(pem, new KeyDescription { KeyId = "k", Algorithm = algorithm }), Convert.ToBase64String(certificate.RawData));
    }
}
