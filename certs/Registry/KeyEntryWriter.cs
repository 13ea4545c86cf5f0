using System.Globalization;
using System.Text.Json;
using Hub.Certs.Signatures;

namespace Hub.Certs.Registry;

/// <summary>Writes a key the way registry and trust-anchor files have it.</summary>
internal static class KeyEntryWriter
{
    internal static void Write(Utf8JsonWriter writer, VerificationKey key)
    {
        writer.WriteStartObject();
        writer.WriteString("keyId", key.KeyId);
        writer.WriteString("algorithm", SignatureAlgorithmNames.Name(key.Algorithm));
        writer.WriteString("publicKeyPem", key.ExportPem());
        if (key.Algorithm is SignatureAlgorithm.Sm2Sm3 or SignatureAlgorithm.EcdsaP256Sha256)
        {
            writer.WriteString("encoding", SignatureAlgorithmNames.Name(key.Encoding));
        }

        if (key.Algorithm == SignatureAlgorithm.Sm2Sm3)
        {
            writer.WriteString("sm2UserId", key.Sm2UserId);
        }

        WriteMoment(writer, "notBefore", key.NotBefore, DateTimeOffset.MinValue);
        WriteMoment(writer, "notAfter", key.NotAfter, DateTimeOffset.MaxValue);
        writer.WriteString("status", "active");
        writer.WriteEndObject();
    }

    private static void WriteMoment(Utf8JsonWriter writer, string name, DateTimeOffset moment, DateTimeOffset absent)
    {
        if (moment != absent)
        {
            writer.WriteString(name, moment.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture));
        }
    }
}
