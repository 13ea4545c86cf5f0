namespace Hub.Journal.Engine;

/// <summary>Something a writer has to do in one of its next transactions.</summary>
internal abstract class WorkItem
{
    /// <summary>Transactions that failed because of this item alone.</summary>
    public int Failures { get; set; }
}

/// <summary>A message that is to be accepted; two things happen to it, in this order.</summary>
internal sealed class IntakeWork(Intake intake, byte[] rawDigest, DateTimeOffset receivedAt) : WorkItem
{
    public Intake Intake { get; } = intake;

    public byte[] RawDigest { get; } = rawDigest;

    /// <summary>Whole microseconds, as the database keeps it.</summary>
    public DateTimeOffset ReceivedAt { get; } = receivedAt;

    /// <summary>Set with the acceptance.</summary>
    public TaskCompletionSource<Acceptance> Accepted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The caller has gone with "unavailable": must not be accepted any more.</summary>
    public bool Abandoned { get; set; }

    /// <summary>Has waited a batch for a message it refers to.</summary>
    public bool PutOff { get; set; }

    public (string Partner, string Kind, string Key) Identity => (Intake.Partner, Intake.Kind, Intake.Key);
}

/// <summary>How an intake was accepted: answered, to be awaited, a conflict, or not at all.</summary>
internal readonly record struct Acceptance(
    IntakeResult Result, long MessageId, bool Duplicate, ReadOnlyMemory<byte> Answer, DateTimeOffset ReceivedAt, AnswerSlot? Slot, long AnswerBatch);

/// <summary>How a foreign call ended.</summary>
internal sealed class OutcomeWork(OpenRequest request, CallOutcome outcome, ReadOnlyMemory<byte> body, bool closes) : WorkItem
{
    public OpenRequest Request { get; } = request;

    public CallOutcome Outcome { get; } = outcome;

    /// <summary>Raw answer; empty when there was none.</summary>
    public ReadOnlyMemory<byte> Body { get; } = body;

    /// <summary>No later outcome will come: the request is closed.</summary>
    public bool Closes { get; } = closes;
}

/// <summary>A row of the inbox whose turn it is; it is read inside the transaction that handles it.</summary>
internal sealed class LoadWork(long inboxId) : WorkItem
{
    public long InboxId { get; } = inboxId;
}

/// <summary>Look for due time-outs, retries and messages from other writers.</summary>
internal sealed class PollWork : WorkItem;

/// <summary>A due time-out.</summary>
internal sealed class TimeoutWork(long id, short lane, string caseName, string type, byte[] body) : WorkItem
{
    public long Id { get; } = id;

    public short Lane { get; } = lane;

    public string Case { get; } = caseName;

    public string Type { get; } = type;

    public byte[] Body { get; } = body;
}

/// <summary>A request that waited for a free line is to be marked as handed to it.</summary>
internal sealed class MarkSendingWork(OpenRequest request) : WorkItem
{
    public OpenRequest Request { get; } = request;
}

/// <summary>Something done between two transactions, by the writer itself.</summary>
internal sealed class ControlWork(Func<Task> action) : WorkItem
{
    public Func<Task> Action { get; } = action;

    public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>A request whose outcome is not stored yet.</summary>
internal sealed record OpenRequest
{
    public required OutboundRequest Request { get; init; }
    public required short Lane { get; init; }
    public required string Destination { get; init; }
    public required string Case { get; init; }
    public required string Tag { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>Written as handed to the line in the saga's own transaction, because a line was free.</summary>
    public bool Sending { get; init; }
}

/// <summary>A row of the inbox.</summary>
internal sealed record InboxRow(
    long Id, short Lane, string Case, long? MessageId, string Type, byte[] Body, byte[]? RawDigest, short State, short Attempts, DateTimeOffset DueAt)
{
    public const short Ready = 0;
    public const short Deferred = 1;
}
