using System.Globalization;

namespace Hub.Adapters.Infno.Outbound;

/// <summary>
/// msgid of what the hub sends on its own account: institution (12), yyyyMMddHHmmss (14), four digits (nhsa.md A1.1 #2).
/// Request ids are unique and rise by one, so two with the same four digits in one second would be 10,000 apart.
/// </summary>
internal static class MessageIds
{
    public static string For(string institution, DateTime wallClock, long requestId) =>
        string.Create(CultureInfo.InvariantCulture, $"{institution}{wallClock:yyyyMMddHHmmss}{requestId % 10_000:D4}");
}
