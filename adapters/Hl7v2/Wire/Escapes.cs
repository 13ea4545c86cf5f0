using System.Globalization;
using System.Text;

namespace Hub.Adapters.Hl7v2.Wire;

/// <summary>
/// Escape sequences (HL7 2.5.1 ch. 2.7). Read: \F\ \S\ \R\ \E\ \T\, \X..\ (bytes of the message's character set), \.br\ and \.sp\ (a line
/// break); \H\ and \N\ (highlighting) are nothing; \Zxx\, \Cxxyy\, \Mxxyyzz\ and unknown ones are kept as they stand. Written: the delimiters,
/// and control characters as \X..\, so that a value can never become a delimiter or a segment.
/// </summary>
public static class Escapes
{
    private const int SequenceMax = 4096;

    /// <summary>The value that the text stands for.</summary>
    public static string Unescape(string text, Delimiters delimiters, Charset charset)
    {
        ArgumentNullException.ThrowIfNull(text);
        var sign = delimiters.Escape;
        var at = sign == '\0' ? -1 : text.IndexOf(sign, StringComparison.Ordinal);
        if (at < 0)
        {
            return text;
        }

        var value = new StringBuilder(text.Length);
        var from = 0;
        while (at >= 0)
        {
            var end = text.IndexOf(sign, at + 1);
            if (end < 0 || end - at > SequenceMax)
            {
                break;
            }

            value.Append(text, from, at - from);
            if (Meaning(text.AsSpan(at + 1, end - at - 1), delimiters, charset) is { } meaning)
            {
                value.Append(meaning);
            }
            else
            {
                value.Append(text, at, end - at + 1);
            }

            from = end + 1;
            at = text.IndexOf(sign, from);
        }

        return value.Append(text, from, text.Length - from).ToString();
    }

    /// <summary>The text that stands for a value.</summary>
    public static string Escape(string value, Delimiters delimiters)
    {
        ArgumentNullException.ThrowIfNull(value);
        var text = new StringBuilder(value.Length + 8);
        foreach (var c in value)
        {
            var name = c == delimiters.Field ? "F"
                : c == delimiters.Component ? "S"
                : c == delimiters.Repetition ? "R"
                : c == delimiters.Escape ? "E"
                : c == delimiters.Subcomponent ? "T"
                : c < ' ' || c == '\x7f' ? "X" + ((int)c).ToString("X2", CultureInfo.InvariantCulture)
                : null;
            if (name is null || c == '\0')
            {
                text.Append(c == '\0' ? '?' : c);
            }
            else
            {
                // A sender without an escape sign gets a blank: there is no way to say it to him.
                text.Append(delimiters.Escape == '\0' ? " " : delimiters.Escape + name + delimiters.Escape);
            }
        }

        return text.ToString();
    }

    private static string? Meaning(ReadOnlySpan<char> sequence, Delimiters delimiters, Charset charset)
    {
        switch (sequence)
        {
            case "F":
                return Sign(delimiters.Field);
            case "S":
                return Sign(delimiters.Component);
            case "R":
                return Sign(delimiters.Repetition);
            case "E":
                return Sign(delimiters.Escape);
            case "T":
                return Sign(delimiters.Subcomponent);
            case "H" or "N":
                return "";
            case ".br" or ".sp":
                return "\n";
            default:
                return sequence.Length > 2 && sequence[0] is 'X' or 'x' ? Hexadecimal(sequence[1..], charset) : null;
        }
    }

    private static string? Hexadecimal(ReadOnlySpan<char> digits, Charset charset)
    {
        var bytes = new byte[digits.Length / 2];
        if (digits.Length % 2 != 0 || Convert.FromHexString(digits, bytes, out _, out _) != System.Buffers.OperationStatus.Done)
        {
            return null;
        }

        try
        {
            return charset.Decode(bytes, 0);
        }
        catch (WireRefusedException)
        {
            return null;
        }
    }

    private static string? Sign(char sign) => sign == '\0' ? null : sign.ToString();
}
