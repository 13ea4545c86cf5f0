using System.Text;

namespace Hub.Certs.Doctor;

/// <summary>The encoding that was agreed for a text.</summary>
public enum TextEncoding
{
    /// <summary>UTF-8 without byte order mark.</summary>
    Utf8,

    /// <summary>GBK (code page 936): one and two bytes.</summary>
    Gbk,

    /// <summary>GB18030: one, two and four bytes.</summary>
    Gb18030,
}

/// <summary>One thing that is wrong with a text.</summary>
/// <param name="Mistake">What.</param>
/// <param name="Position">First byte concerned, counted from 0.</param>
public sealed record TextFinding(Mistake Mistake, int Position);

/// <summary>
/// Says what a garbled text really is, with the byte where it shows. Pure; it never mends and never quotes the text. Only what the
/// bytes themselves show is named: text that is right in the agreed encoding has no finding but those that make sense in no text.
/// </summary>
public static class TextDoctor
{

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly Encoding Gbk = Strict(936);
    private static readonly Encoding Gb18030 = Strict(54936);

    /// <summary>The findings, the first byte first; empty for a right text.</summary>
    public static IReadOnlyList<TextFinding> Look(ReadOnlySpan<byte> bytes, TextEncoding agreed)
    {
        var findings = new List<TextFinding>();
        if (Utf16Text(bytes))
        {
            return [new(TextMistakes.Utf16, 0)];
        }

        if (bytes.StartsWith((byte[])[0xEF, 0xBB, 0xBF]))
        {
            findings.Add(new(TextMistakes.ByteOrderMark, 0));
            if (agreed != TextEncoding.Utf8)
            {
                findings.Add(new(TextMistakes.Utf8ForGb, 0));
                return findings;
            }
        }

        if (bytes.IndexOf((byte)0) is >= 0 and var zero)
        {
            findings.Add(new(TextMistakes.ZeroBytes, zero));
        }

        findings.AddRange(agreed == TextEncoding.Utf8 ? InUtf8(bytes) : InGb(bytes, agreed));
        return [.. findings.OrderBy(finding => finding.Position)];
    }

    private static List<TextFinding> InUtf8(ReadOnlySpan<byte> bytes)
    {
        var broken = Utf8Scan.FirstBroken(bytes);
        if (broken < 0)
        {
            return Meaning(Utf8.GetString(bytes), static text => Utf8.GetByteCount(text));
        }

        if (Utf8Scan.IsCutAtEnd(bytes, broken))
        {
            return [new(TextMistakes.CutCharacter, broken)];
        }

        var hasWholeCharacters = Utf8Scan.CountsMultiByte(bytes[..broken]) > 0 || Utf8Scan.FirstMultiByte(bytes[(broken + 1)..]);
        if (hasWholeCharacters)
        {
            return [new(TextMistakes.CutInside, broken)];
        }

        return GbScan.FirstBroken(bytes) < 0 && GbScan.IsMostlyChinese(bytes)
            ? [new(TextMistakes.GbForUtf8, broken)]
            : GbScan.CutAtEnd(bytes) && GbScan.IsMostlyChinese(bytes[..^1])
                ? [new(TextMistakes.GbForUtf8, broken), new(TextMistakes.CutCharacter, bytes.Length - 1)]
                : [new(TextMistakes.OneByteText, broken)];
    }

    private static List<TextFinding> InGb(ReadOnlySpan<byte> bytes, TextEncoding agreed)
    {
        var brokenAsUtf8 = Utf8Scan.FirstBroken(bytes);
        var isUtf8 = Utf8Scan.CountsMultiByte(bytes) > 0 && (brokenAsUtf8 < 0 || Utf8Scan.IsCutAtEnd(bytes, brokenAsUtf8));

        // U+FFFD in UTF-8 is what GBK reads as 锟斤拷: nothing but that is text that was lost, whichever of the two it is taken for.
        if (isUtf8 && Utf8Scan.CountsMultiByte(bytes) == bytes.Count((byte[])[0xEF, 0xBF, 0xBD]))
        {
            return [new(TextMistakes.Mojibake, Utf8Scan.PositionOfFirstMultiByte(bytes))];
        }

        // Two Chinese characters of GBK can be valid UTF-8 by chance (联通); sequences of three bytes hardly are.
        if (isUtf8 && (Utf8Scan.CountsThreeByte(bytes) >= 2 || GbScan.FirstBroken(bytes) >= 0))
        {
            return [new(TextMistakes.Utf8ForGb, Utf8Scan.PositionOfFirstMultiByte(bytes))];
        }

        var findings = new List<TextFinding>();
        var broken = GbScan.FirstBroken(bytes);
        if (broken >= 0)
        {
            findings.Add(GbScan.CutAtEnd(bytes)
                ? new(TextMistakes.CutCharacter, broken)
                : GbScan.HasPairs(bytes) ? new(TextMistakes.CutInside, broken) : new(TextMistakes.OneByteText, broken));
            bytes = bytes[..broken];
        }

        if (agreed == TextEncoding.Gbk && GbScan.FirstFourBytes(bytes) is >= 0 and var four)
        {
            findings.Add(new(TextMistakes.FourBytesInGbk, four));
        }

        if (GbScan.FirstExchanged(bytes) is >= 0 and var exchanged)
        {
            findings.Add(new(TextMistakes.ExchangedCodePoint, exchanged));
        }

        if (GbScan.FirstPrivateUse(bytes) is >= 0 and var own)
        {
            findings.Add(new(TextMistakes.PrivateUse, own));
        }

        try
        {
            var encoding = agreed == TextEncoding.Gbk ? Gbk : Gb18030;
            findings.AddRange(Meaning(encoding.GetString(bytes), text => encoding.GetByteCount(text)));
        }
        catch (DecoderFallbackException e)
        {
            if (findings.Count == 0)
            {
                findings.Add(new(TextMistakes.ExchangedCodePoint, e.Index));
            }
        }

        return findings;
    }

    /// <summary>What a text that is well formed shows by its characters.</summary>
    private static List<TextFinding> Meaning(string text, Func<string, int> length)
    {
        var findings = new List<TextFinding>();
        void At(Mistake mistake, int index) => findings.Add(new(mistake, length(text[..index])));
        if (text.IndexOf('\uFFFD', StringComparison.Ordinal) is >= 0 and var replaced)
        {
            At(TextMistakes.Replaced, replaced);
        }

        if (Mojibake.FirstUtf8AsGbk(text) is >= 0 and var mojibake)
        {
            At(TextMistakes.Mojibake, mojibake);
        }

        if (Mojibake.FirstAsLatin(text) is >= 0 and var latin)
        {
            At(TextMistakes.MojibakeLatin, latin);
        }

        if (text.IndexOf("???", StringComparison.Ordinal) is >= 0 and var marks)
        {
            At(TextMistakes.QuestionMarks, marks);
        }

        return findings;
    }

    // A mark, or zeros at every other place: half of the ASCII text's bytes.
    private static bool Utf16Text(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 2)
        {
            return false;
        }

        if ((bytes[0], bytes[1]) is (0xFF, 0xFE) or (0xFE, 0xFF))
        {
            return true;
        }

        var zeros = (Even: 0, Odd: 0);
        for (var i = 0; i < bytes.Length; i++)
        {
            zeros = bytes[i] != 0 ? zeros : i % 2 == 0 ? (zeros.Even + 1, zeros.Odd) : (zeros.Even, zeros.Odd + 1);
        }

        var (many, few) = (Math.Max(zeros.Even, zeros.Odd), Math.Min(zeros.Even, zeros.Odd));
        return bytes.Length >= 8 && many >= bytes.Length / 8 && few * 8 < many;
    }

    private static Encoding Strict(int page) =>
        CodePagesEncodingProvider.Instance.GetEncoding(page, EncoderFallback.ReplacementFallback, DecoderFallback.ExceptionFallback)!;
}
