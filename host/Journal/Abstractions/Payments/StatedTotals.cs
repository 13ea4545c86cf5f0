using Hub.Canonical;

namespace Hub.Journal.Payments;

/// <summary>Keeps what other parties say a day amounts to, for the three-way result.</summary>
public interface IStatedBook
{
    /// <summary>What an institution or the core says a group of a day's settlements amounts to (3201); the last word counts.</summary>
    Task NoteStatedAsync(StatedTotals stated, CancellationToken cancellationToken);
}

/// <summary>Who states totals of a day.</summary>
public enum StatedBy
{
    Institution = 1,
    Core = 2,
}

/// <summary>Totals of a group of settlements of one institution and day as another party states them.</summary>
public sealed record StatedTotals
{
    public required StatedBy By { get; init; }
    public required string Institution { get; init; }
    public required DateOnly Day { get; init; }
    public required string InsuranceType { get; init; }
    public required string ClearingType { get; init; }
    public required string Agency { get; init; }
    public required int Count { get; init; }
    public required Money Total { get; init; }
    public required Money FundTotal { get; init; }
    public required Money PersonalAccount { get; init; }

    /// <summary>True when refunds are counted as rows of their own (net); false when refunded settlements are left out (infno refd_setl_flag).</summary>
    public bool IncludesRefunds { get; init; } = true;

    /// <summary>SHA-256 hex of the message that states them.</summary>
    public required string RawDigest { get; init; }
    public required DateTimeOffset At { get; init; }
}
