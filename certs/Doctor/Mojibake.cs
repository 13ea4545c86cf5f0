using System.Text;

namespace Hub.Certs.Doctor;

/// <summary>
/// Finds text that was decoded in the wrong encoding and encoded again: written back in that encoding, its bytes are valid in the
/// other one. A run of two such characters of three bytes each hardly happens in real text.
/// </summary>
internal static class Mojibake
{
    private const string Lost = "锟斤拷";

    private static readonly Encoding Gbk = CodePagesEncodingProvider.Instance.GetEncoding(936, new EncoderExceptionFallback(), new DecoderExceptionFallback())!;
    private static readonly Encoding Windows = CodePagesEncodingProvider.Instance.GetEncoding(
        1252, new EncoderExceptionFallback(), new DecoderExceptionFallback())!;

    /// <summary>Index of the first character of UTF-8 that was read as GBK, −1 if there is none.</summary>
    internal static int FirstUtf8AsGbk(string text)
    {
        var lost = text.IndexOf(Lost, StringComparison.Ordinal);
        var run = FirstRun(text, static c => c >= 0x80, Gbk, charactersMin: 3, sequencesMin: 2);
        return lost < 0 || (run >= 0 && run < lost) ? run : lost;
    }

    /// <summary>The same for Latin-1 or Windows-1252.</summary>
    internal static int FirstAsLatin(string text)
    {
        var run = FirstRun(text, static c => c is >= '\u0080' and <= '\u00FF', Encoding.Latin1, charactersMin: 3, sequencesMin: 1);
        if (run >= 0)
        {
            return run;
        }

        run = FirstRun(text, static c => c >= 0x80 && CanWindows(c), Windows, charactersMin: 3, sequencesMin: 1);
        return run >= 0 ? run : FirstGbAsLatin(text);
    }

    // GBK read as Latin-1: a long run of characters between 0xA1 and 0xFF, which no language writes in a row.
    private static int FirstGbAsLatin(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var end = i;
            while (end < text.Length && text[end] is >= '\u00A1' and <= '\u00FF')
            {
                end++;
            }

            if (end - i >= 4 && (end - i) % 2 == 0)
            {
                return i;
            }

            i = Math.Max(i, end);
        }

        return -1;
    }

    private static int FirstRun(string text, Func<char, bool> belongs, Encoding wrong, int charactersMin, int sequencesMin)
    {
        for (var start = 0; start < text.Length; start++)
        {
            var end = start;
            while (end < text.Length && belongs(text[end]))
            {
                end++;
            }

            if (end - start >= charactersMin && IsUtf8(text[start..end], wrong, sequencesMin))
            {
                return start;
            }

            start = Math.Max(start, end);
        }

        return -1;
    }

    private static bool IsUtf8(string run, Encoding wrong, int sequencesMin)
    {
        try
        {
            ReadOnlySpan<byte> bytes = wrong.GetBytes(run);

            // The last character of an odd number of bytes was lost on the way.
            return Utf8Scan.CountsThreeByte(bytes) >= sequencesMin
                && (Utf8Scan.FirstBroken(bytes) is var broken && (broken < 0 || broken >= bytes.Length - 3));
        }
        catch (EncoderFallbackException)
        {
            return false;
        }
    }

    private static bool CanWindows(char c)
    {
        try
        {
            return Windows.GetByteCount([c]) == 1;
        }
        catch (EncoderFallbackException)
        {
            return false;
        }
    }
}
