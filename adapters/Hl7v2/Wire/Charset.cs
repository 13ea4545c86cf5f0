using System.Text;

namespace Hub.Adapters.Hl7v2.Wire;

/// <summary>
/// Character sets by their names in MSH-18 (table 0211) and by the names that Chinese systems write there. Decoding is strict: a byte that
/// the declared set does not have is an error with its position, never a replacement character.
/// </summary>
public sealed class Charset
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Encoding strict;
    private readonly Encoding lenient;

    private Charset(string name, Encoding strict, Encoding lenient)
    {
        Name = name;
        this.strict = strict;
        this.lenient = lenient;
    }

    /// <summary>Name as it is written into MSH-18.</summary>
    public string Name { get; }

    /// <summary>One to four bytes a character, no byte below 0x80 inside one.</summary>
    public static Charset Utf8 { get; } = new("UNICODE UTF-8", StrictUtf8, StrictUtf8);

    /// <summary>Two bytes whose second may look like a delimiter.</summary>
    public static Charset Gbk { get; } = Of("GBK", "gbk");

    /// <summary>GBK and four-byte codes.</summary>
    public static Charset Gb18030 { get; } = Of("GB 18030-2000", "gb18030");

    /// <summary>7 bits.</summary>
    public static Charset Ascii { get; } = new(
        "ASCII", Encoding.GetEncoding("us-ascii", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback), Encoding.ASCII);

    /// <summary>ISO 8859-1: every byte is a character.</summary>
    public static Charset Latin1 { get; } = new("8859/1", Encoding.Latin1, Encoding.Latin1);

    /// <summary>The set of a name; null when it is not offered.</summary>
    public static Charset? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Trim().ToUpperInvariant().Replace("_", "-", StringComparison.Ordinal) switch
        {
            "UNICODE UTF-8" or "UNICODE UTF8" or "UTF-8" or "UTF8" or "UNICODE" => Utf8,
            "GB 18030-2000" or "GB18030" or "GB 18030" or "GB18030-2000" or "GB18030-2022" or "GB 18030-2022" => Gb18030,
            "GBK" or "GB2312" or "GB 2312" or "GB2312-80" or "CP936" or "MS936" => Gbk,
            "ASCII" or "US-ASCII" => Ascii,
            "8859/1" or "ISO-8859-1" or "ISO8859-1" or "LATIN1" => Latin1,
            _ => null,
        };
    }

    /// <summary>The text, or <see cref="WireRefusedException"/> with the first wrong byte counted from <paramref name="offset"/>.</summary>
    public string Decode(ReadOnlySpan<byte> bytes, int offset)
    {
        try
        {
            return strict.GetString(bytes);
        }
        catch (DecoderFallbackException e)
        {
            throw new WireRefusedException(new Violation(Hl7v2ErrorCodes.CharsetBroken, BytePosition: offset + Math.Max(0, e.Index)));
        }
    }

    /// <summary>Bytes of an answer; what the set cannot say is a question mark.</summary>
    public byte[] Encode(string text) => lenient.GetBytes(text);

    private static Charset Of(string name, string platform)
    {
        var provider = CodePagesEncodingProvider.Instance;
        return new Charset(
            name,
            provider.GetEncoding(platform, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!,
            provider.GetEncoding(platform, new EncoderReplacementFallback("?"), DecoderFallback.ReplacementFallback)!);
    }
}
