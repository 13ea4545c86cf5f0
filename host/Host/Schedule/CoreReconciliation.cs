using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hub.Canonical;
using Hub.Certs.Registry;
using Hub.Host.Logs;
using Hub.Journal;
using Hub.Routes.Reconciliation;

namespace Hub.Host.Schedule;

/// <summary>
/// Starts the comparison of a day with the core for every active institution of the registry. A run has a name; the same run of the same
/// day has one effect however often and on however many nodes it is started, because the name is part of the messages' identity.
/// </summary>
internal sealed class CoreReconciliation(
    IJournal journal, CoreDayCollector collector, PartnerRegistryFile registry, TimeProvider time, ILogger<CoreReconciliation> logger)
{
    private const string Self = "hub";
    private const string Kind = "reconcile-day";

    /// <summary>Codes of the institutions whose days can be compared.</summary>
    internal IReadOnlyList<string> Institutions() =>
    [
        .. registry.Current.Partners
            .Where(p => p is { Status: PartnerStatus.Active, Kind: PartnerKind.Hospital or PartnerKind.Pharmacy }
                && InstitutionCode.Check(p.Id) == IdentifierFault.None)
            .Select(p => p.Id),
    ];

    /// <summary>Starts what was not started before and waits up to <paramref name="wait"/> for the ends.</summary>
    internal async Task<IReadOnlyList<ComparisonReport>> StartAsync(
        DateOnly day, IReadOnlyList<string> institutions, string run, TimeSpan wait, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var started = new List<(ReconcileDayWithCore Work, Intake Intake, ComparisonReport Report)>();
        var reports = new List<ComparisonReport>();
        foreach (var institution in institutions)
        {
            if (await CollectAsync(institution, day, cancellationToken).ConfigureAwait(false) is not { } works)
            {
                reports.Add(new ComparisonReport(institution, "", "", "", 0, "not collected", 0));
                continue;
            }

            var intakes = works.Select(work => (Work: work, Intake: IntakeOf(work, run))).ToList();
            var outcomes = await Task.WhenAll(intakes.Select(i => SubmitAsync(i.Work, i.Intake, TimeSpan.Zero, cancellationToken))).ConfigureAwait(false);
            started.AddRange(intakes.Zip(outcomes, (i, report) => (i.Work, i.Intake, report)));
        }

        var left = wait - time.GetElapsedTime(began);
        reports.AddRange(left <= TimeSpan.Zero
            ? started.Select(s => s.Report)
            : await Task.WhenAll(started.Select(s => s.Report.IsFinal
                ? Task.FromResult(s.Report)
                : SubmitAsync(s.Work, s.Intake, left, cancellationToken))).ConfigureAwait(false));
        return reports;
    }

    private async Task<IReadOnlyList<ReconcileDayWithCore>?> CollectAsync(string institution, DateOnly day, CancellationToken cancellationToken)
    {
        try
        {
            var division = InstitutionCode.DivisionOf(institution);
            return await collector.CollectAsync(institution, division, day, time.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // One institution's trouble must not keep the others from being compared.
            HostLog.DayNotCollected(logger, institution, day, e);
            return null;
        }
    }

    private async Task<ComparisonReport> SubmitAsync(ReconcileDayWithCore work, Intake intake, TimeSpan wait, CancellationToken cancellationToken)
    {
        var outcome = await journal.SubmitAsync(intake, wait, cancellationToken).ConfigureAwait(false);
        var (state, differences) = outcome.Result switch
        {
            IntakeResult.Answered => LocalAnswers.Read(outcome.Answer),
            IntakeResult.Pending => new LocalAnswer(ComparisonReport.Pending, 0),
            _ => new LocalAnswer("unavailable", 0),
        };
        return new ComparisonReport(
            work.Origin.Institution, work.InsuranceType, work.ClearingType, work.SettlementAgency, work.Rows.Count, state, differences);
    }

    private Intake IntakeOf(ReconcileDayWithCore work, string run)
    {
        var key = work.Case() + ":" + run;
        return new Intake
        {
            Partner = Self,
            Channel = LocalAnswers.Local,
            Kind = Kind,
            Key = key,

            // The rows may have changed since another node started the same run: that is no conflict, so they are not part of the identity.
            ContentDigest = SHA256.HashData(Encoding.UTF8.GetBytes(key)),
            Raw = JsonSerializer.SerializeToUtf8Bytes(new { run, @case = work.Case(), rows = work.Rows.Count }, JsonSerializerOptions.Web),
            ReceivedAt = time.GetUtcNow(),
            Decision = Decision.Accepted,
            Case = CaseReference.Of(work.Case()),
            Message = work,
        };
    }
}
