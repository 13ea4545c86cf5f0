namespace Hub.Adapters.Hl7v2.Wire;

/// <summary>
/// One segment as it came. Fields count from 1; field 1 of MSH, BHS and FHS is the field sign itself. Nothing is unescaped before a single
/// value is asked for, so what is kept can be written again exactly.
/// </summary>
public sealed class Hl7Segment
{
    private readonly string[] fields;
    private readonly Delimiters delimiters;
    private readonly Charset charset;
    private readonly int shift;

    internal Hl7Segment(string text, int sequence, Delimiters delimiters, Charset charset)
    {
        Text = text;
        Sequence = sequence;
        this.delimiters = delimiters;
        this.charset = charset;
        Name = text.Length < 3 ? text : text[..3];
        fields = text.Split(delimiters.Field);
        shift = IsHeader(Name) ? 1 : 0;
    }

    /// <summary>Three letters or digits.</summary>
    public string Name { get; }

    /// <summary>Which segment of its name in the message, from 1.</summary>
    public int Sequence { get; }

    /// <summary>The segment without its end, as decoded.</summary>
    public string Text { get; }

    /// <summary>Number of the last field.</summary>
    public int Count => fields.Length - 1 + shift;

    /// <summary>Segments whose first field is the field sign.</summary>
    public static bool IsHeader(string name) => name is "MSH" or "BHS" or "FHS";

    /// <summary>A field as it stands, with all signs; empty when absent.</summary>
    public string Raw(int field)
    {
        if (shift == 1 && field == 1)
        {
            return delimiters.Field.ToString();
        }

        var at = field - shift;
        return at >= 1 && at < fields.Length ? fields[at] : "";
    }

    /// <summary>How often a field is repeated; 0 when empty.</summary>
    public int Repetitions(int field)
    {
        var raw = Raw(field);
        return raw.Length == 0 ? 0 : delimiters.Repetition == '\0' ? 1 : raw.AsSpan().Count(delimiters.Repetition) + 1;
    }

    /// <summary>
    /// The value of a subcomponent; empty when absent and when it is <c>""</c> (the sender's "delete it"). Where a component has no
    /// subcomponents, the first is the whole.
    /// </summary>
    public string Value(int field, int component = 1, int subcomponent = 1, int repetition = 1)
    {
        var raw = Raw(field).AsSpan();
        if (raw.IsEmpty)
        {
            return "";
        }

        var part = Part(Part(Part(raw, delimiters.Repetition, repetition), delimiters.Component, component), delimiters.Subcomponent, subcomponent);
        return part.IsEmpty || part is "\"\"" ? "" : Escapes.Unescape(part.ToString(), delimiters, charset);
    }

    private static ReadOnlySpan<char> Part(ReadOnlySpan<char> text, char sign, int number)
    {
        for (var i = 1; ; i++)
        {
            var end = sign == '\0' ? -1 : text.IndexOf(sign);
            if (i == number)
            {
                return end < 0 ? text : text[..end];
            }

            if (end < 0)
            {
                return default;
            }

            text = text[(end + 1)..];
        }
    }
}
