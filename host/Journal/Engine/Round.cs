using Hub.Canonical;
using Hub.Journal.Evidence;
using Hub.Journal.Store;

namespace Hub.Journal.Engine;

/// <summary>A message row written with the effects (not by the intake statement): sent, conflicting, barred.</summary>
internal sealed record MessageRow(
    long Id, short Direction, string Partner, string Channel, string Kind, string Key, DateTimeOffset At, short Decision,
    string? Reason, string? Case, byte[]? ContentDigest, byte[]? RawDigest, long? Original);

/// <summary>An answer given in this transaction.</summary>
internal sealed record AnswerRow(ReplyAddress To, ReadOnlyMemory<byte> Bytes, byte[]? RequestDigest);

/// <summary>How a call ended.</summary>
internal sealed record OutcomeRow(long RequestId, bool Late, CallResult Result, byte[]? RawDigest, string Detail);

/// <summary>Everything one transaction of a writer reads and writes.</summary>
internal sealed class Round(long batch, DateTimeOffset now, RawPack raw)
{
    public long Batch { get; } = batch;

    public DateTimeOffset Now { get; } = now;

    public List<IntakeWork> New { get; } = [];
    public List<MessageRow> Messages { get; } = [];
    public List<AnswerRow> Answers { get; } = [];
    public List<InboxRow> InboxAdded { get; } = [];
    public HashSet<long> InboxRemoved { get; } = [];
    public List<InboxRow> InboxChanged { get; } = [];
    public List<string> Released { get; } = [];
    public List<OpenRequest> OutboxAdded { get; } = [];
    public List<long> OutboxRemoved { get; } = [];
    public List<long> OutboxSending { get; } = [];
    public List<long> OutboxLate { get; } = [];
    public List<OutcomeRow> Outcomes { get; } = [];
    public List<(long Id, short Lane, string Case, DateTimeOffset DueAt, string Type, byte[] Body)> TimeoutsAdded { get; } = [];
    public List<long> TimeoutsRemoved { get; } = [];
    public HashSet<CaseCell> Changed { get; } = [];
    public List<(string Alias, string Case)> Aliases { get; } = [];
    public List<(long Id, LedgerTransaction Transaction, string Case)> Ledger { get; } = [];
    public List<(SettlementRecord Record, string Case)> Settlements { get; } = [];
    public List<Difference> Differences { get; } = [];
    public List<Payments.PaymentFileStep> FileSteps { get; } = [];
    public List<Payments.StatedTotals> Stated { get; } = [];
    public List<(long Id, string Type, byte[] Body)> Forbidden { get; } = [];
    public List<(string Case, short Lane, long InboxId, string Type, string Reason, short Attempts)> Quarantined { get; } = [];
    public RawPack Raw { get; } = raw;
    public List<LeafDraft> Leaves { get; } = [];
    public HashSet<short> Lanes { get; } = [];

    /// <summary>Done when the transaction is known to have committed, in this order.</summary>
    public List<Action> AfterCommit { get; } = [];

    /// <summary>Done when it is known not to have.</summary>
    public List<Action> AfterRollback { get; } = [];

    /// <summary>Something for another node was put into the inbox.</summary>
    public bool TellsInbox { get; set; }

    /// <summary>Somebody on another node may wait for an answer given here.</summary>
    public bool TellsAnswers { get; set; }

    public SealedBatch? Sealed { get; set; }

    /// <summary>Something is written that needs the commit.</summary>
    public bool Writes => Leaves.Count > 0 || Changed.Count > 0 || InboxAdded.Count > 0 || InboxRemoved.Count > 0 || InboxChanged.Count > 0
        || OutboxRemoved.Count > 0 || OutboxSending.Count > 0 || OutboxLate.Count > 0 || TimeoutsRemoved.Count > 0 || Outcomes.Count > 0
        || Released.Count > 0 || Quarantined.Count > 0;
}
