using System.Text.Json;
using Hub.Adapters.Hl7v2.Wire;

namespace Hub.Adapters.Hl7v2.Translation;

/// <summary>
/// What an answer needs of the message it answers, as text that the journal keeps: header and receipt address. No field of a person: of a
/// query only its name and tag.
/// </summary>
internal sealed record AnswerHint(MessageHeader Header, string ReceiptDigest, string QueryName, string QueryTag)
{
    /// <param name="h">Header of the message, or what could be read of it.</param>
    /// <param name="qpd">Its query; null when it is none.</param>
    /// <param name="contentDigest">Digest under which the receipt is found.</param>
    public static string Write(MessageHeader h, Hl7Segment? qpd, ReadOnlyMemory<byte> contentDigest)
    {
        return JsonSerializer.Serialize<string[]>(
        [
            h.Delimiters.Field + h.Delimiters.Encoding, h.Charset.Name, h.DeclaredCharset, h.Application, h.Facility, h.ReceivingApplication,
            h.ReceivingFacility, h.Code, h.Event, h.ControlId, h.Processing, h.Version, h.AcceptAcknowledgement, h.ApplicationAcknowledgement,
            Convert.ToHexStringLower(contentDigest.Span), qpd?.Raw(1) is { Length: <= 200 } name ? name : "", qpd?.Value(2) is { Length: <= 32 } tag ? tag : "",
        ]);
    }

    public static AnswerHint Read(string text)
    {
        var part = JsonSerializer.Deserialize<string[]>(text) ?? [];
        return new AnswerHint(
            new MessageHeader
            {
                Delimiters = Delimiters.Read("MSH" + part[0]) ?? Delimiters.Usual,
                Charset = Charset.Find(part[1]) ?? Charset.Utf8,
                DeclaredCharset = part[2],
                Application = part[3],
                Facility = part[4],
                ReceivingApplication = part[5],
                ReceivingFacility = part[6],
                Code = part[7],
                Event = part[8],
                ControlId = part[9],
                Processing = part[10],
                Version = part[11],
                AcceptAcknowledgement = part[12],
                ApplicationAcknowledgement = part[13],
            },
            part[14],
            part[15],
            part[16]);
    }
}
