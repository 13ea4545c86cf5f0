namespace Hub.Certs.Doctor;

/// <summary>Positions in bytes that should be GBK or GB18030 (GB 18030-2022, 5: one, two or four bytes).</summary>
internal static class GbScan
{
    /// <summary>First byte of the first broken sequence, −1 if all is well.</summary>
    internal static int FirstBroken(ReadOnlySpan<byte> bytes)
    {
        for (var i = 0; i < bytes.Length;)
        {
            var length = Length(bytes[i..]);
            if (length == 0)
            {
                return i;
            }

            i += length;
        }

        return -1;
    }

    /// <summary>True if only the last character is incomplete.</summary>
    internal static bool CutAtEnd(ReadOnlySpan<byte> bytes) =>
        FirstBroken(bytes) is >= 0 and var broken && bytes.Length - broken <= 3 && bytes[broken] is >= 0x81 and <= 0xFE
        && (bytes.Length - broken == 1 || bytes[broken + 1] is >= 0x30 and <= 0x39);

    internal static bool HasPairs(ReadOnlySpan<byte> bytes) => Count(bytes, static (_, length) => length >= 2) > 0;

    /// <summary>True if most characters outside ASCII are the frequent ones of level 1 and 2 (B0A1–F7FE) or punctuation (A1, A3).</summary>
    internal static bool IsMostlyChinese(ReadOnlySpan<byte> bytes)
    {
        var all = Count(bytes, static (_, length) => length >= 2);
        var usual = Count(bytes, static (b, length) => length == 2 && b[1] >= 0xA1 && b[0] is 0xA1 or 0xA3 or (>= 0xB0 and <= 0xF7));
        return all > 0 && usual * 4 >= all * 3;
    }

    internal static int FirstFourBytes(ReadOnlySpan<byte> bytes) => First(bytes, static (_, length) => length == 4);

    /// <summary>
    /// Characters of two bytes that GBK (936) and GB 18030 give different code points or only one of them: 80 (euro), A2A1–A2AA and A2E3,
    /// A6D9–A6FE, A8BC, A8BF, A989–A995, FE50–FEA0.
    /// </summary>
    internal static int FirstExchanged(ReadOnlySpan<byte> bytes) => First(bytes, static (b, length) => (length == 1 && b[0] is 0x80 or 0xFF)
        || (length == 2 && (b[0], b[1]) is (0xA2, (>= 0xA1 and <= 0xAA) or 0xE3) or (0xA6, (>= 0xD9 and <= 0xDF) or (>= 0xEC and <= 0xED) or 0xF3)
            or (0xA8, 0xBC or 0xBF) or (0xA9, >= 0x89 and <= 0x95) or (0xFE, >= 0x50 and <= 0xA0)));

    /// <summary>User-defined areas 1 to 3: AAA1–AFFE, F8A1–FEFE, A140–A7A0.</summary>
    internal static int FirstPrivateUse(ReadOnlySpan<byte> bytes) => First(bytes, static (b, length) => length == 2
        && ((b[0] is >= 0xAA and <= 0xAF && b[1] >= 0xA1) || (b[0] >= 0xF8 && b[1] >= 0xA1) || (b[0] is >= 0xA1 and <= 0xA7 && b[1] <= 0xA0)));

    private delegate bool Test(ReadOnlySpan<byte> bytes, int length);

    private static int First(ReadOnlySpan<byte> bytes, Test test)
    {
        for (var i = 0; i < bytes.Length; i += Math.Max(Length(bytes[i..]), 1))
        {
            if (test(bytes[i..], Length(bytes[i..])))
            {
                return i;
            }
        }

        return -1;
    }

    private static int Count(ReadOnlySpan<byte> bytes, Test test)
    {
        var count = 0;
        for (var i = 0; i < bytes.Length; i += Math.Max(Length(bytes[i..]), 1))
        {
            count += test(bytes[i..], Length(bytes[i..])) ? 1 : 0;
        }

        return count;
    }

    // 80 stands alone as GBK's euro sign.
    private static int Length(ReadOnlySpan<byte> bytes) => bytes[0] switch
    {
        <= 0x80 => 1,
        0xFF => 0,
        _ when bytes.Length >= 2 && bytes[1] is (>= 0x40 and <= 0x7E) or (>= 0x80 and <= 0xFE) => 2,
        _ when bytes.Length >= 4 && bytes[1] is >= 0x30 and <= 0x39 && bytes[2] is >= 0x81 and <= 0xFE && bytes[3] is >= 0x30 and <= 0x39 => 4,
        _ => 0,
    };
}
