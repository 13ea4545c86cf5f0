using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Hub.Certs.Signatures;

/// <summary>Writes keys as DER: SubjectPublicKeyInfo (RFC 5480) and PKCS#8 with an ECPrivateKey inside (RFC 5915, RFC 5958).</summary>
internal static class KeyEncoding
{
    internal static byte[] EcSpki(string curve, byte[] point)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            WriteAlgorithm(writer, curve);
            writer.WriteBitString(point);
        }

        return writer.Encode();
    }

    internal static byte[] EcPkcs8(string curve, byte[] scalar, byte[] point)
    {
        var inner = new AsnWriter(AsnEncodingRules.DER);
        using (inner.PushSequence())
        {
            inner.WriteInteger(1);
            inner.WriteOctetString(scalar);
            using (inner.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 1)))
            {
                inner.WriteBitString(point);
            }
        }

        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(0);
            WriteAlgorithm(writer, curve);
            writer.WriteOctetString(inner.Encode());
        }

        return writer.Encode();
    }

    internal static string Pem(string label, byte[] der) => PemEncoding.WriteString(label, der) + "\n";

    private static void WriteAlgorithm(AsnWriter writer, string curve)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(KeyOids.EcPublicKey);
            writer.WriteObjectIdentifier(curve);
        }
    }
}
