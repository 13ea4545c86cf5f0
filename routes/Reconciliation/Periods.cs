namespace Hub.Routes.Reconciliation;

/// <summary>Periods of a comparison: both days inclusive.</summary>
internal static class Periods
{
    public static bool Valid(DateOnly from, DateOnly to, ReconciliationOptions options) =>
        from <= to && to.DayNumber - from.DayNumber < options.PeriodDaysMax;
}
