using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Hub.Certs.Registry;

namespace Hub.Adapters.Hl7v2.Inbound;

/// <summary>
/// TLS of a listener. A client is known by the public key of its certificate, which must be a key registered with an active partner and usable
/// now; who issued the certificate does not matter.
/// </summary>
internal static class LineCertificates
{
    public static SslStreamCertificateContext Load(Hl7v2Listener listener)
    {
        var certificate = X509Certificate2.CreateFromPemFile(listener.CertificateFile, listener.CertificateKeyFile);
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(listener.CertificateFile);
        return SslStreamCertificateContext.Create(certificate, chain, offline: true);
    }

    /// <summary>Partner and key of a certificate; null when its key is nobody's.</summary>
    public static (string Partner, string KeyId)? Find(X509Certificate? certificate, PartnerRegistry registry, DateTimeOffset now)
    {
        if (certificate is null)
        {
            return null;
        }

        string fingerprint;
        try
        {
            using var own = X509CertificateLoader.LoadCertificate(certificate.GetRawCertData());
            fingerprint = Convert.ToHexStringLower(SHA256.HashData(own.PublicKey.ExportSubjectPublicKeyInfo()));
        }
        catch (CryptographicException)
        {
            return null;
        }

        return registry.FindFingerprint(fingerprint, now) is { Partner.Status: PartnerStatus.Active } found ? (found.Partner.Id, found.Key.KeyId) : null;
    }
}
