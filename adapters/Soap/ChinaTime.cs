namespace Hub.Adapters.Soap;

/// <summary>Wall-clock time of the treatment area: UTC+8 all year, no daylight saving.</summary>
internal static class ChinaTime
{
    private static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    public static DateTime Of(DateTimeOffset moment) => DateTime.SpecifyKind(moment.ToOffset(Offset).DateTime, DateTimeKind.Unspecified);
}
