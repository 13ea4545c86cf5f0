namespace Hub.Host.Edge;

/// <summary>A message that waits. What it says is in its file only.</summary>
/// <param name="Number">Place in the order, from 1.</param>
/// <param name="Sha256">Digest of its bytes, lower-case hex: the same bytes are the same message.</param>
/// <param name="Bytes">Length.</param>
/// <param name="TakenAt">When it was taken from the clinic's system.</param>
internal sealed record EdgeMessage(long Number, string Sha256, long Bytes, DateTimeOffset TakenAt);

/// <summary>The hub's answer to a message, kept for the clinic's system to ask again.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="MessageId">msgid of the message.</param>
/// <param name="Receipt">Where its receipt is at the hub; empty when the hub named none.</param>
/// <param name="Body">Exactly as the hub gave it.</param>
/// <param name="AnsweredAt">When it came.</param>
internal sealed record EdgeAnswer(int Status, string MessageId, string Receipt, byte[] Body, DateTimeOffset AnsweredAt)
{
    /// <summary>The receipt itself, once it was fetched.</summary>
    public string? ReceiptJson { get; init; }
}

/// <summary>How the queue stands.</summary>
/// <param name="Queued">Messages that wait.</param>
/// <param name="Bytes">Their bytes.</param>
/// <param name="OldestAt">When the oldest was taken; null when none waits.</param>
internal readonly record struct EdgeState(int Queued, long Bytes, DateTimeOffset? OldestAt);
