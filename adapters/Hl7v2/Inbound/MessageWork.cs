using System.Security.Cryptography;
using Hub.Adapters.Hl7v2.Translation;
using Hub.Adapters.Hl7v2.Wire;
using Hub.Canonical.Messages;
using Hub.Certs.Registry;

namespace Hub.Adapters.Hl7v2.Inbound;

/// <summary>A message of a proven sender on its way through the endpoint.</summary>
internal sealed class MessageWork(
    LineFacts line, SenderRules rules, Partner partner, ReadOnlyMemory<byte> raw, DateTimeOffset receivedAt, bool inBatch, TimeSpan waitLimit)
{
    private const int KeyMax = 120;

    public LineFacts Line => line;

    public SenderRules Rules => rules;

    public DateTimeOffset ReceivedAt => receivedAt;

    public TimeSpan WaitLimit => waitLimit;

    /// <summary>Null when it cannot be read.</summary>
    public Hl7Message? Message { get; private set; }

    public MessageHeader Header { get; private set; } = null!;

    public Acknowledging Acknowledging { get; private set; } = null!;

    public ReceivedMessage Received { get; private set; } = null!;

    public Origin Origin => new()
    {
        Partner = partner.Id,
        Channel = Hl7v2Adapter.Channel,
        Kind = Received.Kind,
        Key = Received.Key,
        Institution = partner.Id,
        InstitutionName = partner.Name,
        TreatmentDivision = rules.Sender.TreatmentDivision,
        Operator = Message?.First("EVN")?.Value(5) is { Length: <= 30 } code ? code : "",
        OperatorName = Message?.First("EVN") is { } evn && (evn.Value(5, 2) + evn.Value(5, 3)) is { Length: <= 50 } name ? name : "",
        SentAt = Hl7Time.Read(Header.Time) ?? Hl7Time.InChina(receivedAt),
    };

    public void Read(Hl7Message message, SenderProof proof)
    {
        Message = message;
        Set(message.Header, proof, ContentIdentity.Of(partner.Id, message));
    }

    public void Unread(MessageHeader peeked, SenderProof proof) => Set(peeked, proof, ContentIdentity.Of(partner.Id, raw.Span));

    private void Set(MessageHeader header, SenderProof proof, byte[] digest)
    {
        Header = header;
        Acknowledging = Acknowledging.Of(header, inBatch);
        Received = new ReceivedMessage
        {
            Partner = partner.Id,
            Channel = Hl7v2Adapter.Channel,
            Kind = header.Kind.Length is > 0 and <= 20 && header.Kind.All(c => char.IsAsciiLetterOrDigit(c) || c is '^' or '_') ? header.Kind : "unknown",
            Key = header.ControlId.Length is > 0 and <= KeyMax && !header.ControlId.Any(char.IsControl)
                ? header.ControlId
                : "body:" + Convert.ToHexStringLower(SHA256.HashData(raw.Span)),
            ContentDigest = digest,
            Raw = raw,
            ReceivedAt = receivedAt,
            SignatureAlgorithm = proof.Algorithm,
            SignatureKeyId = proof.KeyId,
            AnswerHint = AnswerHint.Write(header, Message?.First("QPD"), digest),
        };
    }
}
