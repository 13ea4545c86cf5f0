using Hub.Canonical;
using Hub.Canonical.Messages;

namespace Hub.Routes.Reconciliation;

/// <summary>Differences out of the core's result file.</summary>
internal static class CoreDifferences
{
    /// <summary>
    /// A row with empty ids is only at the core. A row of ours that does not balance is only ours when the core states our
    /// own amounts back, else its amounts differ.
    /// </summary>
    public static IReadOnlyList<Difference> Of(ReconcileDayWithCore work, IReadOnlyList<ComparedRow> result, string rawDigest)
    {
        var ours = new Dictionary<(string, bool), OurRow>();
        foreach (var row in work.Rows)
        {
            ours[(row.Row.SettlementId, row.Row.Refund)] = row;
        }

        return
        [
            .. result.Where(r => !r.Balanced).Select(theirs =>
                Difference(work, ours.GetValueOrDefault((theirs.Row.SettlementId, theirs.Row.Refund)), theirs, rawDigest)),
        ];
    }

    /// <summary>A difference of the whole day.</summary>
    public static Difference OfDay(ReconcileDayWithCore work, string text, string rawDigest) => new()
    {
        Key = work.Case() + ":" + Text.Fingerprint(text),
        Kind = DifferenceKind.AmountDiffers,
        Partner = Destinations.Core,
        Institution = work.Origin.Institution,
        Day = work.Day,
        Ours = CoreQuestions.Sum(work, r => r.Total),
        TheirRawDigest = rawDigest,
        Text = text,
    };

    private static Difference Difference(ReconcileDayWithCore work, OurRow? ours, ComparedRow theirs, string rawDigest)
    {
        var kind = ours switch
        {
            null => DifferenceKind.OnlyAtCore,
            _ when Same(ours.Row, theirs.Row) => DifferenceKind.OnlyAtHub,
            _ => DifferenceKind.AmountDiffers,
        };
        var id = theirs.Row.SettlementId.Length > 0 ? theirs.Row.SettlementId : theirs.MessageKey;
        return new Difference
        {
            Key = string.Join(':', "core", kind, work.Origin.Institution, id, theirs.Row.Refund, theirs.Row.Total),
            Kind = kind,
            Partner = Destinations.Core,
            Institution = work.Origin.Institution,
            Day = work.Day,
            SettlementId = theirs.Row.SettlementId.Length > 0 ? theirs.Row.SettlementId : null,
            MessageKey = ours?.MessageKey ?? theirs.MessageKey,
            Ours = ours?.Row.Total ?? Money.Zero,
            Theirs = kind == DifferenceKind.OnlyAtHub ? Money.Zero : theirs.Row.Total,
            OurRawDigest = ours?.RawDigest ?? "",
            TheirRawDigest = rawDigest,
            Text = kind switch
            {
                DifferenceKind.OnlyAtCore => "Only the core has it: reverse by its msgid (2601), or book it.",
                DifferenceKind.OnlyAtHub => "Only the hub has it: ask the core for the settlement (5203).",
                _ => "The core holds other amounts.",
            },
        };
    }

    public static bool Same(StatementRow a, StatementRow b) =>
        a.Total == b.Total && a.FundTotal == b.FundTotal && a.PersonalAccount == b.PersonalAccount;
}
