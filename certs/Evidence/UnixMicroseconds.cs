namespace Hub.Certs.Evidence;

/// <summary>Moments as microseconds since 1970-01-01T00:00:00Z, the unit of the evidence log (and of PostgreSQL).</summary>
public static class UnixMicroseconds
{
    /// <summary>The moment, rounded down to a microsecond.</summary>
    public static long FromMoment(DateTimeOffset moment) =>
        (moment.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>The moment in UTC; clamped to the range of <see cref="DateTimeOffset"/>.</summary>
    public static DateTimeOffset ToMoment(long microseconds)
    {
        var max = FromMoment(DateTimeOffset.MaxValue);
        var min = FromMoment(DateTimeOffset.MinValue);
        return DateTimeOffset.UnixEpoch.AddTicks(Math.Clamp(microseconds, min, max) * TimeSpan.TicksPerMicrosecond);
    }
}
