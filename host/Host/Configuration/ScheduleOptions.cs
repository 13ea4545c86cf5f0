using System.ComponentModel.DataAnnotations;

namespace Hub.Host.Configuration;

/// <summary>What the hub does by the clock.</summary>
public sealed class ScheduleOptions
{
    /// <summary>Whether this node does anything by the clock. Default true; with several nodes all may.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Time of day, UTC+8, whole minutes, at which finished days are compared with the core. Default 01:30. 00:00–23:59.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "23:59:00")]
    public TimeSpan CoreReconciliationAt { get; set; } = new(1, 30, 0);

    /// <summary>
    /// Finished days that are looked at each time. Default 3. 1–31. A day that was compared before is not compared again, so more than
    /// one makes up for nights on which no node ran.
    /// </summary>
    [Range(1, 31)]
    public int CoreReconciliationDays { get; set; } = 3;

    /// <summary>
    /// Time of day, UTC+8, whole minutes, at which everything settled up to the day before is cleared into payments. Default 02:30.
    /// 00:00–23:59. What is cleared waits for officers who seal and release it.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "23:59:00")]
    public TimeSpan ClearingAt { get; set; } = new(2, 30, 0);

    /// <summary>
    /// Time of day, UTC+8, whole minutes, at which finished days are compared between institution, core and bank and every partner gets its
    /// statement. Default 06:00. 00:00–23:59.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "23:59:00")]
    public TimeSpan DayStatementsAt { get; set; } = new(6, 0, 0);

    /// <summary>Finished days that are compared and stated each time: a day is equal only when the bank has booked it. Default 3. 1–31.</summary>
    [Range(1, 31)]
    public int DayStatementsDays { get; set; } = 3;
}
