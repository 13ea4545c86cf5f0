using Hub.Canonical;
using Hub.Canonical.Messages;
using Hub.Journal;

namespace Hub.Routes.Reconciliation;

/// <summary>How far the daily comparison with the core has come.</summary>
public enum CoreReconciliationPhase
{
    /// <summary>Not started.</summary>
    New,

    /// <summary>Totals are at the core (3201).</summary>
    Totals,

    /// <summary>Our statement is being uploaded (9101).</summary>
    Upload,

    /// <summary>The row comparison is at the core (3202).</summary>
    Details,

    /// <summary>The result file is being fetched (9102).</summary>
    Fetch,

    /// <summary>Both sides agree to the fen.</summary>
    Balanced,

    /// <summary>Differences are itemised.</summary>
    Different,

    /// <summary>The core could not or would not compare; a difference says so.</summary>
    Failed,
}

/// <summary>One of our rows, with the digest of the raw message behind it.</summary>
/// <param name="Row">As it goes into the statement.</param>
/// <param name="MessageKey">The institution's message.</param>
/// <param name="RawDigest">SHA-256 hex of that message.</param>
public sealed record OurRow(StatementRow Row, string MessageKey, string RawDigest);

/// <summary>Start comparing one institution's day with the core. The rows come with it: the saga itself reads nothing.</summary>
public sealed record ReconcileDayWithCore
{
    /// <summary>In whose name the core is asked.</summary>
    public required Origin Origin { get; init; }
    public required DateOnly Day { get; init; }
    public required string InsuranceType { get; init; }
    public required string ClearingType { get; init; }
    public required string SettlementAgency { get; init; }

    /// <summary>Settlements and refunds of the day, reversed pairs left out; at most Reconciliation:CoreRowsMax.</summary>
    public required IReadOnlyList<OurRow> Rows { get; init; }

    /// <summary>Case that compares this day, institution, insurance type, clearing type and agency.</summary>
    public string Case() =>
        string.Join(':', "core-day", Origin.Institution, Text.Iso(Day), InsuranceType, ClearingType, SettlementAgency);
}

/// <summary>Answer to <see cref="ReconcileDayWithCore"/>: how the comparison ended, without personal data.</summary>
/// <param name="Phase">Balanced, Different or Failed; an earlier phase when the same comparison was at work already.</param>
/// <param name="Differences">Differences found; 0 when balanced.</param>
public sealed record DayCompared(CoreReconciliationPhase Phase, int Differences);

/// <summary>The comparison at work.</summary>
public sealed class CoreReconciliationState
{
    public CoreReconciliationPhase Phase { get; set; }

    /// <summary>What is being compared; null before and after.</summary>
    public ReconcileDayWithCore? Work { get; set; }

    /// <summary>Who is told how it ends; null when nobody asked.</summary>
    public ReplyAddress? Asker { get; set; }

    /// <summary>Journal id of the call whose outcome is awaited; 0 while a repetition waits.</summary>
    public long RequestId { get; set; }

    /// <summary>Repetitions of the present step.</summary>
    public int Tries { get; set; }

    /// <summary>Ticket of the uploaded statement, then of the result.</summary>
    public string Ticket { get; set; } = "";

    public string FileName { get; set; } = "";

    /// <summary>Differences found by the latest comparison.</summary>
    public int Differences { get; set; }

    /// <summary>Comparisons begun: tells a stale time-out from a live one.</summary>
    public int Run { get; set; }
}

/// <summary>Time to repeat the present step.</summary>
public sealed record CoreReconciliationDue(int Run, CoreReconciliationPhase Phase, int Tries);
