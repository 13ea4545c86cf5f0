namespace Hub.Adapters.Fhir.Kernel.Checking;

/// <summary>Dates and times of R4; besides the form a day must be one of the calendar.</summary>
internal static class MomentRules
{
    public static bool IsDate(ReadOnlySpan<char> value) => value.Length switch
    {
        4 => IsYear(value),
        7 => IsYear(value[..4]) && value[4] == '-' && Number(value[5..]) is >= 1 and <= 12,
        10 => IsDate(value[..7]) && value[7] == '-' && Number(value[8..]) is var day && day >= 1
            && day <= DateTime.DaysInMonth(Number(value[..4]), Number(value[5..7])),
        _ => false,
    };

    public static bool IsDateTime(ReadOnlySpan<char> value) => value.Length <= 10 ? IsDate(value) : IsInstant(value);

    public static bool IsInstant(ReadOnlySpan<char> value)
    {
        if (value.Length < 20 || value[10] != 'T' || !IsDate(value[..10]))
        {
            return false;
        }

        var time = value[11..];
        if (time[^1] == 'Z')
        {
            return IsTime(time[..^1]);
        }

        return time.Length > 6 && IsZone(time[^6..]) && IsTime(time[..^6]);
    }

    public static bool IsTime(ReadOnlySpan<char> value)
    {
        if (value.Length < 8 || value[2] != ':' || value[5] != ':' || Number(value[..2]) is < 0 or > 23 || Number(value[3..5]) is < 0 or > 59
            || Number(value[6..8]) is < 0 or > 60)
        {
            return false;
        }

        return value.Length == 8 || (value[8] == '.' && value.Length > 9 && !value[9..].ContainsAnyExceptInRange('0', '9'));
    }

    private static bool IsZone(ReadOnlySpan<char> zone) =>
        zone[0] is '+' or '-' && zone[3] == ':' && Number(zone[1..3]) is var hours && Number(zone[4..]) is var minutes
        && ((hours is >= 0 and <= 13 && minutes is >= 0 and <= 59) || (hours == 14 && minutes == 0));

    private static bool IsYear(ReadOnlySpan<char> value) => Number(value) > 0;

    // -1 when it is no number.
    private static int Number(ReadOnlySpan<char> digits)
    {
        var number = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit(digit))
            {
                return -1;
            }

            number = (number * 10) + (digit - '0');
        }

        return number;
    }
}
