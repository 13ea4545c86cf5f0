using Hub.Canonical;
using Hub.Journal.Payments;

namespace Hub.Console.Queries;

/// <summary>One day: what was accepted, stated, cleared, paid and booked, per institution, and what does not agree.</summary>
public sealed record DayView
{
    /// <summary>The day.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>Institutions in order of their codes.</summary>
    public required IReadOnlyList<DayRow> Rows { get; init; }

    /// <summary>When the newest three-way result was written; null when there is none.</summary>
    public required DateTimeOffset? ResultAt { get; init; }

    /// <summary>Who wrote it.</summary>
    public required string ResultBy { get; init; }

    /// <summary>Open differences, newest first, at most as many as a page shows.</summary>
    public required IReadOnlyList<DifferenceRow> Differences { get; init; }

    /// <summary>All open differences of the day.</summary>
    public required int DifferenceCount { get; init; }

    /// <summary>Our files of the day.</summary>
    public required IReadOnlyList<FileRow> Files { get; init; }

    /// <summary>Files that banks put out on the day.</summary>
    public required IReadOnlyList<BankFileRow> BankFiles { get; init; }
}

/// <summary>One institution's day.</summary>
public sealed record DayRow
{
    public string Institution { get; init; } = "";

    /// <summary>Verdict of the newest result; null when there is none for it.</summary>
    public short? Equality { get; init; }

    public int Accepted { get; init; }

    public long AcceptedFen { get; init; }

    public int? Stated { get; init; }

    public long? StatedFen { get; init; }

    public int? Core { get; init; }

    public long? CoreFen { get; init; }

    public int Cleared { get; init; }

    public long ClearedFen { get; init; }

    public long ConfirmedFen { get; init; }

    public long BookedFen { get; init; }

    public int Differences { get; init; }

    /// <summary>What is missing or differs.</summary>
    public string Text { get; init; } = "";

    /// <summary>Accepted by now, where that is other than the result says: the day went on after it.</summary>
    public int? AcceptedNow { get; init; }

    public long? AcceptedNowFen { get; init; }

    /// <summary>Verdict as the book words it.</summary>
    public DayEquality? Verdict => Equality is { } known ? (DayEquality)known : null;
}

/// <summary>An open difference.</summary>
public sealed record DifferenceRow
{
    public string Key { get; init; } = "";

    public short Kind { get; init; }

    public string Partner { get; init; } = "";

    public DateOnly Day { get; init; }

    public string? SettlementId { get; init; }

    public string? MessageKey { get; init; }

    public long Ours { get; init; }

    public long Theirs { get; init; }

    public string OurRawDigest { get; init; } = "";

    public string TheirRawDigest { get; init; } = "";

    public string Text { get; init; } = "";

    public DateTime OpenedAt { get; init; }

    public DateTime? ClosedAt { get; init; }

    /// <summary>Kind as the model words it.</summary>
    public DifferenceKind Named => (DifferenceKind)Kind;
}

/// <summary>One of our payment files.</summary>
public sealed record FileRow
{
    public string Id { get; init; } = "";

    public string Bank { get; init; } = "";

    public short Kind { get; init; }

    public DateOnly BusinessDay { get; init; }

    public int FileNumber { get; init; }

    public DateOnly RequestedOn { get; init; }

    public string Name { get; init; } = "";

    public int Count { get; init; }

    public long Fen { get; init; }

    public string Sha256 { get; init; } = "";

    public string ControlName { get; init; } = "";

    public string SealedBy { get; init; } = "";

    public DateTime SealedAt { get; init; }

    public string? ReleasedBy { get; init; }

    public DateTime? ReleasedAt { get; init; }

    public short State { get; init; }

    public DateTime Since { get; init; }

    public string Detail { get; init; } = "";

    public PaymentKind PaymentKind => (PaymentKind)Kind;

    public PaymentFileState FileState => (PaymentFileState)State;
}

/// <summary>A file that a bank put out.</summary>
public sealed record BankFileRow
{
    public long Id { get; init; }

    public string Bank { get; init; } = "";

    public string Name { get; init; } = "";

    public short Kind { get; init; }

    public string Sha256 { get; init; } = "";

    public DateTime ReceivedAt { get; init; }

    public short State { get; init; }

    public int Lines { get; init; }

    public int Differences { get; init; }

    public string? Reason { get; init; }

    public BankFileKind FileKind => (BankFileKind)Kind;

    public BankFileState FileState => (BankFileState)State;
}
