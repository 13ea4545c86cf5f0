using Hub.Host.Logs;
using Hub.Journal.Payments;
using Hub.Routes;
using Quartz;

namespace Hub.Host.Schedule;

/// <summary>Every night: turns what was settled up to the day before into payments. Officers seal and release them; the clock never does.</summary>
[DisallowConcurrentExecution]
internal sealed class ClearingJob(IPaymentBook book, TimeProvider time, ILogger<ClearingJob> logger) : IJob
{
    /// <summary>Who acts by the clock.</summary>
    internal static readonly Act Clock = new("hub", "by the clock");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var through = TreatmentClock.Day(time.GetUtcNow()).AddDays(-1);

        // A settlement is cleared once, whoever clears first: that every node has this clock does no harm.
        var report = await book.ClearAsync(through, null, Clock, cancellationToken).ConfigureAwait(false);
        if (report.WithoutAccount.Count > 0)
        {
            HostLog.WithoutAccount(logger, through, report.WithoutAccount.Count);
        }
    }
}
