using System.Globalization;
using Hub.Canonical;

namespace Hub.Journal.Payments;

/// <summary>What the books say of one institution and day.</summary>
internal sealed record DayFigures
{
    public required string Institution { get; init; }
    public required int AcceptedCount { get; init; }
    public required Money Accepted { get; init; }
    public int? StatedCount { get; init; }
    public Money? Stated { get; init; }
    public int? CoreCount { get; init; }
    public Money? Core { get; init; }
    public required int ClearedCount { get; init; }
    public required Money Cleared { get; init; }

    /// <summary>Rows that wait for a clearing.</summary>
    public required int Uncleared { get; init; }

    /// <summary>Nothing of the day is cleared, and what the institution is owed so far is not above zero.</summary>
    public bool Carried { get; init; }
    public required Money Confirmed { get; init; }
    public required Money Booked { get; init; }
    public required int Differences { get; init; }

    /// <summary>A known side that is not equal, or an open difference, makes the day different; else a side that is missing makes it incomplete.</summary>
    public (DayEquality Equality, string Text) Judge()
    {
        var wrong = new List<string>();
        var missing = new List<string>();
        Compare("the institution", StatedCount, Stated, wrong, missing);
        Compare("the core", CoreCount, Core, wrong, missing);
        if (!Carried)
        {
            if (Uncleared > 0)
            {
                missing.Add(Invariant($"{Uncleared} settlements are not cleared yet"));
            }
            else if (Cleared != Accepted)
            {
                wrong.Add(Invariant($"cleared are {Cleared}, accepted {Accepted}"));
            }

            if (Booked != Cleared)
            {
                missing.Add(Invariant($"the bank has booked {Booked} of {Cleared} (confirmed {Confirmed})"));
            }
        }

        if (Differences > 0)
        {
            wrong.Add(Invariant($"{Differences} open differences"));
        }

        string[] carried = Carried ? ["carried: the institution is owed nothing so far, so nothing is cleared or paid"] : [];
        return (
            wrong.Count > 0 ? DayEquality.Different : missing.Count > 0 ? DayEquality.Incomplete : DayEquality.Equal,
            string.Join("; ", wrong.Concat(missing).Concat(carried)));
    }

    private void Compare(string who, int? count, Money? sum, List<string> wrong, List<string> missing)
    {
        if (count is null || sum is null)
        {
            missing.Add(who + " has not stated all its totals");
        }
        else if (count != AcceptedCount || sum != Accepted)
        {
            wrong.Add(Invariant($"{who} states {count} / {sum}, accepted are {AcceptedCount} / {Accepted}"));
        }
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
