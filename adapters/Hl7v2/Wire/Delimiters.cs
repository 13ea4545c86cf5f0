namespace Hub.Adapters.Hl7v2.Wire;

/// <summary>
/// The signs that divide a message (MSH-1 and MSH-2): field, component, repetition, escape, subcomponent. A sign that the sender leaves out
/// is <c>'\0'</c> and divides nothing. A fifth sign of MSH-2 (truncation, 2.7) is read and not used.
/// </summary>
public readonly record struct Delimiters(char Field, char Component, char Repetition, char Escape, char Subcomponent)
{
    private const int SignsMax = 5;

    /// <summary><c>|^~\&amp;</c></summary>
    public static Delimiters Usual { get; } = new('|', '^', '~', '\\', '&');

    /// <summary>MSH-2 as written.</summary>
    public string Encoding => new([.. new[] { Component, Repetition, Escape, Subcomponent }.Where(sign => sign != '\0')]);

    /// <summary>Reads the signs out of the text that begins with MSH, BHS or FHS; null when they are no signs or not different.</summary>
    public static Delimiters? Read(ReadOnlySpan<char> header)
    {
        if (header.Length < 5)
        {
            return null;
        }

        var field = header[3];
        var rest = header[4..];
        var end = rest.IndexOfAny(field, '\r', '\n');
        var signs = end < 0 ? rest : rest[..end];
        if (signs.Length is < 2 or > SignsMax || !IsSign(field))
        {
            return null;
        }

        for (var i = 0; i < signs.Length; i++)
        {
            if (!IsSign(signs[i]) || signs[i] == field || signs[..i].Contains(signs[i]))
            {
                return null;
            }
        }

        return new Delimiters(field, signs[0], signs[1], signs.Length > 2 ? signs[2] : '\0', signs.Length > 3 ? signs[3] : '\0');
    }

    private static bool IsSign(char c) => c is > ' ' and < '\x7f' && !char.IsAsciiLetterOrDigit(c);
}
