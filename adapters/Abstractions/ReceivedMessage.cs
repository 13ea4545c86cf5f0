namespace Hub.Adapters;

/// <summary>A message whose sender is proven, before anyone looked at its meaning.</summary>
public sealed record ReceivedMessage
{
    /// <summary>Proven sender.</summary>
    public required string Partner { get; init; }

    /// <summary>Channel of the adapter.</summary>
    public required string Channel { get; init; }

    /// <summary>Message type of the channel.</summary>
    public required string Kind { get; init; }

    /// <summary>The sender's message id.</summary>
    public required string Key { get; init; }

    /// <summary>SHA-256 of the business content (see <see cref="Hub.Journal.Intake.ContentDigest"/>).</summary>
    public required ReadOnlyMemory<byte> ContentDigest { get; init; }

    /// <summary>Exact bytes as received.</summary>
    public required ReadOnlyMemory<byte> Raw { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public string SignatureAlgorithm { get; init; } = "";

    public string SignatureKeyId { get; init; } = "";

    /// <summary>Given back to the channel's answer encoder.</summary>
    public string AnswerHint { get; init; } = "";

    /// <summary>
    /// Where an answer goes that is made at the door. The journal id is not known before the commit, so it is 0 here;
    /// encoders must not depend on it.
    /// </summary>
    public Hub.Journal.ReplyAddress Address => new()
    {
        MessageId = 0,
        Partner = Partner,
        Channel = Channel,
        Kind = Kind,
        Key = Key,
        ReceivedAt = ReceivedAt,
        AnswerHint = AnswerHint,
    };
}
