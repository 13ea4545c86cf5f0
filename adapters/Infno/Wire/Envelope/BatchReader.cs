using System.Text.Json;
using Hub.Adapters.Infno.Wire.Json;

namespace Hub.Adapters.Infno.Wire.Envelope;

/// <summary>
/// A batch is a JSON array of request envelopes, or one envelope a line (JSON lines). Cut into the exact bytes of each; what an envelope says is read
/// afterwards, one by one, so that a bad one stops none of the others. Throws only <see cref="WireRefusedException"/>.
/// </summary>
public static class BatchReader
{
    /// <param name="body">The whole body, as signed.</param>
    /// <param name="limits">Depth of an envelope.</param>
    /// <param name="recordsMax">Records at most.</param>
    /// <param name="isArray">An array, else lines; the answer takes the same form.</param>
    public static IReadOnlyList<ReadOnlyMemory<byte>> Read(ReadOnlyMemory<byte> body, WireLimits limits, int recordsMax, out bool isArray)
    {
        ArgumentNullException.ThrowIfNull(limits);
        if (body.Span.StartsWith("\uFEFF"u8))
        {
            body = body[3..];
        }

        var start = body.Span.IndexOfAnyExcept(" \t\r\n"u8);
        isArray = start >= 0 && body.Span[start] == (byte)'[';
        var records = start < 0 ? [] : isArray ? Elements(body, limits, recordsMax) : Lines(body, recordsMax);
        return records.Count > 0 ? records : throw new WireRefusedException(new Violation(InfnoErrorCodes.BodyEmpty));
    }

    private static List<ReadOnlyMemory<byte>> Elements(ReadOnlyMemory<byte> body, WireLimits limits, int recordsMax)
    {
        var records = new List<ReadOnlyMemory<byte>>();
        var reader = new Utf8JsonReader(body.Span, new JsonReaderOptions { MaxDepth = limits.DepthMax + 1 });
        try
        {
            reader.Read();
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                var from = (int)reader.TokenStartIndex;
                reader.Skip();
                Add(records, body[from..(int)reader.BytesConsumed], recordsMax);
            }

            // What stands behind the array belongs to nobody.
            return reader.Read() ? throw Malformed() : records;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw Malformed();
        }
    }

    // A line feed inside an envelope can only stand between its members; whoever sends lines writes none there.
    private static List<ReadOnlyMemory<byte>> Lines(ReadOnlyMemory<byte> body, int recordsMax)
    {
        var records = new List<ReadOnlyMemory<byte>>();
        while (!body.IsEmpty)
        {
            var end = body.Span.IndexOf((byte)'\n');
            var line = end < 0 ? body : body[..end];
            body = end < 0 ? default : body[(end + 1)..];
            if (line.Span.ContainsAnyExcept(" \t\r"u8))
            {
                Add(records, line, recordsMax);
            }
        }

        return records;
    }

    private static void Add(List<ReadOnlyMemory<byte>> records, ReadOnlyMemory<byte> record, int recordsMax)
    {
        if (records.Count == recordsMax)
        {
            throw new WireRefusedException(new Violation(InfnoErrorCodes.BatchTooLarge, Detail: FormattableString.Invariant($"max {recordsMax}")));
        }

        records.Add(record);
    }

    private static WireRefusedException Malformed() => new(new Violation(InfnoErrorCodes.MalformedJson));
}
