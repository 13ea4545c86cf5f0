using System.Globalization;
using Hub.Host.Configuration;
using Quartz;

namespace Hub.Host.Schedule;

/// <summary>
/// The clock. Triggers are kept in memory and every node has its own: what they start has an identity of its own in the journal, so a
/// second node's start is a duplicate without effect and a missed night is made up on the next (Schedule:CoreReconciliationDays). A store
/// for the triggers would be a second truth beside the journal.
/// </summary>
internal static class ScheduleSetup
{
    /// <summary>China has one time and no daylight saving time.</summary>
    internal static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    private static readonly TimeZoneInfo Zone = TimeZoneInfo.CreateCustomTimeZone("UTC+8", Offset, "UTC+8", "UTC+8");

    internal static void Add(IServiceCollection services, ScheduleOptions options, TimeSpan bankInterval)
    {
        services.AddSingleton(options);
        services.AddSingleton<CoreReconciliation>();
        services.AddSingleton<Journal.IAnswerEncoder, LocalAnswers>();
        if (!options.Enabled)
        {
            return;
        }

        services.AddQuartz(quartz =>
        {
            AddJob<CoreReconciliationJob>(quartz, "core-reconciliation", Daily(options.CoreReconciliationAt));
            AddJob<ClearingJob>(quartz, "clearing", Daily(options.ClearingAt));
            AddJob<DayStatementsJob>(quartz, "day-statements", Daily(options.DayStatementsAt));
            AddJob<BankExchangeJob>(quartz, "bank-exchange", SimpleScheduleBuilder.Create().WithInterval(bankInterval).RepeatForever()
                .WithMisfireInstruction(SimpleTriggerMisfireInstruction.NextWithRemainingCount));
        });
        services.AddQuartzHostedService(quartz => quartz.WaitForJobsToComplete = false);
    }

    private static void AddJob<TJob>(IQuartzBuilder quartz, string name, IScheduleBuilder schedule)
        where TJob : IJob
    {
        var key = new JobKey(name);
        quartz.AddJob<TJob>(j => j.WithIdentity(key));
        quartz.AddTrigger(t => t.ForJob(key).WithIdentity(name).WithSchedule(schedule));
    }

    /// <summary>Every day at a time of day, UTC+8; a time that was missed while the machine slept is made up at once.</summary>
    internal static CronScheduleBuilder Daily(TimeSpan at) =>
        CronScheduleBuilder.Create(string.Create(CultureInfo.InvariantCulture, $"0 {at.Minutes} {at.Hours} ? * *"))
            .InTimeZone(Zone)
            .WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed);
}
