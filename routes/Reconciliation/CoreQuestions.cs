using Hub.Canonical;
using Hub.Canonical.Messages;
using Hub.Journal;

namespace Hub.Routes.Reconciliation;

/// <summary>What the core is asked about a day, made from our rows.</summary>
internal static class CoreQuestions
{
    public static ReconcileTotals Totals(ReconcileDayWithCore work) => new()
    {
        Origin = work.Origin with { Kind = "3201" },
        InsuranceType = work.InsuranceType,
        ClearingType = work.ClearingType,
        SettlementAgency = work.SettlementAgency,
        From = work.Day,
        To = work.Day,
        Total = Sum(work, r => r.Total),
        FundTotal = Sum(work, r => r.FundTotal),
        PersonalAccount = Sum(work, r => r.PersonalAccount),
        Count = work.Rows.Count,
    };

    public static StoreFile Statement(ReconcileDayWithCore work, IStatementCodec codec)
    {
        var name = $"{work.Origin.Institution}_{work.Day:yyyyMMdd}_{work.ClearingType}";
        return new StoreFile
        {
            Origin = work.Origin with { Kind = "9101" },
            FileName = name + ".zip",
            Content = codec.WriteStatement(name + ".txt", [.. work.Rows.Select(r => r.Row)]),
        };
    }

    public static ReconcileDetails Details(ReconcileDayWithCore work, string ticket) => new()
    {
        Origin = work.Origin with { Kind = "3202" },
        SettlementAgency = work.SettlementAgency,
        FileTicket = ticket,
        From = work.Day,
        To = work.Day,
        Total = Sum(work, r => r.Total),
        FundTotal = Sum(work, r => r.FundTotal),
        Count = work.Rows.Count,
        ClearingType = work.ClearingType,
    };

    public static FetchFile Result(ReconcileDayWithCore work, string ticket, string fileName) => new()
    {
        Origin = work.Origin with { Kind = "9102" },
        FileTicket = ticket,
        FileName = fileName,
    };

    public static Money Sum(ReconcileDayWithCore work, Func<StatementRow, Money> amount) =>
        work.Rows.Aggregate(Money.Zero, (sum, row) => sum + amount(row.Row));
}
