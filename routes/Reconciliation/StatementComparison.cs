using Hub.Canonical;
using Hub.Canonical.Messages;

namespace Hub.Routes.Reconciliation;

/// <summary>One compared row: what the institution says, what we have, and which kind of difference it is (null: equal).</summary>
public sealed record Finding(DifferenceKind? Kind, StatementRow? Theirs, SettlementRecord? Ours, string Memo);

/// <summary>
/// Row by row comparison of an institution's statement with the settlement book (3202). Pure. A reversed settlement (2601)
/// and its counter-row never happened: they are not expected, but may be listed as a pair.
/// </summary>
public static class StatementComparison
{
    /// <summary>Findings in the order of the file, then what only the hub has, in the order of the book.</summary>
    public static IReadOnlyList<Finding> Compare(
        IReadOnlyList<StatementRow> theirs, IReadOnlyList<SettlementRecord> ours, bool includesRefunds)
    {
        ArgumentNullException.ThrowIfNull(theirs);
        ArgumentNullException.ThrowIfNull(ours);
        var index = Index(ours);
        var refunded = theirs.Where(r => r.Refund).Select(r => Original(r, index)).ToHashSet(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var findings = new List<Finding>(theirs.Count);
        foreach (var row in theirs)
        {
            var record = index.GetValueOrDefault((row.SettlementId, row.Refund));
            findings.Add(record is null
                ? new Finding(DifferenceKind.OnlyAtInstitution, row, null, "仅机构有：中心无此结算 only at the institution")
                : seen.Add(record.SettlementId)
                    ? Pair(row, record, Expected(record, includesRefunds) || refunded.Contains(record.CancelsSettlementId ?? record.SettlementId))
                    : new Finding(DifferenceKind.OnlyAtInstitution, row, null, "重复行 listed twice"));
        }

        findings.AddRange(ours.Where(r => Expected(r, includesRefunds) && !seen.Contains(r.SettlementId))
            .Select(r => new Finding(DifferenceKind.OnlyAtHub, null, r, "仅中心有：按msgid冲正(2601)或补记 only at the centre: reverse by msgid")));
        return findings;
    }

    private static Dictionary<(string, bool), SettlementRecord> Index(IReadOnlyList<SettlementRecord> ours)
    {
        var index = new Dictionary<(string, bool), SettlementRecord>(ours.Count * 2);
        foreach (var record in ours)
        {
            index[(record.SettlementId, record.CancelsSettlementId is not null)] = record;
            if (record.CancelsSettlementId is { } original)
            {
                // Institutions name a refund by its own setl_id or by that of the settlement it refunds.
                index.TryAdd((original, true), record);
            }
        }

        return index;
    }

    private static string Original(StatementRow refund, Dictionary<(string, bool), SettlementRecord> index) =>
        index.GetValueOrDefault((refund.SettlementId, true))?.CancelsSettlementId ?? refund.SettlementId;

    private static bool Expected(SettlementRecord record, bool includesRefunds) =>
        record.State != SettlementState.Reversed && (includesRefunds || record.State == SettlementState.Settled);

    private static Finding Pair(StatementRow row, SettlementRecord record, bool expected)
    {
        if (!expected)
        {
            return new Finding(DifferenceKind.StateDiffers, row, record, record.State == SettlementState.Reversed
                ? "中心已冲正 reversed at the centre"
                : "中心已撤销 cancelled at the centre");
        }

        if (row.Total != record.Total || row.FundTotal != record.FundTotal || row.PersonalAccount != record.PersonalAccount)
        {
            return new Finding(DifferenceKind.AmountDiffers, row, record,
                $"金额不符 中心/机构 {record.Total}/{row.Total} {record.FundTotal}/{row.FundTotal} {record.PersonalAccount}/{row.PersonalAccount}");
        }

        return row.EncounterId != record.EncounterId || row.PersonNumber != record.PersonNumber
            ? new Finding(DifferenceKind.StateDiffers, row, record, "mdtrt_id或psn_no不符 another visit or person at the centre")
            : new Finding(null, row, record, "");
    }
}
