using System.Formats.Asn1;

namespace Hub.Certs.Signatures;

/// <summary>C1 (04 ‖ x ‖ y, 65 bytes), C3 (32 bytes) and C2 to and from their three writings.</summary>
internal static class Sm2CiphertextCodec
{
    private const int PointLength = 65;

    internal static byte[] Encode(byte[] c1, byte[] c3, byte[] c2, Sm2CiphertextLayout layout)
    {
        switch (layout)
        {
            case Sm2CiphertextLayout.C1C3C2:
                return [.. c1, .. c3, .. c2];
            case Sm2CiphertextLayout.C1C2C3:
                return [.. c1, .. c2, .. c3];
            case Sm2CiphertextLayout.Asn1:
                var writer = new AsnWriter(AsnEncodingRules.DER);
                using (writer.PushSequence())
                {
                    WriteCoordinate(writer, c1.AsSpan(1, 32));
                    WriteCoordinate(writer, c1.AsSpan(33, 32));
                    writer.WriteOctetString(c3);
                    writer.WriteOctetString(c2);
                }

                return writer.Encode();
            default:
                throw new ArgumentOutOfRangeException(nameof(layout), layout, "not a layout of SM2 ciphertexts");
        }
    }

    internal static bool TryDecode(ReadOnlySpan<byte> ciphertext, Sm2CiphertextLayout layout, out byte[] c1, out byte[] c3, out byte[] c2)
    {
        c1 = c3 = c2 = [];
        if (ciphertext.Length > PointLength + Sm3.DigestLength + Sm2Cipher.PlaintextLengthMax + 32)
        {
            return false;
        }

        if (layout == Sm2CiphertextLayout.Asn1)
        {
            return TryDecodeAsn1(ciphertext, out c1, out c3, out c2);
        }

        if (ciphertext.Length <= PointLength + Sm3.DigestLength || ciphertext[0] != 0x04)
        {
            return false;
        }

        c1 = ciphertext[..PointLength].ToArray();
        var rest = ciphertext[PointLength..];
        (c3, c2) = layout == Sm2CiphertextLayout.C1C3C2
            ? (rest[..Sm3.DigestLength].ToArray(), rest[Sm3.DigestLength..].ToArray())
            : (rest[^Sm3.DigestLength..].ToArray(), rest[..^Sm3.DigestLength].ToArray());
        return true;
    }

    private static bool TryDecodeAsn1(ReadOnlySpan<byte> ciphertext, out byte[] c1, out byte[] c3, out byte[] c2)
    {
        c1 = c3 = c2 = [];
        try
        {
            var reader = new AsnReader(ciphertext.ToArray(), AsnEncodingRules.DER);
            var sequence = reader.ReadSequence();
            reader.ThrowIfNotEmpty();
            c1 = new byte[PointLength];
            c1[0] = 0x04;
            if (!ReadCoordinate(sequence, c1.AsSpan(1, 32)) || !ReadCoordinate(sequence, c1.AsSpan(33, 32)))
            {
                return false;
            }

            c3 = sequence.ReadOctetString();
            c2 = sequence.ReadOctetString();
            sequence.ThrowIfNotEmpty();
            return c3.Length == Sm3.DigestLength && c2.Length > 0;
        }
        catch (AsnContentException)
        {
            return false;
        }
    }

    private static bool ReadCoordinate(AsnReader reader, Span<byte> coordinate)
    {
        var number = reader.ReadIntegerBytes().Span;
        number = number.Length > 1 && number[0] == 0 ? number[1..] : number[0] >= 0x80 ? default : number;
        if (number.Length is 0 or > 32)
        {
            return false;
        }

        number.CopyTo(coordinate[(32 - number.Length)..]);
        return true;
    }

    private static void WriteCoordinate(AsnWriter writer, ReadOnlySpan<byte> coordinate) =>
        writer.WriteInteger(new System.Numerics.BigInteger(coordinate, isUnsigned: true, isBigEndian: true));
}
