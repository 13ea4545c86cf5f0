using Hub.Canonical;
using Hub.Canonical.Messages;
using Hub.Journal.Payments;

namespace Hub.Routes.Reconciliation;

/// <summary>The core's side of a day's three-way result, as its answers to the comparison state it.</summary>
internal static class CoreStated
{
    /// <summary>Balanced: the core's totals are those that it was asked about.</summary>
    public static StatedTotals Balanced(ReconcileDayWithCore work, string rawDigest, DateTimeOffset at) => new()
    {
        By = StatedBy.Core,
        Institution = work.Origin.Institution,
        Day = work.Day,
        InsuranceType = work.InsuranceType,
        ClearingType = work.ClearingType,
        Agency = work.SettlementAgency,
        Count = work.Rows.Count,
        Total = CoreQuestions.Sum(work, r => r.Total),
        FundTotal = CoreQuestions.Sum(work, r => r.FundTotal),
        PersonalAccount = CoreQuestions.Sum(work, r => r.PersonalAccount),
        RawDigest = rawDigest,
        At = at,
    };

    /// <summary>Not balanced: ours, with every row that differs in the core's version.</summary>
    public static StatedTotals Different(ReconcileDayWithCore work, IReadOnlyList<ComparedRow> result, string rawDigest, DateTimeOffset at)
    {
        var stated = Balanced(work, rawDigest, at);
        var ours = work.Rows.ToDictionary(r => (r.Row.SettlementId, r.Row.Refund), r => r.Row);
        foreach (var theirs in result.Where(r => !r.Balanced).Select(r => r.Row))
        {
            if (ours.TryGetValue((theirs.SettlementId, theirs.Refund), out var mine))
            {
                // Our own amounts stated back mean that the core does not have the row.
                var absent = CoreDifferences.Same(mine, theirs);
                stated = Plus(stated, mine, -1);
                stated = absent ? stated : Plus(stated, theirs, 1);
            }
            else
            {
                stated = Plus(stated, theirs, 1);
            }
        }

        return stated;
    }

    private static StatedTotals Plus(StatedTotals totals, StatementRow row, int sign) => totals with
    {
        Count = totals.Count + sign,
        Total = new Money(checked(totals.Total.Fen + (sign * row.Total.Fen))),
        FundTotal = new Money(checked(totals.FundTotal.Fen + (sign * row.FundTotal.Fen))),
        PersonalAccount = new Money(checked(totals.PersonalAccount.Fen + (sign * row.PersonalAccount.Fen))),
    };
}
