namespace Hub.Journal;

/// <summary>What operators see of the engine and do to it. No personal data in what it returns, raw bytes excepted.</summary>
public interface IJournalAdministration
{
    /// <summary>Quarantined cases, oldest first, at most 1,000.</summary>
    Task<IReadOnlyList<QuarantinedCase>> QuarantinedAsync(CancellationToken cancellationToken);

    /// <summary>Tries the failed message of a quarantined case again. False when this node does not hold its lane, or it is not quarantined.</summary>
    Task<bool> RetryAsync(string caseName, CancellationToken cancellationToken);

    /// <summary>Throws the failed message of a quarantined case away; those behind it go on. False as for <see cref="RetryAsync"/>.</summary>
    Task<bool> DiscardAsync(string caseName, CancellationToken cancellationToken);

    /// <summary>Who holds which lane.</summary>
    Task<IReadOnlyList<LaneHolding>> LanesAsync(CancellationToken cancellationToken);

    /// <summary>Requests without a stored outcome, oldest first, at most 1,000.</summary>
    Task<IReadOnlyList<OpenCall>> OpenCallsAsync(CancellationToken cancellationToken);

    /// <summary>Everything known of a received message; null when there is none.</summary>
    Task<MessageTrace?> TraceAsync(string partner, string kind, string key, CancellationToken cancellationToken);

    /// <summary>Raw bytes by their SHA-256 (lower-case hex); null when not stored. May hold personal data.</summary>
    Task<ReadOnlyMemory<byte>?> RawAsync(string digestHex, CancellationToken cancellationToken);

    /// <summary>How this node stands.</summary>
    JournalHealth Health();
}

/// <summary>A case whose message failed after all retries; what follows in it waits.</summary>
public sealed record QuarantinedCase(string Case, string MessageType, string Reason, int Attempts, DateTimeOffset Since, int Waiting);

/// <summary>Who holds a lane; null owner: nobody.</summary>
public sealed record LaneHolding(int Lane, string? Owner, long Token, bool Alive);

/// <summary>State of an open call.</summary>
public enum OpenCallState
{
    /// <summary>Waits for a free line; never sent.</summary>
    Pending,

    /// <summary>Handed to the line.</summary>
    Sending,

    /// <summary>Reported unknown; a late answer is awaited.</summary>
    Unknown,
}

/// <summary>A request without a stored outcome.</summary>
public sealed record OpenCall(
    long RequestId, string Destination, string Kind, string Key, string Partner, string Case, OpenCallState State, DateTimeOffset Since);

/// <summary>One message from its arrival to its answer.</summary>
public sealed record MessageTrace
{
    public required long MessageId { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }
    public required Decision Decision { get; init; }
    public string? Reason { get; init; }
    public string? Case { get; init; }
    public required string RawDigest { get; init; }
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>Arrivals of the same identity with other content.</summary>
    public required int Conflicts { get; init; }

    /// <summary>Messages that its case sent, oldest first, with the outcome of each (null: open).</summary>
    public required IReadOnlyList<TracedCall> Calls { get; init; }
}

/// <summary>A message sent by a case.</summary>
public sealed record TracedCall(long RequestId, string Destination, string Kind, string Key, DateTimeOffset SentAt, CallResult? Result, CallResult? LateResult);
