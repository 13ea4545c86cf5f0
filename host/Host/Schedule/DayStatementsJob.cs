using Hub.Host.Configuration;
using Hub.Host.Logs;
using Hub.Host.Payments;
using Hub.Journal.Payments;
using Hub.Routes;
using Quartz;

namespace Hub.Host.Schedule;

/// <summary>Every morning: compares the last finished days between institution, core and bank, and tells every partner.</summary>
[DisallowConcurrentExecution]
internal sealed class DayStatementsJob(
    DayClosing closing, ScheduleOptions options, TimeProvider time, ILogger<DayStatementsJob> logger) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var today = TreatmentClock.Day(time.GetUtcNow());
        for (var back = options.DayStatementsDays; back >= 1; back--)
        {
            try
            {
                await closing.CloseAsync(today.AddDays(-back), ClearingJob.Clock, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // One day's trouble must not keep the next from being told.
                HostLog.DayNotClosed(logger, today.AddDays(-back), e);
            }
        }
    }
}
