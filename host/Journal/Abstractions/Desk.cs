using Hub.Canonical;

namespace Hub.Journal;

/// <summary>
/// Answers a question from our own books at once: reads, changes nothing that money depends on. The answer is committed
/// with the message's acceptance.
/// </summary>
public interface IDesk
{
    /// <summary>Message types this desk answers.</summary>
    IReadOnlyCollection<Type> MessageTypes { get; }

    Task<object> AnswerAsync(object command, DeskContext context, CancellationToken cancellationToken);
}

/// <summary>What a desk knows of the message: when it came and the SHA-256 hex of its bytes.</summary>
public sealed record DeskContext(DateTimeOffset Now, string RawDigest);

/// <summary>Read side of the settlement book, and the few rows that desks keep.</summary>
public interface ISettlementBook
{
    /// <summary>
    /// Totals and counts by the conditions of a 3201; null conditions match everything. A reversed settlement (2601) and
    /// its counter-row never happened and are left out; a cancelled one and its counter-row are two rows.
    /// </summary>
    Task<SettlementTotals> TotalsAsync(SettlementQuery query, CancellationToken cancellationToken);

    /// <summary>Rows in order of settlement time and id, at most <see cref="SettlementQuery.Limit"/>.</summary>
    Task<IReadOnlyList<SettlementRecord>> RowsAsync(SettlementQuery query, CancellationToken cancellationToken);

    Task<SettlementRecord?> FindAsync(string settlementId, CancellationToken cancellationToken);

    /// <summary>Opens differences found by reconciliation; known keys are left as they are. Returns how many were new.</summary>
    Task<int> ReportAsync(IReadOnlyList<Difference> differences, CancellationToken cancellationToken);

    /// <summary>
    /// An institution's totals of a group balance now: closes what was found about the group before, and, once no other group of the clearing
    /// type is open, the rows of its details. Returns how many were closed.
    /// </summary>
    Task<int> CloseAsync(BalancedGroup group, CancellationToken cancellationToken);

    /// <summary>Open differences of a day and partner (null: all), newest first.</summary>
    Task<IReadOnlyList<Difference>> DifferencesAsync(DateOnly? day, string? partner, CancellationToken cancellationToken);

    /// <summary>SHA-256 hex of the raw requests of a partner's messages, found in one question; unknown ones are left out.</summary>
    Task<IReadOnlyDictionary<(string Kind, string Key), string>> RawDigestsAsync(
        string partner, IReadOnlyCollection<(string Kind, string Key)> messages, CancellationToken cancellationToken);

    /// <summary>Keeps a file for a ticket until a time; ticket unique for ever.</summary>
    Task StoreFileAsync(StoredFile file, CancellationToken cancellationToken);

    /// <summary>Keeps a file under a ticket in the place of the one before it.</summary>
    Task ReplaceFileAsync(StoredFile file, CancellationToken cancellationToken);

    Task<StoredFile?> FetchFileAsync(string ticket, CancellationToken cancellationToken);
}

/// <summary>Conditions on the settlement book; days are inclusive and count by the core's settlement time.</summary>
public sealed record SettlementQuery
{
    public string? Institution { get; init; }
    public string? InsuranceType { get; init; }
    public string? ClearingType { get; init; }
    public string? SettlementAgency { get; init; }
    public required DateOnly From { get; init; }
    public required DateOnly To { get; init; }

    /// <summary>False leaves out cancelled settlements and the rows that cancel them.</summary>
    public bool IncludesRefunds { get; init; } = true;

    /// <summary>Rows at most; default 100,000.</summary>
    public int Limit { get; init; } = 100_000;
}

/// <summary>A group of settlements on which an institution and the hub agree; days inclusive.</summary>
public sealed record BalancedGroup(string Institution, string InsuranceType, string ClearingType, string Agency, DateOnly From, DateOnly To)
{
    /// <summary>Begins the keys of differences between totals.</summary>
    public const string Totals = "totals";

    /// <summary>Begins the keys of differences between rows.</summary>
    public const string Details = "details";
}

/// <summary>Sums over the settlement book.</summary>
public sealed record SettlementTotals(int Count, Money Total, Money FundTotal, Money PersonalAccount, Money Cash);

/// <summary>A file kept for a ticket (9101/9102).</summary>
public sealed record StoredFile(string Ticket, string Partner, string FileName, ReadOnlyMemory<byte> Content, DateTimeOffset AvailableUntil);
