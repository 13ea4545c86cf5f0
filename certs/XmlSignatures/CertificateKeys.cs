using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Hub.Certs.XmlSignatures;

/// <summary>
/// What of a certificate in a message is used: the fingerprint of its key, to look a registered key up. Its names, dates and issuer prove
/// nothing here; the registry says whose key it is and until when.
/// </summary>
public static class CertificateKeys
{
    private const int LengthMax = 16 * 1024;

    /// <summary>
    /// SHA-256 of the SubjectPublicKeyInfo in lower-case hex, as <see cref="Signatures.VerificationKey.Fingerprint"/>; null if it is no certificate.
    /// </summary>
    /// <param name="base64">DER in Base64, line breaks allowed.</param>
    public static string? FingerprintOf(string base64)
    {
        ArgumentNullException.ThrowIfNull(base64);
        var der = new byte[Math.Min(base64.Length, LengthMax)];
        if (base64.Length > LengthMax || !Convert.TryFromBase64String(base64, der, out var length))
        {
            return null;
        }

        try
        {
            using var certificate = X509CertificateLoader.LoadCertificate(der.AsSpan(0, length));
            return Convert.ToHexStringLower(SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo()));
        }
        catch (CryptographicException)
        {
            // One answer for every defect: what is not a certificate names no key.
            return null;
        }
    }
}
