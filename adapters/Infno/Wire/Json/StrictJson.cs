using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Hub.Adapters.Infno.Wire.Json;

/// <summary>
/// What every JSON entry of the adapter refuses before or beyond <see cref="Utf8JsonReader"/>: size, UTF-16 and broken
/// UTF-8, names given twice (ASCII case apart, because names match without case), half escape pairs, absurd numbers.
/// One leading UTF-8 byte order mark is skipped: .NET clients send it, and it carries nothing.
/// </summary>
internal static class StrictJson
{
    private const int ExponentMax = 308;
    private const int NumberLengthMax = 400;

    /// <summary>Checks size and encoding; returns the bytes behind a byte order mark.</summary>
    public static ReadOnlyMemory<byte> Open(ReadOnlyMemory<byte> body, WireLimits limits)
    {
        var span = body.Span;
        if (span.StartsWith("\uFEFF"u8))
        {
            body = body[3..];
            span = body.Span;
        }

        if (span.Trim(" \t\r\n"u8).IsEmpty)
        {
            throw Refused(InfnoErrorCodes.BodyEmpty);
        }

        if (span.Length > limits.BodyBytesMax)
        {
            throw new WireRefusedException(new Violation(InfnoErrorCodes.BodyTooLarge, Detail: $"max {limits.BodyBytesMax} bytes"));
        }

        return Utf8.IsValid(span) ? body : throw Refused(InfnoErrorCodes.NotUtf8);
    }

    /// <summary>A reader that refuses comments and trailing commas.</summary>
    public static Utf8JsonReader Reader(ReadOnlySpan<byte> json, WireLimits limits) => new(json, new JsonReaderOptions
    {
        CommentHandling = JsonCommentHandling.Disallow,
        AllowTrailingCommas = false,
        MaxDepth = limits.DepthMax,
    });

    /// <summary>The refusal for what the reader threw: too deep or malformed.</summary>
    public static WireRefusedException Refused(JsonException exception) =>
        Refused(exception.Message.Contains("maximum configured depth", StringComparison.Ordinal)
            ? InfnoErrorCodes.TooDeep
            : InfnoErrorCodes.MalformedJson);

    public static WireRefusedException Refused(InfnoError error) => new(new Violation(error));

    /// <summary>Unescapes the inside of a JSON string that the reader has accepted.</summary>
    public static byte[] Unescape(ReadOnlySpan<byte> escaped)
    {
        if (escaped.IndexOf((byte)'\\') < 0)
        {
            return escaped.ToArray();
        }

        var output = new ArrayBufferWriter<byte>(escaped.Length);
        while (true)
        {
            var slash = escaped.IndexOf((byte)'\\');
            if (slash < 0)
            {
                output.Write(escaped);
                return output.WrittenSpan.ToArray();
            }

            output.Write(escaped[..slash]);
            escaped = escaped[(slash + 1)..];
            escaped = escaped[0] == 'u' ? UnescapeUnicode(escaped, output) : UnescapeSimple(escaped, output);
        }
    }

    /// <summary>Looks at the escapes of the current string token without keeping the text.</summary>
    public static void CheckEscapes(scoped in Utf8JsonReader reader)
    {
        if (reader.ValueIsEscaped)
        {
            _ = Unescape(reader.ValueSpan);
        }
    }

    /// <summary>Refuses numbers that no receiver could hold (1e400, thousands of digits).</summary>
    public static void CheckNumber(ReadOnlySpan<byte> number)
    {
        var exponentAt = number.IndexOfAny((byte)'e', (byte)'E');
        var exponent = 0;
        if (exponentAt >= 0
            && (!int.TryParse(number[(exponentAt + 1)..], System.Globalization.NumberStyles.AllowLeadingSign,
                System.Globalization.CultureInfo.InvariantCulture, out exponent) || Math.Abs(exponent) > ExponentMax))
        {
            throw Refused(InfnoErrorCodes.NumberOutOfRange);
        }

        if (number.Length > NumberLengthMax)
        {
            throw Refused(InfnoErrorCodes.NumberOutOfRange);
        }
    }

    /// <summary>
    /// Walks over the value the reader stands on, with all checks, and leaves the reader on its last token.
    /// Recursion is bounded by the reader's depth limit.
    /// </summary>
    public static void SkipChecked(ref Utf8JsonReader reader, WireLimits limits)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                var names = new MemberNames(limits);
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    names.Add(reader);
                    reader.Read();
                    SkipChecked(ref reader, limits);
                }

                break;
            case JsonTokenType.StartArray:
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    SkipChecked(ref reader, limits);
                }

                break;
            case JsonTokenType.String:
                CheckEscapes(reader);
                break;
            case JsonTokenType.Number:
                CheckNumber(reader.ValueSpan);
                break;
            default:
                break;
        }
    }

    private static ReadOnlySpan<byte> UnescapeSimple(ReadOnlySpan<byte> escaped, ArrayBufferWriter<byte> output)
    {
        output.GetSpan(1)[0] = escaped[0] switch
        {
            (byte)'n' => (byte)'\n',
            (byte)'t' => (byte)'\t',
            (byte)'r' => (byte)'\r',
            (byte)'b' => (byte)'\b',
            (byte)'f' => (byte)'\f',
            var same => same,
        };
        output.Advance(1);
        return escaped[1..];
    }

    private static ReadOnlySpan<byte> UnescapeUnicode(ReadOnlySpan<byte> escaped, ArrayBufferWriter<byte> output)
    {
        var first = (char)Hex(escaped[1..5]);
        escaped = escaped[5..];
        Rune rune;
        if (char.IsSurrogate(first))
        {
            if (!char.IsHighSurrogate(first) || escaped.Length < 6 || !escaped.StartsWith("\\u"u8)
                || !Rune.TryCreate(first, (char)Hex(escaped[2..6]), out rune))
            {
                throw Refused(InfnoErrorCodes.LoneSurrogate);
            }

            escaped = escaped[6..];
        }
        else
        {
            rune = new Rune(first);
        }

        output.Advance(rune.EncodeToUtf8(output.GetSpan(4)));
        return escaped;
    }

    private static int Hex(ReadOnlySpan<byte> digits) =>
        int.Parse(digits, System.Globalization.NumberStyles.AllowHexSpecifier, System.Globalization.CultureInfo.InvariantCulture);
}
