using System.Globalization;

namespace Hub.Adapters.Infno.Wire.Gateways;

/// <summary>Freshness of a gateway time stamp.</summary>
internal static class GatewayClock
{
    /// <summary>True when the digits, in units of <paramref name="unitMilliseconds"/> since 1970, are within the tolerance (inclusive).</summary>
    public static bool IsFresh(string digits, long unitMilliseconds, DateTimeOffset now, TimeSpan tolerance) =>
        digits.Length <= 13 && digits.All(char.IsAsciiDigit)
        && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
        && Math.Abs((value * unitMilliseconds) - now.ToUnixTimeMilliseconds()) <= (long)tolerance.TotalMilliseconds;
}
