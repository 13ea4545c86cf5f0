using System.Globalization;
using System.Text;

namespace Hub.Adapters.Bank.Wire.Iso;

/// <summary>Values of ISO 20022 elements, read exactly: a wrong one is null, and whoever reads names element and rule.</summary>
internal static class IsoValue
{
    private static readonly TimeSpan China = TimeSpan.FromHours(8);

    private const int SecondsLength = 19;

    private static readonly string[] ZonedForms = ["yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss'Z'"];

    /// <summary>Fen of an amount in yuan: digits, at most two decimals that are not zero, no sign, 18 digits at most.</summary>
    public static long? Fen(ReadOnlySpan<char> text)
    {
        text = text.Trim(" \t\r\n");
        var point = text.IndexOf('.');
        var whole = point < 0 ? text : text[..point];
        var decimals = point < 0 ? "" : text[(point + 1)..].TrimEnd('0');
        if (whole.IsEmpty || whole.ContainsAnyExceptInRange('0', '9') || decimals.Length > 2 || decimals.ContainsAnyExceptInRange('0', '9'))
        {
            return null;
        }

        whole = whole.TrimStart('0');
        if (whole.Length > 16)
        {
            return null;
        }

        long fen = 0;
        foreach (var digit in whole)
        {
            fen = fen * 10 + digit - '0';
        }

        return fen * 100 + (decimals.Length > 0 ? (decimals[0] - '0') * 10 : 0) + (decimals.Length > 1 ? decimals[1] - '0' : 0);
    }

    /// <summary>A number of at most eight digits.</summary>
    public static int? Count(ReadOnlySpan<char> text) =>
        text.Trim(" \t\r\n") is var digits && digits.Length is >= 1 and <= 15 && !digits.ContainsAnyExceptInRange('0', '9')
        && long.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture) is var value and <= 99_999_999
            ? (int)value
            : null;

    /// <summary>A moment as local time UTC+8, whole seconds (any fraction is dropped); without a zone it is local already.</summary>
    public static DateTime? Time(ReadOnlySpan<char> text)
    {
        text = text.Trim(" \t\r\n");
        if (text.Length < SecondsLength)
        {
            return null;
        }

        var zone = text[SecondsLength..];
        if (zone is ['.', ..])
        {
            var digits = zone[1..].IndexOfAnyExceptInRange('0', '9');
            zone = digits switch { < 0 => "", 0 => ".", _ => zone[(digits + 1)..] };
        }

        if (zone.IsEmpty)
        {
            return DateTime.TryParseExact(text[..SecondsLength], "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) ? local : null;
        }

        return DateTimeOffset.TryParseExact(
                string.Concat(text[..SecondsLength], zone), ZonedForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var zoned)
            && zoned.UtcTicks < DateTime.MaxValue.Ticks - China.Ticks
            ? zoned.ToOffset(China).DateTime
            : null;
    }

    /// <summary>A date without zone.</summary>
    public static DateOnly? Date(ReadOnlySpan<char> text) =>
        DateOnly.TryParseExact(text.Trim(" \t\r\n"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    /// <summary>true, 1, false, 0.</summary>
    public static bool? Flag(ReadOnlySpan<char> text) => text.Trim(" \t\r\n") switch
    {
        "true" or "1" => true,
        "false" or "0" => false,
        _ => null,
    };

    /// <summary>Text on one line: runs of white space become one space. Null when it holds a control character.</summary>
    public static string? Line(string text)
    {
        if (!text.AsSpan().ContainsAny("\t\r\n") && !HasControl(text))
        {
            return text.Trim();
        }

        var line = new StringBuilder(text.Length);
        foreach (var unit in text)
        {
            if (unit is not (' ' or '\t' or '\r' or '\n'))
            {
                line.Append(unit);
            }
            else if (line.Length > 0 && line[^1] != ' ')
            {
                line.Append(' ');
            }
        }

        return line.ToString().TrimEnd() is var joined && !HasControl(joined) ? joined : null;
    }

    private static bool HasControl(string text)
    {
        foreach (var unit in text)
        {
            if (char.IsControl(unit))
            {
                return true;
            }
        }

        return false;
    }
}
