using System.Security.Cryptography;

namespace Hub.Certs.Signatures;

/// <summary>
/// (r, s) of a 256-bit curve between its two writings. Layout of DER: 30 L 02 Lr r 02 Ls s, every length in one byte (at most
/// 72 bytes in all). Exactly one byte string is accepted for a pair (r, s): otherwise a signature could be varied in transit.
/// </summary>
public static class EcSignatureCodec
{
    private const int Size = 32;

    /// <summary>Length of r ‖ s in bytes.</summary>
    public const int RawLength = 2 * Size;

    /// <summary>Reads a signature into r ‖ s. False if a single byte differs from the one right encoding of two numbers below 2^256.</summary>
    /// <param name="signature">The signature as the partner sent it.</param>
    /// <param name="encoding">The partner's agreed encoding.</param>
    /// <param name="raw">64 bytes that receive r ‖ s.</param>
    public static bool TryDecode(ReadOnlySpan<byte> signature, SignatureEncoding encoding, Span<byte> raw)
    {
        if (encoding == SignatureEncoding.Raw)
        {
            return signature.Length == RawLength && signature.TryCopyTo(raw);
        }

        // Two integers of one byte each at least, of 33 bytes each at most.
        if (signature.Length is < 8 or > 72 || signature[0] != 0x30 || signature[1] != signature.Length - 2)
        {
            return false;
        }

        var rest = signature[2..];
        return TryReadInteger(ref rest, raw[..Size]) && TryReadInteger(ref rest, raw[Size..RawLength]) && rest.IsEmpty;
    }

    /// <summary>Writes r ‖ s in the given encoding.</summary>
    /// <exception cref="CryptographicException">The input is not 64 bytes long.</exception>
    public static byte[] Encode(ReadOnlySpan<byte> raw, SignatureEncoding encoding)
    {
        if (raw.Length != RawLength)
        {
            throw new CryptographicException("r ‖ s must be 64 bytes");
        }

        if (encoding == SignatureEncoding.Raw)
        {
            return raw.ToArray();
        }

        Span<byte> der = stackalloc byte[72];
        var length = 2;
        length += WriteInteger(raw[..Size], der[length..]);
        length += WriteInteger(raw[Size..], der[length..]);
        der[0] = 0x30;
        der[1] = (byte)(length - 2);
        return der[..length].ToArray();
    }

    /// <summary>True if both halves of r ‖ s are in [1, order − 1]; all big endian.</summary>
    internal static bool IsInRange(ReadOnlySpan<byte> raw, ReadOnlySpan<byte> order) =>
        IsInRangeOne(raw[..Size], order) && IsInRangeOne(raw[Size..], order);

    private static bool IsInRangeOne(ReadOnlySpan<byte> number, ReadOnlySpan<byte> order) =>
        number.IndexOfAnyExcept((byte)0) >= 0 && number.SequenceCompareTo(order) < 0;

    private static bool TryReadInteger(ref ReadOnlySpan<byte> from, Span<byte> number)
    {
        if (from.Length < 3 || from[0] != 0x02 || from[1] is 0 or > Size + 1 || from.Length < 2 + from[1])
        {
            return false;
        }

        var content = from.Slice(2, from[1]);
        from = from[(2 + content.Length)..];
        if ((content[0] & 0x80) != 0 || (content.Length > 1 && content[0] == 0 && (content[1] & 0x80) == 0))
        {
            return false; // Negative, or padded with a zero that is not needed.
        }

        content = content.Length > 1 && content[0] == 0 ? content[1..] : content;
        if (content.Length > Size)
        {
            return false;
        }

        number.Clear();
        content.CopyTo(number[(Size - content.Length)..]);
        return true;
    }

    private static int WriteInteger(ReadOnlySpan<byte> number, Span<byte> to)
    {
        var start = number.IndexOfAnyExcept((byte)0);
        var content = start < 0 ? number[(Size - 1)..] : number[start..];
        var pad = content[0] >> 7;
        to[0] = 0x02;
        to[1] = (byte)(content.Length + pad);
        to[2] = 0;
        content.CopyTo(to[(2 + pad)..]);
        return 2 + pad + content.Length;
    }
}
