using System.Globalization;
using System.Text;
using Hub.Adapters.Hl7v2.Wire;

namespace Hub.Adapters.Hl7v2.Inbound;

/// <summary>The answer to a batch: a batch of acknowledgements in the order of the messages, with the sender's batch id in BHS-12 (FHS-12).</summary>
internal static class BatchAnswer
{
    public static byte[] Write(ReadOnlySpan<byte> frame, Batch batch, IReadOnlyList<ReadOnlyMemory<byte>> answers, DateTimeOffset at)
    {
        var header = HeaderOf(frame);
        using var answer = new MemoryStream();
        void Put(SegmentText text) => answer.Write(header.Charset.Encode(text.ToString()));
        var own = AckWriter.ControlId(header, "BHS", at);
        if (batch.HasFile)
        {
            Put(Header("FHS", header, own, batch.ControlId, at));
        }

        Put(Header("BHS", header, own, batch.ControlId, at));
        foreach (var one in answers)
        {
            answer.Write(one.Span);
        }

        Put(new SegmentText(header.Delimiters).Add("BTS", answers.Count.ToString(CultureInfo.InvariantCulture)));
        if (batch.HasFile)
        {
            Put(new SegmentText(header.Delimiters).Add("FTS", "1"));
        }

        return answer.ToArray();
    }

    /// <summary>What FHS or BHS say: the same fields as MSH up to the seventh. Only ASCII is believed.</summary>
    public static MessageHeader HeaderOf(ReadOnlySpan<byte> frame)
    {
        var body = frame[MessageReader.StartOf(frame, out _)..];
        var usual = new MessageHeader { Delimiters = Delimiters.Usual, Charset = Charset.Utf8 };
        var end = body.IndexOfAny((byte)'\r', (byte)'\n');
        var line = Encoding.Latin1.GetString(body[..Math.Min(end < 0 ? body.Length : end, 2048)]);
        if (line.Length < 8 || Delimiters.Read(line) is not { } delimiters)
        {
            return usual;
        }

        var fields = line.Split(delimiters.Field);
        string Plain(int number) => fields.Length >= number && fields[number - 1] is { Length: <= 120 } value
            && value.Split(delimiters.Component)[0] is var first && first.All(c => c is >= ' ' and < '\x7f') ? first : "";
        var isHeader = line.StartsWith("BHS", StringComparison.Ordinal) || line.StartsWith("FHS", StringComparison.Ordinal);
        return usual with
        {
            Delimiters = delimiters,
            Application = Plain(3),
            Facility = Plain(4),
            ReceivingApplication = Plain(5),
            ReceivingFacility = Plain(6),
            ControlId = Plain(isHeader ? 11 : 10),
        };
    }

    private static SegmentText Header(string name, MessageHeader to, string own, string theirs, DateTimeOffset at) => new SegmentText(to.Delimiters).AddHeader(
        name, to.ReceivingApplication, to.ReceivingFacility, to.Application, to.Facility, Hl7Time.Write(at), "", "", "", own, theirs);
}
