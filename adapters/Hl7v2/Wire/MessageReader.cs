using System.Text;

namespace Hub.Adapters.Hl7v2.Wire;

/// <summary>
/// Bytes of one message as segments (ER7, HL7 2.5.1 ch. 2.6). The character set is decided first, because the second byte of a GBK
/// character may look like a delimiter (0x5C, 0x5E, 0x7C, 0x7E); then the text is divided. Not read: XML encoding, changes of the set inside
/// a message (MSH-20, \C..\).
/// </summary>
public static class MessageReader
{
    private const int CharsetField = 18;
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Reads a message. Throws <see cref="WireRefusedException"/> and nothing else.</summary>
    /// <param name="bytes">The message without its frame.</param>
    /// <param name="usual">Set of a message whose MSH-18 is empty.</param>
    /// <param name="limits">How much is read.</param>
    public static Hl7Message Read(ReadOnlySpan<byte> bytes, Charset usual, WireLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        var start = StartOf(bytes, out var marked);
        var body = bytes[start..];
        if (!body.StartsWith("MSH"u8))
        {
            var xml = body.StartsWith("<"u8);
            throw Refuse(xml ? Hl7v2ErrorCodes.XmlUnsupported : Hl7v2ErrorCodes.NotHl7, at: start);
        }

        var charset = CharsetOf(body, marked, usual);
        var text = charset.Decode(body, start);
        var delimiters = Delimiters.Read(text) ?? throw Refuse(Hl7v2ErrorCodes.DelimitersInvalid, "MSH", 2);
        CheckCharacters(text, charset, start);
        var segments = Divide(text, delimiters, charset, limits, out var odd);
        var header = MessageHeader.Of(segments[0], delimiters, charset);
        if (header.DeclaredCharset.Length > 0 && Charset.Find(header.DeclaredCharset) != charset)
        {
            throw Refuse(Hl7v2ErrorCodes.CharsetContradiction, "MSH", CharsetField);
        }

        return new Hl7Message(header, segments, odd);
    }

    /// <summary>
    /// The header alone, however broken the rest: what an answer to an unreadable message needs. Only ASCII is believed; null when there is no MSH.
    /// </summary>
    public static MessageHeader? Peek(ReadOnlySpan<byte> bytes, Charset usual)
    {
        var body = bytes[StartOf(bytes, out _)..];
        if (body.Length < 8 || !body.StartsWith("MSH"u8))
        {
            return null;
        }

        var end = body.IndexOfAny((byte)'\r', (byte)'\n');
        var line = Encoding.Latin1.GetString(body[..Math.Min(end < 0 ? body.Length : end, 2048)]);
        if (Delimiters.Read(line) is not { } delimiters)
        {
            return null;
        }

        var header = MessageHeader.Of(new Hl7Segment(line, 1, delimiters, Charset.Latin1), delimiters, usual);
        return header with
        {
            Charset = Charset.Find(header.DeclaredCharset) ?? usual,
            Application = Plain(header.Application),
            Facility = Plain(header.Facility),
            ReceivingApplication = Plain(header.ReceivingApplication),
            ReceivingFacility = Plain(header.ReceivingFacility),
            Code = Plain(header.Code),
            Event = Plain(header.Event),
            ControlId = Plain(header.ControlId),
            Version = Plain(header.Version),
            DeclaredCharset = Plain(header.DeclaredCharset),
        };
    }

    /// <summary>Where the message begins: behind a byte order mark and empty lines.</summary>
    public static int StartOf(ReadOnlySpan<byte> bytes, out bool marked)
    {
        marked = bytes.StartsWith(ByteOrderMark);
        var start = marked ? ByteOrderMark.Length : 0;
        while (start < bytes.Length && bytes[start] is (byte)'\r' or (byte)'\n' or (byte)' ' or (byte)'\t')
        {
            start++;
        }

        return start;
    }

    private static Charset CharsetOf(ReadOnlySpan<byte> body, bool marked, Charset usual)
    {
        var declared = DeclaredIn(body, pairs: false);

        // Behind Chinese names in MSH-3 to MSH-6 the fields can only be counted when pairs are counted as one.
        if (Charset.Find(declared) is null && DeclaredIn(body, pairs: true) is var inPairs && Charset.Find(inPairs) is { } found && found != Charset.Utf8)
        {
            declared = inPairs;
        }

        if (declared.Length == 0)
        {
            return marked ? Charset.Utf8 : usual;
        }

        var charset = Charset.Find(declared) ?? throw Refuse(Hl7v2ErrorCodes.CharsetUnknown, "MSH", CharsetField);
        return marked && charset != Charset.Utf8 ? throw Refuse(Hl7v2ErrorCodes.CharsetContradiction, "MSH", CharsetField, at: 0) : charset;
    }

    private static string DeclaredIn(ReadOnlySpan<byte> body, bool pairs)
    {
        if (body.Length < 5)
        {
            return "";
        }

        var sign = body[3];
        var component = body[4];
        var field = 1;
        for (var i = 3; i < body.Length && body[i] is not ((byte)'\r' or (byte)'\n'); i++)
        {
            if (body[i] == sign)
            {
                field++;
                if (field == CharsetField)
                {
                    var rest = body[(i + 1)..];
                    var end = rest.IndexOfAny(sign, (byte)'\r', (byte)'\n');
                    var value = end < 0 ? rest : rest[..end];
                    foreach (var other in new[] { component, body.Length > 5 ? body[5] : component })
                    {
                        value = value.IndexOf(other) is var cut and >= 0 ? value[..cut] : value;
                    }

                    return value.Length > 40 ? "?" : Encoding.Latin1.GetString(value).Trim('"');
                }
            }
            else if (pairs && body[i] >= 0x81)
            {
                i++;
            }
        }

        return "";
    }

    // Tab and line ends are text; FS, VT and their like are a frame inside a frame or a fault of the line.
    private static void CheckCharacters(string text, Charset charset, int start)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is < ' ' and not ('\r' or '\n' or '\t'))
            {
                throw Refuse(Hl7v2ErrorCodes.ControlCharacter, at: start + charset.Encode(text[..i]).Length);
            }
        }
    }

    private static List<Hl7Segment> Divide(string text, Delimiters delimiters, Charset charset, WireLimits limits, out bool odd)
    {
        var segments = new List<Hl7Segment>();
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        odd = false;
        for (var from = 0; from < text.Length;)
        {
            var end = text.AsSpan(from).IndexOfAny('\r', '\n');
            var line = end < 0 ? text[from..] : text.Substring(from, end);
            odd |= end >= 0 && text[from + end] == '\n';
            from = end < 0 ? text.Length : from + end + 1;
            if (line.Length == 0 || line.AsSpan().Trim(" \t").IsEmpty)
            {
                continue;
            }

            if (!IsSegment(line, delimiters.Field))
            {
                throw Refuse(Hl7v2ErrorCodes.SegmentName, segments[^1].Name, sequence: segments[^1].Sequence);
            }

            var name = line[..3];
            var sequence = counts[name] = counts.GetValueOrDefault(name) + 1;
            if (segments.Count >= limits.Segments)
            {
                throw Refuse(Hl7v2ErrorCodes.TooManySegments);
            }

            if (name == "MSH" && sequence > 1)
            {
                throw Refuse(Hl7v2ErrorCodes.BatchShape, "MSH", sequence: sequence);
            }

            CheckSize(line, name, sequence, delimiters, limits);
            segments.Add(new Hl7Segment(line, sequence, delimiters, charset));
        }

        return segments;
    }

    private static bool IsSegment(string line, char sign) =>
        line.Length >= 3 && char.IsAsciiLetterUpper(line[0]) && IsNameCharacter(line[1]) && IsNameCharacter(line[2]) && (line.Length == 3 || line[3] == sign);

    private static bool IsNameCharacter(char c) => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c);

    private static void CheckSize(string line, string name, int sequence, Delimiters delimiters, WireLimits limits)
    {
        if (line.Length <= limits.Fields)
        {
            return;
        }

        if (line.AsSpan().Count(delimiters.Field) > limits.Fields)
        {
            throw Refuse(Hl7v2ErrorCodes.TooManyFields, name, sequence: sequence);
        }

        var number = 0;
        foreach (var range in line.AsSpan().Split(delimiters.Field))
        {
            var field = line.AsSpan()[range];
            if (field.Length > limits.FieldCharacters)
            {
                throw Refuse(Hl7v2ErrorCodes.FieldTooLong, name, number, sequence: sequence);
            }

            if (delimiters.Repetition != '\0' && field.Length > limits.Fields && field.Count(delimiters.Repetition) > limits.Fields)
            {
                throw Refuse(Hl7v2ErrorCodes.TooManyFields, name, number, sequence: sequence);
            }

            number++;
        }
    }

    private static string Plain(string text) => text.Length <= 200 && text.All(c => c is >= ' ' and < '\x7f') ? text : "";

    private static WireRefusedException Refuse(Hl7v2Error error, string segment = "", int field = 0, int at = -1, int sequence = 1) =>
        new(new Violation(error, segment, sequence, field, BytePosition: at));
}
