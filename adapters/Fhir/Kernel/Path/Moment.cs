using System.Globalization;

namespace Hub.Adapters.Fhir.Kernel.Path;

/// <summary>Compares dates and times of any precision: as the spans of time that they mean.</summary>
internal static class Moment
{
    private enum Precision
    {
        Year,
        Month,
        Day,
        Moment,
        Time,
    }

    /// <summary>Negative, zero or positive; null when they overlap in part, so that nothing can be said.</summary>
    public static int? Compare(string left, string right)
    {
        if (Parse(left) is not { } first || Parse(right) is not { } second || first.Precision == Precision.Time != (second.Precision == Precision.Time))
        {
            return null;
        }

        if (first.Precision == second.Precision)
        {
            return first.Start.CompareTo(second.Start);
        }

        return first.End <= second.Start ? -1 : second.End <= first.Start ? 1 : null;
    }

    private static (Precision Precision, long Start, long End)? Parse(string text)
    {
        if (text.StartsWith('T') || (text.Length > 2 && text[2] == ':'))
        {
            return TimeSpan.TryParse(text.AsSpan().TrimStart('T'), CultureInfo.InvariantCulture, out var time)
                ? (Precision.Time, time.Ticks, time.Ticks) : null;
        }

        if (text.Length <= 10)
        {
            return Day(text, "yyyy", Precision.Year) ?? Day(text, "yyyy-MM", Precision.Month) ?? Day(text, "yyyy-MM-dd", Precision.Day);
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? (Precision.Moment, moment.UtcTicks, moment.UtcTicks)
            : null;
    }

    private static (Precision Precision, long Start, long End)? Day(string text, string format, Precision precision)
    {
        if (!DateTime.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return null;
        }

        var days = precision switch
        {
            Precision.Year => DateTime.IsLeapYear(day.Year) ? 366 : 365,
            Precision.Month => DateTime.DaysInMonth(day.Year, day.Month),
            _ => 1,
        };
        return (precision, day.Ticks, day.Ticks + (days * TimeSpan.TicksPerDay));
    }
}
