using Hub.Canonical;
using Hub.Canonical.Messages;
using Hub.Journal;

namespace Hub.Routes.Reconciliation;

/// <summary>
/// Collects what the daily comparison with the core starts with: one message per institution, insurance type, clearing
/// type and agency. Run by the host's scheduler after the day has ended.
/// </summary>
public sealed class CoreDayCollector(ISettlementBook book, ReconciliationOptions options)
{
    /// <summary>Messages for one institution's day; each goes to the case <see cref="ReconcileDayWithCore.Case"/>.</summary>
    /// <param name="institution">fixmedins_code.</param>
    /// <param name="division">mdtrtarea_admvs of the institution, 6 digits.</param>
    /// <param name="day">Day by the core's settlement time.</param>
    /// <param name="now">Time of the question.</param>
    /// <param name="cancellationToken">Stops collecting.</param>
    /// <exception cref="InvalidOperationException">The day has more rows than Reconciliation:CoreRowsMax.</exception>
    public async Task<IReadOnlyList<ReconcileDayWithCore>> CollectAsync(
        string institution, string division, DateOnly day, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var query = new SettlementQuery { Institution = institution, From = day, To = day, Limit = options.CoreRowsMax + 1 };
        var records = await book.RowsAsync(query, cancellationToken).ConfigureAwait(false);
        if (records.Count > options.CoreRowsMax)
        {
            throw new InvalidOperationException($"More rows than Reconciliation:CoreRowsMax={options.CoreRowsMax} on {day:yyyy-MM-dd}.");
        }

        var digests = await book.RawDigestsAsync(institution, [.. records.Select(r => (MessageKinds.Of(r), r.MessageKey))], cancellationToken)
            .ConfigureAwait(false);
        var messages = new List<ReconcileDayWithCore>();
        foreach (var (group, settlements) in Groups(records, division))
        {
            var rows = settlements.Select(r => new OurRow(Row(r), r.MessageKey, digests.GetValueOrDefault((MessageKinds.Of(r), r.MessageKey), "")));
            messages.Add(new ReconcileDayWithCore
            {
                Origin = Origin(institution, division, day, now),
                Day = day,
                InsuranceType = group.InsuranceType,
                ClearingType = group.ClearingType,
                SettlementAgency = group.SettlementAgency,
                Rows = [.. rows],
            });
        }

        return messages;
    }

    /// <summary>What the hub has, and the configured groups of which it has nothing.</summary>
    private Dictionary<(string InsuranceType, string ClearingType, string SettlementAgency), List<SettlementRecord>> Groups(
        IReadOnlyList<SettlementRecord> records, string division)
    {
        var groups = options.CoreGroups.Select(g => g.Split('/'))
            .ToDictionary(g => (g[0], g[1], division), _ => new List<SettlementRecord>());
        foreach (var record in records.Where(r => r.State != SettlementState.Reversed))
        {
            var key = (record.InsuranceType, record.ClearingType, record.SettlementAgency);
            if (!groups.TryGetValue(key, out var list))
            {
                groups[key] = list = [];
            }

            list.Add(record);
        }

        return groups;
    }

    private static StatementRow Row(SettlementRecord r) => new()
    {
        SettlementId = r.SettlementId,
        EncounterId = r.EncounterId,
        PersonNumber = r.PersonNumber,
        Total = r.Total,
        FundTotal = r.FundTotal,
        PersonalAccount = r.PersonalAccount,
        Refund = r.CancelsSettlementId is not null,
    };

    private static Origin Origin(string institution, string division, DateOnly day, DateTimeOffset now) => new()
    {
        Partner = institution,
        Channel = "local",
        Kind = "3201",
        Key = "core-day:" + institution + ":" + Text.Iso(day),
        Institution = institution,
        TreatmentDivision = division,
        InsuredDivision = division,
        OperatorType = "2",
        Operator = "hub",
        OperatorName = "hub",
        SentAt = TreatmentClock.LocalTime(now),
    };
}
