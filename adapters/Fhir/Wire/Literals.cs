using System.Globalization;

namespace Hub.Adapters.Fhir.Wire;

/// <summary>Literals of FHIR R4 primitives (datatypes.html 2.24.0.1) as numbers and local times; nothing is rounded.</summary>
internal static class Literals
{
    /// <summary>Most characters of a decimal that is read: more digits say nothing about money.</summary>
    private const int DecimalCharactersMax = 28;

    /// <summary>Wall-clock time of the treatment area: UTC+8 all year.</summary>
    private static readonly TimeSpan China = TimeSpan.FromHours(8);

    /// <summary>A decimal, exponent included, exactly; null when it has more than <paramref name="decimals"/> decimals that are not zero.</summary>
    public static decimal? Exact(string? literal, int decimals)
    {
        if (literal is not { Length: > 0 and <= DecimalCharactersMax } || !decimal.TryParse(
            literal, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var value))
        {
            return null;
        }

        // An exponent that shifts digits out of range is rounded by the platform; such a literal is not exact, so it is refused.
        var mantissa = literal.AsSpan(0, literal.AsSpan().IndexOfAny('e', 'E') is var at && at < 0 ? literal.Length : at);
        var hasDigits = mantissa.IndexOfAnyInRange('1', '9') >= 0;
        return decimal.Round(value, decimals) == value && value != 0 == hasDigits ? value : null;
    }

    /// <summary>Yuan as fen; null when it is no whole number of them or beyond 10 billion yuan.</summary>
    public static long? Fen(string? literal) =>
        Exact(literal, 2) is { } yuan && Math.Abs(yuan) < 10_000_000_000m ? decimal.ToInt64(yuan * 100m) : null;

    /// <summary>A date, dateTime or instant as local time UTC+8; a date alone is its midnight; null for a year or month alone.</summary>
    public static DateTime? Local(string? literal)
    {
        if (literal is null)
        {
            return null;
        }

        if (literal.Length == 10)
        {
            return DateTime.TryParseExact(literal, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;
        }

        return literal.Length > 18 && literal.Contains('T', StringComparison.Ordinal)
            && DateTimeOffset.TryParse(literal, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            && moment.Year is > 1900 and < 3000
                ? new DateTime(moment.ToOffset(China).Ticks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, DateTimeKind.Unspecified)
                : null;
    }

    public static string Instant(DateTimeOffset moment) =>
        moment.ToOffset(China).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
}
