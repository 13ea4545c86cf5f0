using Hub.Canonical;
using Hub.Canonical.Messages;
using Hub.Journal;
using Hub.Journal.Payments;

namespace Hub.Routes.Reconciliation;

/// <summary>Compares an institution's totals with the settlement book (3201). The text of an unbalanced answer names both sides.</summary>
public sealed class TotalsDesk(ISettlementBook book, IStatedBook stated, ReconciliationOptions options) : IDesk
{
    public IReadOnlyCollection<Type> MessageTypes { get; } = [typeof(ReconcileTotals)];

    public async Task<object> AnswerAsync(object command, DeskContext context, CancellationToken cancellationToken)
    {
        var theirs = (ReconcileTotals)command;
        ArgumentNullException.ThrowIfNull(context);
        if (!Periods.Valid(theirs.From, theirs.To, options))
        {
            return ReconciliationErrorCodes.Period.With(Text.Number(options.PeriodDaysMax));
        }

        var query = new SettlementQuery
        {
            Institution = theirs.Origin.Institution,
            InsuranceType = theirs.InsuranceType,
            ClearingType = theirs.ClearingType,
            SettlementAgency = theirs.SettlementAgency,
            From = theirs.From,
            To = theirs.To,
            IncludesRefunds = theirs.IncludesRefunds,
        };
        var ours = await book.TotalsAsync(query, cancellationToken).ConfigureAwait(false);
        var balanced = ours.Count == theirs.Count && ours.Total == theirs.Total && ours.FundTotal == theirs.FundTotal
            && ours.PersonalAccount == theirs.PersonalAccount;
        if (theirs.From == theirs.To)
        {
            await stated.NoteStatedAsync(Stated(theirs, context), cancellationToken).ConfigureAwait(false);
        }

        if (balanced)
        {
            var group = new BalancedGroup(
                theirs.Origin.Institution, theirs.InsuranceType, theirs.ClearingType, theirs.SettlementAgency, theirs.From, theirs.To);
            await book.CloseAsync(group, cancellationToken).ConfigureAwait(false);
            return new TotalsCompared(true, theirs.SettlementAgency, "平 balanced");
        }

        var text = Describe(ours, theirs);
        await book.ReportAsync([Difference(ours, theirs, context, text)], cancellationToken).ConfigureAwait(false);
        return new TotalsCompared(false, theirs.SettlementAgency, text);
    }

    /// <summary>The institution's side of the day's three-way result.</summary>
    private static StatedTotals Stated(ReconcileTotals theirs, DeskContext context) => new()
    {
        By = StatedBy.Institution,
        Institution = theirs.Origin.Institution,
        Day = theirs.From,
        InsuranceType = theirs.InsuranceType,
        ClearingType = theirs.ClearingType,
        Agency = theirs.SettlementAgency,
        Count = theirs.Count,
        Total = theirs.Total,
        FundTotal = theirs.FundTotal,
        PersonalAccount = theirs.PersonalAccount,
        IncludesRefunds = theirs.IncludesRefunds,
        RawDigest = context.RawDigest,
        At = context.Now,
    };

    /// <summary>At most 200 characters (stmt_rslt_dscr): 16 digits a number leave room.</summary>
    private static string Describe(SettlementTotals ours, ReconcileTotals theirs) =>
        $"不平 中心/机构: 笔数{Text.Number(ours.Count)}/{Text.Number(theirs.Count)} 总额{ours.Total}/{theirs.Total} "
        + $"基金{ours.FundTotal}/{theirs.FundTotal} 账户{ours.PersonalAccount}/{theirs.PersonalAccount} use 3202";

    private static Difference Difference(SettlementTotals ours, ReconcileTotals theirs, DeskContext context, string text)
    {
        var period = Text.Iso(theirs.From) + ".." + Text.Iso(theirs.To);
        return new Difference
        {
            Key = string.Join(':', BalancedGroup.Totals, theirs.Origin.Institution, theirs.InsuranceType, theirs.ClearingType,
                theirs.SettlementAgency, period, Text.Fingerprint(text)),
            Kind = DifferenceKind.AmountDiffers,
            Partner = theirs.Origin.Institution,
            Day = theirs.To,
            MessageKey = theirs.Origin.Key,
            Ours = ours.Total,
            Theirs = theirs.Total,
            TheirRawDigest = context.RawDigest,
            Text = text,
        };
    }
}
