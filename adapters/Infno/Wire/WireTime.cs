using System.Globalization;

namespace Hub.Adapters.Infno.Wire;

/// <summary>
/// Dates and times of the interface: Beijing wall-clock, no zone. Written <c>yyyy-MM-dd</c> and <c>yyyy-MM-dd HH:mm:ss</c>;
/// read also without separators, with T, and with a fraction of a second, because the field sends all of these.
/// </summary>
public static class WireTime
{
    /// <summary>Form of DT on write.</summary>
    public const string DateTimeForm = "yyyy-MM-dd HH:mm:ss";

    /// <summary>Form of D on write.</summary>
    public const string DateForm = "yyyy-MM-dd";

    /// <summary>Form of <c>refmsg_time</c> and <c>respond_time</c> (A1.2 #3, #4).</summary>
    public const string CompactMillisecondForm = "yyyyMMddHHmmssfff";

    /// <summary>Reads a date or date-time; false for anything else and for days that do not exist.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out DateTime moment)
    {
        moment = default;
        Span<byte> digits = stackalloc byte[14];
        int count;
        if (text.Length is 8 or 14 && text.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0)
        {
            text.CopyTo(digits);
            count = text.Length;
        }
        else if (!TryCollect(text, digits, out count))
        {
            return false;
        }

        int year = Int(digits[..4]), month = Int(digits[4..6]), day = Int(digits[6..8]);
        int hour = 0, minute = 0, second = 0;
        if (count == 14)
        {
            (hour, minute, second) = (Int(digits[8..10]), Int(digits[10..12]), Int(digits[12..14]));
        }

        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)
            || hour > 23 || minute > 59 || second > 59)
        {
            return false;
        }

        moment = new DateTime(year, month, day, hour, minute, second, DateTimeKind.Unspecified);
        return true;
    }

    /// <summary>DT form.</summary>
    public static string Write(DateTime moment) => moment.ToString(DateTimeForm, CultureInfo.InvariantCulture);

    /// <summary>D form.</summary>
    public static string Write(DateOnly day) => day.ToString(DateForm, CultureInfo.InvariantCulture);

    // yyyy-MM-dd, then nothing or [ T]HH:mm:ss, then nothing or .f to .fffffff
    private static bool TryCollect(ReadOnlySpan<byte> text, Span<byte> digits, out int count)
    {
        count = 0;
        if (text.Length is not 10 && text.Length is < 19 or > 27)
        {
            return false;
        }

        ReadOnlySpan<byte> form = "dddd-dd-dd dd:dd:dd"u8;
        for (var i = 0; i < text.Length && i < form.Length; i++)
        {
            var digit = text[i] is >= (byte)'0' and <= (byte)'9';
            if (form[i] == 'd' ? !digit : text[i] != form[i] && !(i == 10 && text[i] == 'T'))
            {
                return false;
            }

            if (digit)
            {
                digits[count++] = text[i];
            }
        }

        return text.Length <= 19
            || (text.Length > 20 && text[19] == '.' && text[20..].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0);
    }

    private static int Int(ReadOnlySpan<byte> digits)
    {
        var value = 0;
        foreach (var b in digits)
        {
            value = (value * 10) + (b - '0');
        }

        return value;
    }
}
