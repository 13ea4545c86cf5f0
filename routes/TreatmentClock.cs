namespace Hub.Routes;

/// <summary>Local time of the treatment area: China Standard Time, UTC+8 without daylight saving since 1991.</summary>
public static class TreatmentClock
{
    private static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    /// <summary>Local date and time, to the second.</summary>
    public static DateTime LocalTime(DateTimeOffset instant)
    {
        var local = instant.ToOffset(Offset).DateTime;
        return new DateTime(local.Ticks - (local.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Unspecified);
    }

    /// <summary>Local calendar day.</summary>
    public static DateOnly Day(DateTimeOffset instant) => DateOnly.FromDateTime(LocalTime(instant));
}
