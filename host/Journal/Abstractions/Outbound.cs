namespace Hub.Journal;

/// <summary>Where and how an effect is sent to a foreign party. One per destination.</summary>
public interface IOutboundAdapter
{
    /// <summary>Destination name that sagas use: <c>core</c>, <c>institution</c>.</summary>
    string Destination { get; }

    /// <summary>How long this party may take; null: the journal's own limits. Uploading a large file takes longer than a counter waits.</summary>
    OutboundPatience? Patience => null;

    /// <summary>
    /// Pure: the bytes that will be sent, made when the effect is recorded and stored with the intent before anything is
    /// sent. <paramref name="requestId"/> is unique for ever and becomes (part of) the request's own message id.
    /// </summary>
    OutboundRequest Encode(long requestId, object message, DateTimeOffset now);

    /// <summary>Sends and waits for the answer until cancelled. Must not throw for foreign faults: it classifies.</summary>
    Task<TransportResult> SendAsync(OutboundRequest request, CancellationToken cancellationToken);

    /// <summary>Pure: what the foreign answer means.</summary>
    CallOutcome Decode(OutboundRequest request, TransportResult result);
}

/// <summary>Limits of one destination in the place of the journal's.</summary>
/// <param name="UnknownAfter">Without an answer for so long the outcome is reported unknown.</param>
/// <param name="LateAnswerLimit">An answer later than this after sending is not awaited; not below <paramref name="UnknownAfter"/>.</param>
/// <param name="Concurrency">Calls at the same time.</param>
public sealed record OutboundPatience(TimeSpan UnknownAfter, TimeSpan LateAnswerLimit, int Concurrency);

/// <summary>A stored intent.</summary>
/// <param name="RequestId">Journal id of the intent.</param>
/// <param name="Kind">Message type on the wire, for example <c>2207</c>.</param>
/// <param name="Key">Message id on the wire (infno msgid).</param>
/// <param name="Partner">Whom it is about or for: the institution (for keys and routing).</param>
/// <param name="Body">Exact bytes.</param>
/// <param name="MessageType">Contract name of the canonical message, so that an answer is decoded as what was asked.</param>
public sealed record OutboundRequest(
    long RequestId, string Kind, string Key, string Partner, ReadOnlyMemory<byte> Body, string MessageType);

/// <summary>What the line did.</summary>
public enum TransportStatus
{
    /// <summary>A complete answer arrived (of whatever content).</summary>
    Answered,

    /// <summary>Certainly not delivered (connection refused, name not found): sending again is safe.</summary>
    NotSent,

    /// <summary>Cut, timed out, unreadable: it may or may not have had its effect.</summary>
    Unknown,
}

/// <summary>Answer of the line.</summary>
public sealed record TransportResult(TransportStatus Status, ReadOnlyMemory<byte> Body, string Detail);

/// <summary>How a foreign call ended.</summary>
public enum CallResult
{
    /// <summary>The foreign party did it; <see cref="CallOutcome.Reply"/> is its canonical answer.</summary>
    Done,

    /// <summary>The foreign party refused definitely; <see cref="CallOutcome.Reply"/> is a <c>Refused</c>.</summary>
    Refused,

    /// <summary>Certainly never delivered, although retried; nothing happened there.</summary>
    NotSent,

    /// <summary>Not known whether it happened: inquire, then complete or reverse. Never send it again blindly.</summary>
    Unknown,
}

/// <summary>
/// Comes back to the saga that sent: a message of its own. A late answer (after <see cref="CallResult.Unknown"/> was
/// reported for the same request) arrives as a second outcome with <see cref="Late"/> set, to be compared, not applied.
/// </summary>
public sealed record CallOutcome
{
    public required long RequestId { get; init; }

    /// <summary>Tag the saga gave to the call.</summary>
    public string Tag { get; init; } = "";

    public required CallResult Result { get; init; }

    /// <summary>Canonical answer, or a Refused; null when unknown or not sent.</summary>
    public object? Reply { get; init; }

    /// <summary>Set on an answer that came after the outcome had been reported unknown.</summary>
    public bool Late { get; init; }

    /// <summary>Message id on the wire, to inquire about or reverse.</summary>
    public required string RequestKey { get; init; }

    /// <summary>SHA-256 hex of the raw answer; empty when there was none.</summary>
    public string RawDigest { get; init; } = "";

    /// <summary>What the line said, for the operator; no personal data.</summary>
    public string Detail { get; init; } = "";
}
