using System.Text;
using System.Text.RegularExpressions;
using System.Text.Unicode;

namespace Hub.Adapters.Soap.Wire;

/// <summary>
/// XML 1.0 appendix F and RFC 7303: which encoding a document is in, told by byte order mark, XML declaration and charset. Where two of them
/// speak they must agree, and every byte must be of it. UTF-8, UTF-16 with a mark, GBK, GB2312 and GB18030 (read as the last, which holds
/// the others); no UTF-7, UTF-32, EBCDIC.
/// </summary>
internal static partial class DocumentText
{
    private const int DeclarationMax = 200;
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>GB18030, strict.</summary>
    public static Encoding Gb18030 { get; } = MakeGb18030();

    /// <summary>Decodes a body.</summary>
    /// <param name="body">The bytes as received.</param>
    /// <param name="charset">Of the content type; null without one.</param>
    /// <param name="encoding">Its name as the answer repeats it: UTF-8, GBK, GB2312, GB18030 or UTF-16.</param>
    /// <exception cref="WireRefusedException">Unknown, contradictory or not the bytes of it.</exception>
    public static string Decode(ReadOnlySpan<byte> body, string? charset, out string encoding)
    {
        var mark = Mark(body);
        var content = body[(mark?.Length ?? 0)..];
        var declared = mark is { IsUtf16: true } ? null : Declared(content);
        string?[] said = [mark?.Name, Known(charset), Known(declared)];
        var names = said.Where(name => name is not null).Distinct(StringComparer.Ordinal).ToList();

        // GBK and GB2312 are parts of GB18030, so these three do not contradict each other.
        if (names.Count > 1 && !names.TrueForAll(IsChinese!))
        {
            throw new WireRefusedException(SoapErrorCodes.EncodingContradiction);
        }

        encoding = names.Count == 0 ? "UTF-8" : names[^1]!;
        try
        {
            return encoding switch
            {
                "UTF-16" when mark is null => throw new WireRefusedException(SoapErrorCodes.EncodingUnknown),
                "UTF-16" => new UnicodeEncoding(mark.Value.IsBigEndian, byteOrderMark: false, throwOnInvalidBytes: true).GetString(content),
                "UTF-8" => StrictUtf8.GetString(content),
                _ when LooksLikeUtf8(content) => throw new WireRefusedException(SoapErrorCodes.BytesOfAnotherEncoding),
                _ => Gb18030.GetString(content),
            };
        }
        catch (DecoderFallbackException)
        {
            throw new WireRefusedException(SoapErrorCodes.BytesOfAnotherEncoding);
        }
    }

    /// <summary>
    /// Chinese in UTF-8 that calls itself GBK would be read as other characters without an error. Some short texts are valid in both; from
    /// the third character on it is no accident.
    /// </summary>
    private static bool LooksLikeUtf8(ReadOnlySpan<byte> content)
    {
        const int Enough = 3;
        var characters = 0;
        foreach (var b in content)
        {
            characters += b is >= 0xE3 and <= 0xE9 ? 1 : 0;
        }

        return characters >= Enough && Utf8.IsValid(content);
    }

    private static (string Name, int Length, bool IsUtf16, bool IsBigEndian)? Mark(ReadOnlySpan<byte> body) => body switch
    {
        [0xEF, 0xBB, 0xBF, ..] => ("UTF-8", 3, false, false),
        [0xFF, 0xFE, 0x00, 0x00, ..] => throw new WireRefusedException(SoapErrorCodes.EncodingUnknown),
        [0xFF, 0xFE, ..] => ("UTF-16", 2, true, false),
        [0xFE, 0xFF, ..] => ("UTF-16", 2, true, true),
        _ => null,
    };

    // The declaration is ASCII in every encoding that is taken without a mark.
    private static string? Declared(ReadOnlySpan<byte> content)
    {
        if (!content.StartsWith("<?xml"u8))
        {
            return null;
        }

        var end = content.IndexOf("?>"u8);
        return end is < 0 or > DeclarationMax
            ? null
            : DeclaredName().Match(Encoding.ASCII.GetString(content[..end])) is { Success: true } match ? match.Groups["name"].Value : null;
    }

    private static string? Known(string? name) => name?.Trim().Trim('"').ToUpperInvariant() switch
    {
        null or "" => null,
        "UTF-8" or "UTF8" or "US-ASCII" or "ASCII" => "UTF-8",
        "UTF-16" or "UTF-16LE" or "UTF-16BE" => "UTF-16",
        "GBK" or "CP936" or "GB_2312" or "GB2312" => "GBK",
        "GB18030" => "GB18030",
        _ => throw new WireRefusedException(SoapErrorCodes.EncodingUnknown),
    };

    private static bool IsChinese(string name) => name is "GBK" or "GB18030";

    private static Encoding MakeGb18030()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncoding("GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
    }

    [GeneratedRegex(@"\sencoding\s*=\s*[""'](?<name>[A-Za-z][A-Za-z0-9._\-]*)[""']")]
    private static partial Regex DeclaredName();
}
