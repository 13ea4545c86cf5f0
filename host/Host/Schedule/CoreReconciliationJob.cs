using Hub.Host.Configuration;
using Hub.Host.Logs;
using Hub.Routes;
using Quartz;

namespace Hub.Host.Schedule;

/// <summary>Every night: compares the last finished days with the core.</summary>
[DisallowConcurrentExecution]
internal sealed class CoreReconciliationJob(
    CoreReconciliation reconciliation, ScheduleOptions options, TimeProvider time, ILogger<CoreReconciliationJob> logger) : IJob
{
    /// <summary>Name of the run, the same on all nodes and on every night: a day is compared by the clock once.</summary>
    internal const string Run = "nightly";

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await RunAsync(cancellationToken).ConfigureAwait(false);

    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        var today = TreatmentClock.Day(time.GetUtcNow());
        for (var back = 1; back <= options.CoreReconciliationDays; back++)
        {
            var day = today.AddDays(-back);
            var reports = await reconciliation.StartAsync(day, reconciliation.Institutions(), Run, TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
            HostLog.DayStarted(logger, day, reports.Count, reports.Count(r => r.State is "unavailable" or "not collected"));
        }
    }
}
