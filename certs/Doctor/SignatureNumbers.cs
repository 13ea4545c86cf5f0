using Hub.Certs.Signatures;

namespace Hub.Certs.Doctor;

/// <summary>The pairs r ‖ s (64 bytes) that the bytes of an SM2 or ECDSA signature may have been meant to say.</summary>
internal static class SignatureNumbers
{
    private const int Size = 32;
    private const int Raw = EcSignatureCodec.RawLength;

    internal static IReadOnlyList<Guess<byte[]>> Read(byte[] signature, SignatureEncoding agreed)
    {
        var guesses = new List<Guess<byte[]>>();
        var raw = new byte[Raw];
        Mistake[] asRaw = agreed == SignatureEncoding.Raw ? [] : [SignatureMistakes.RawForDer];
        Mistake[] asDer = agreed == SignatureEncoding.Der ? [] : [SignatureMistakes.DerForRaw];
        if (EcSignatureCodec.TryDecode(signature, SignatureEncoding.Der, raw))
        {
            Turned(guesses, raw, asDer);
        }
        else if (LooseDer(signature) is { } loose)
        {
            Turned(guesses, loose, [.. asDer, SignatureMistakes.DerNotExact]);
        }

        switch (signature.Length)
        {
            case Raw:
                Turned(guesses, signature, asRaw);
                break;
            case Raw + 1:
                guesses.Add(new(signature[1..], [.. asRaw, SignatureMistakes.HalvesPadded]));
                Padded(guesses, signature, asRaw);
                break;
            case Raw + 2:
                Padded(guesses, signature, asRaw);
                break;
            case >= Raw - 4 and < Raw:
                Shortened(guesses, signature, asRaw);
                break;
        }

        return guesses;
    }

    // BigInteger.toByteArray writes a sign byte before numbers whose first bit is set: 33 and 32, 32 and 33, or 33 and 33 bytes.
    private static void Padded(List<Guess<byte[]>> guesses, byte[] signature, Mistake[] before)
    {
        foreach (var first in (int[])[Size, Size + 1])
        {
            var (r, s) = (signature[..first], signature[first..]);
            if (s.Length is Size or Size + 1 && (first == Size || r[0] == 0) && (s.Length == Size || s[0] == 0))
            {
                guesses.Add(new([.. r[^Size..], .. s[^Size..]], [.. before, SignatureMistakes.HalvesPadded]));
            }
        }
    }

    private static void Shortened(List<Guess<byte[]>> guesses, byte[] signature, Mistake[] before)
    {
        for (var first = Math.Max(signature.Length - Size, 1); first <= Size && first < signature.Length; first++)
        {
            var raw = new byte[Raw];
            signature.AsSpan(0, first).CopyTo(raw.AsSpan(Size - first));
            signature.AsSpan(first).CopyTo(raw.AsSpan(Raw - (signature.Length - first)));
            guesses.Add(new(raw, [.. before, SignatureMistakes.ZerosLost]));
        }
    }

    private static void Turned(List<Guess<byte[]>> guesses, byte[] raw, Mistake[] before)
    {
        var (r, s) = (raw[..Size], raw[Size..]);
        guesses.Add(new(raw, before));
        guesses.Add(new([.. s, .. r], [.. before, SignatureMistakes.HalvesSwapped]));
        Array.Reverse(r);
        Array.Reverse(s);
        guesses.Add(new([.. r, .. s], [.. before, SignatureMistakes.BytesReversed]));

        // The whole turned round: both halves reversed and their order too.
        guesses.Add(new([.. s, .. r], [.. before, SignatureMistakes.BytesReversed]));
    }

    /// <summary>SEQUENCE of two INTEGER of any length form, negative or padded, with or without bytes after it.</summary>
    private static byte[]? LooseDer(byte[] signature)
    {
        var rest = signature.AsSpan();
        if (signature.Length is < 8 or > 160 || !TryHeader(ref rest, 0x30, out _))
        {
            return null;
        }

        var raw = new byte[Raw];
        return TryInteger(ref rest, raw.AsSpan(0, Size)) && TryInteger(ref rest, raw.AsSpan(Size)) ? raw : null;
    }

    private static bool TryHeader(ref Span<byte> from, byte tag, out int length)
    {
        length = 0;
        if (from.Length < 2 || from[0] != tag)
        {
            return false;
        }

        var longForm = from[1] & 0x7F;
        if (from[1] < 0x80)
        {
            length = from[1];
            from = from[2..];
            return true;
        }

        if (longForm > 2 || from.Length < 2 + longForm)
        {
            return false;
        }

        for (var i = 0; i < longForm; i++)
        {
            length = (length << 8) | from[2 + i];
        }

        from = from[(2 + longForm)..];
        return true;
    }

    private static bool TryInteger(ref Span<byte> from, Span<byte> number)
    {
        if (!TryHeader(ref from, 0x02, out var length) || length == 0 || length > from.Length)
        {
            return false;
        }

        ReadOnlySpan<byte> content = from[..length].TrimStart((byte)0);
        from = from[length..];
        if (content.Length > Size)
        {
            return false;
        }

        content.CopyTo(number[(Size - content.Length)..]);
        return true;
    }
}
