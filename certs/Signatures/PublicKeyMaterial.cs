using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Hub.Certs.Signatures;

/// <summary>
/// A public key taken out of its container: SPKI as PEM or DER, a certificate as PEM (its key only: nothing else of it is believed),
/// or a bare point as Base64 or hex. Everything is read with System.Formats.Asn1 under DER rules, never with BouncyCastle's parsers.
/// </summary>
internal sealed class PublicKeyMaterial
{
    private const int TextLengthMax = 32 * 1024;

    private PublicKeyMaterial(string? oid, string? curve, byte[] key, byte[]? spki)
    {
        Oid = oid;
        Curve = curve;
        Key = key;
        Spki = spki;
    }

    /// <summary>Algorithm of the container, null for a bare point.</summary>
    internal string? Oid { get; }

    /// <summary>Named curve, null for RSA and for a bare point.</summary>
    internal string? Curve { get; }

    /// <summary>The bit string: a point or an RSAPublicKey.</summary>
    internal byte[] Key { get; }

    internal byte[]? Spki { get; }

    internal static PublicKeyMaterial Parse(string text)
    {
        text = text.Trim();
        if (text.Length is 0 or > TextLengthMax)
        {
            throw new InvalidKeyException("a public key has between 1 and 32,768 characters");
        }

        if (text.StartsWith("-----BEGIN", StringComparison.Ordinal))
        {
            return ParsePem(text);
        }

        if (text.Length is 128 or 130 && text.All(char.IsAsciiHexDigit))
        {
            return new PublicKeyMaterial(null, null, Convert.FromHexString(text), null);
        }

        var bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, bytes, out var length))
        {
            throw new InvalidKeyException("a public key is PEM (PUBLIC KEY or CERTIFICATE), Base64 of DER or of 04 ‖ x ‖ y, or hex of 04 ‖ x ‖ y");
        }

        return length is 64 or 65 ? new PublicKeyMaterial(null, null, bytes[..length], null) : ParseSpki(bytes[..length]);
    }

    internal static PublicKeyMaterial ParseSpki(byte[] spki)
    {
        try
        {
            var reader = new AsnReader(spki, AsnEncodingRules.DER);
            var info = reader.ReadSequence();
            reader.ThrowIfNotEmpty();
            var algorithm = info.ReadSequence();
            var key = info.ReadBitString(out var unused);
            info.ThrowIfNotEmpty();
            var oid = algorithm.ReadObjectIdentifier();
            string? curve = null;
            if (oid == KeyOids.EcPublicKey)
            {
                curve = algorithm.ReadObjectIdentifier();
            }
            else
            {
                algorithm.ReadNull();
            }

            algorithm.ThrowIfNotEmpty();
            return unused == 0
                ? new PublicKeyMaterial(oid, curve, key, spki)
                : throw new InvalidKeyException("the public key's bit string has unused bits");
        }
        catch (AsnContentException e)
        {
            throw new InvalidKeyException("not a DER SubjectPublicKeyInfo with a named curve (openssl pkey -pubout writes one)", e);
        }
    }

    private static PublicKeyMaterial ParsePem(string text)
    {
        if (!PemEncoding.TryFind(text, out var fields) || fields.Location.End.GetOffset(text.Length) != text.Length)
        {
            throw new InvalidKeyException("the PEM text must be one block and nothing else");
        }

        var bytes = Convert.FromBase64String(text[fields.Base64Data]);
        switch (text[fields.Label])
        {
            case "PUBLIC KEY":
                return ParseSpki(bytes);
            case "CERTIFICATE":
                try
                {
                    using var certificate = X509CertificateLoader.LoadCertificate(bytes);
                    return ParseSpki(certificate.PublicKey.ExportSubjectPublicKeyInfo());
                }
                catch (CryptographicException e)
                {
                    throw new InvalidKeyException("not an X.509 certificate", e);
                }

            default:
                throw new InvalidKeyException("the PEM block must be PUBLIC KEY or CERTIFICATE; a private key does not belong into the registry");
        }
    }
}
