using System.Globalization;

namespace Hub.Adapters.Hl7v2.Wire;

/// <summary>
/// Times (TS, DTM): <c>YYYY[MM[DD[HH[MM[SS[.S[S[S[S]]]]]]]]][+/-ZZZZ]</c>, HL7 2.5.1 ch. 2A.22. A time without offset is of the sender's place,
/// UTC+8. Years 1900 to 2100.
/// </summary>
public static class Hl7Time
{
    private static readonly TimeSpan China = TimeSpan.FromHours(8);
    private static readonly string[] Forms = ["yyyyMMdd", "yyyyMMddHH", "yyyyMMddHHmm", "yyyyMMddHHmmss"];

    /// <summary>The local time in China; null when it is none, or says less than a day.</summary>
    public static DateTime? Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var zone = text.IndexOfAny(['+', '-']);
        var local = zone < 0 ? text : text[..zone];
        var point = local.IndexOf('.', StringComparison.Ordinal);
        if (point >= 0)
        {
            var fraction = local[(point + 1)..];
            if (point != 14 || fraction.Length is < 1 or > 4 || !fraction.All(char.IsAsciiDigit))
            {
                return null;
            }

            local = local[..point];
        }

        if (!local.All(char.IsAsciiDigit)
            || !DateTime.TryParseExact(local, Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            || time.Year is < 1900 or > 2100)
        {
            return null;
        }

        if (zone < 0)
        {
            return time;
        }

        var offset = text[(zone + 1)..];
        if (offset.Length != 4 || !int.TryParse(offset, NumberStyles.None, CultureInfo.InvariantCulture, out var digits) || digits % 100 > 59 || digits > 1400)
        {
            return null;
        }

        var shift = new TimeSpan(digits / 100, digits % 100, 0);
        return time - (text[zone] == '-' ? -shift : shift) + China;
    }

    /// <summary>As answers say it: seconds, with the offset.</summary>
    public static string Write(DateTimeOffset moment) => moment.ToOffset(China).ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture) + "+0800";

    /// <summary>A local time in seconds.</summary>
    public static string Write(DateTime local) => local.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);

    /// <summary>The wall clock in China.</summary>
    public static DateTime InChina(DateTimeOffset moment) => DateTime.SpecifyKind(moment.ToOffset(China).DateTime, DateTimeKind.Unspecified);
}
