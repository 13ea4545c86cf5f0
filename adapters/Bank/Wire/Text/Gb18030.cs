using System.Text;

namespace Hub.Adapters.Bank.Wire.Text;

/// <summary>
/// GB18030-2022, strictly and both ways: one, two or four bytes a character, every Unicode character has exactly one code, nothing is
/// replaced. The platform's table is that of the year 2000; the standard of 2022 (in force since August 2023) gives 19 pairs of codes the other way round:
/// characters that had only a private-use code point then have their own now. Each pair is exchanged here, so no code is lost in either direction.
/// </summary>
internal static class Gb18030
{
    private const int FourByteCodes = 39_420;
    private const int SupplementaryFirst = 189_000;

    // Two-byte code, character it has had before (private use), character it has in 2022; the four-byte code of the latter gets the former.
    private static readonly (ushort Code, char Before, char Now)[] Exchanged =
    [
        (0xA6D9, '\uE78D', '\uFE10'), (0xA6DA, '\uE78E', '\uFE12'), (0xA6DB, '\uE78F', '\uFE11'), (0xA6DC, '\uE790', '\uFE13'),
        (0xA6DD, '\uE791', '\uFE14'), (0xA6DE, '\uE792', '\uFE15'), (0xA6DF, '\uE793', '\uFE16'), (0xA6EC, '\uE794', '\uFE17'),
        (0xA6ED, '\uE795', '\uFE18'), (0xA6F3, '\uE796', '\uFE19'), (0xA8BC, '\uE7C7', '\u1E3F'), (0xFE59, '\uE81E', '\u9FB4'),
        (0xFE61, '\uE826', '\u9FB5'), (0xFE66, '\uE82B', '\u9FB6'), (0xFE67, '\uE82C', '\u9FB7'), (0xFE6D, '\uE832', '\u9FB8'),
        (0xFE7E, '\uE843', '\u9FB9'), (0xFE90, '\uE854', '\u9FBA'), (0xFEA0, '\uE864', '\u9FBB'),
    ];

    // By UTF-16 unit: below FourByteCodes the place among the four-byte codes, else the two-byte code (the lowest is 0x8140 = 33,088, so the
    // two ranges overlap: hence two tables). 0 in Two: it has four bytes.
    private static readonly ushort[] Two = new ushort[0x10000];
    private static readonly ushort[] Four = new ushort[0x10000];
    private static readonly char[] CharacterOfTwo = new char[126 * 192];
    private static readonly char[] CharacterOfFour = new char[FourByteCodes];

    static Gb18030()
    {
        var platform = CodePagesEncodingProvider.Instance.GetEncoding("gb18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)
            ?? throw new InvalidOperationException("The platform has no table of GB18030.");
        Span<byte> bytes = stackalloc byte[4];
        for (var unit = 0x80; unit < 0x10000; unit++)
        {
            if (char.IsSurrogate((char)unit))
            {
                continue;
            }

            var character = (char)unit;
            foreach (var (_, before, now) in Exchanged)
            {
                character = (char)unit == before ? now : (char)unit == now ? before : character;
            }

            // What the platform writes for the other half of the pair is what the standard writes for this one.
            var length = platform.GetBytes(new ReadOnlySpan<char>(in character), bytes);
            if (length == 2)
            {
                Two[unit] = (ushort)(bytes[0] << 8 | bytes[1]);
                CharacterOfTwo[PlaceOfTwo(bytes[0], bytes[1])] = (char)unit;
            }
            else
            {
                Four[unit] = (ushort)PlaceOfFour(bytes[0], bytes[1], bytes[2], bytes[3]);
                CharacterOfFour[Four[unit]] = (char)unit;
            }
        }
    }

    /// <summary>Bytes at most for that many UTF-16 units.</summary>
    public static int BytesMax(int units) => units * 4;

    /// <summary>Writes text; false at the first unit that is half a character.</summary>
    /// <param name="text">The text.</param>
    /// <param name="bytes">At least <see cref="BytesMax"/> long.</param>
    /// <param name="written">Bytes written: on failure the position in bytes of what cannot be said.</param>
    public static bool TryEncode(ReadOnlySpan<char> text, Span<byte> bytes, out int written)
    {
        written = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var unit = text[i];
            if (unit < 0x80)
            {
                bytes[written++] = (byte)unit;
            }
            else if (Two[unit] is var two && two != 0)
            {
                bytes[written] = (byte)(two >> 8);
                bytes[written + 1] = (byte)two;
                written += 2;
            }
            else if (!char.IsSurrogate(unit))
            {
                PutFour(Four[unit], bytes[written..]);
                written += 4;
            }
            else if (i + 1 < text.Length && char.IsSurrogatePair(unit, text[i + 1]))
            {
                PutFour(SupplementaryFirst + char.ConvertToUtf32(unit, text[++i]) - 0x10000, bytes[written..]);
                written += 4;
            }
            else
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Reads text; false at the first byte that begins no code.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="text">At least as long as the bytes.</param>
    /// <param name="written">Units written.</param>
    /// <param name="read">Bytes read: on failure the position of the wrong byte.</param>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, Span<char> text, out int written, out int read)
    {
        written = 0;
        read = 0;
        while (read < bytes.Length)
        {
            var first = bytes[read];
            if (first < 0x80)
            {
                text[written++] = (char)first;
                read++;
                continue;
            }

            var length = LengthAt(bytes, read);
            if (length == 2 && CharacterOfTwo[PlaceOfTwo(first, bytes[read + 1])] is var two && two != 0)
            {
                text[written++] = two;
            }
            else if (length != 4 || !PutCharacter(PlaceOfFour(first, bytes[read + 1], bytes[read + 2], bytes[read + 3]), text, ref written))
            {
                return false;
            }

            read += length;
        }

        return true;
    }

    /// <summary>Length of the code that begins at a position: 1, 2 or 4; 0 where none does, or it is cut off by the end.</summary>
    public static int LengthAt(ReadOnlySpan<byte> bytes, int at)
    {
        if (bytes[at] < 0x80)
        {
            return 1;
        }

        if (bytes[at] is 0x80 or 0xFF || at + 1 >= bytes.Length)
        {
            return 0;
        }

        var second = bytes[at + 1];
        if (second is >= 0x40 and not 0x7F and not 0xFF)
        {
            return 2;
        }

        return second is >= 0x30 and <= 0x39 && at + 3 < bytes.Length && bytes[at + 2] is >= 0x81 and <= 0xFE && bytes[at + 3] is >= 0x30 and <= 0x39 ? 4 : 0;
    }

    private static bool PutCharacter(int place, Span<char> text, ref int written)
    {
        if (place < FourByteCodes)
        {
            text[written++] = CharacterOfFour[place];
            return CharacterOfFour[place] != 0;
        }

        var supplementary = place - SupplementaryFirst;
        if (supplementary is < 0 or > 0xFFFFF)
        {
            return false;
        }

        text[written++] = (char)(0xD800 + (supplementary >> 10));
        text[written++] = (char)(0xDC00 + (supplementary & 0x3FF));
        return true;
    }

    private static int PlaceOfTwo(int first, int second) => (first - 0x81) * 192 + second - 0x40;

    private static int PlaceOfFour(int a, int b, int c, int d) => ((((a - 0x81) * 10) + b - 0x30) * 126 + c - 0x81) * 10 + d - 0x30;

    private static void PutFour(int place, Span<byte> bytes)
    {
        bytes[3] = (byte)(0x30 + place % 10);
        bytes[2] = (byte)(0x81 + place / 10 % 126);
        bytes[1] = (byte)(0x30 + place / 1_260 % 10);
        bytes[0] = (byte)(0x81 + place / 12_600);
    }
}
