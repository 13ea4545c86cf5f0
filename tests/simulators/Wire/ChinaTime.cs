using System.Globalization;

namespace Hub.Simulators.Wire;

/// <summary>Time texts of the national interface: wall clock of China (UTC+8, no summer time).</summary>
public static class ChinaTime
{
    private static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    /// <summary>The instant on China's wall clock.</summary>
    public static DateTime Of(DateTimeOffset instant) => instant.ToOffset(Offset).DateTime;

    /// <summary>China's wall clock now.</summary>
    public static DateTime Now(TimeProvider clock) => Of(clock.GetUtcNow());

    /// <summary><c>yyyy-MM-dd HH:mm:ss</c> (type DT).</summary>
    public static string Stamp(DateTime china) => china.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary><c>yyyyMMddHHmmss</c>, the middle of a msgid.</summary>
    public static string Compact(DateTime china) => china.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);

    /// <summary><c>yyyyMMddHHmmssSSS</c>, the answer's times.</summary>
    public static string Millis(DateTime china) => china.ToString("yyyyMMddHHmmssfff", CultureInfo.InvariantCulture);

    /// <summary><c>yyyy-MM-dd</c> (type D).</summary>
    public static string Day(DateTime china) => china.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
