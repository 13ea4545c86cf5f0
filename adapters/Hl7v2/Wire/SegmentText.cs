using System.Text;

namespace Hub.Adapters.Hl7v2.Wire;

/// <summary>Writes segments with the signs of whoever will read them. Every value is escaped; trailing empty fields are left out.</summary>
public sealed class SegmentText(Delimiters delimiters)
{
    private readonly StringBuilder text = new();

    /// <summary>Signs in use.</summary>
    public Delimiters Delimiters { get; } = delimiters;

    /// <summary>A segment; each field a value, or what <see cref="Composite"/> or <see cref="Repeated"/> made.</summary>
    public SegmentText Add(string name, params ReadOnlySpan<Hl7Field> fields)
    {
        var last = fields.Length;
        while (last > 0 && string.IsNullOrEmpty(fields[last - 1].Text))
        {
            last--;
        }

        text.Append(name);
        for (var i = 0; i < last; i++)
        {
            text.Append(Delimiters.Field);
            Put(fields[i]);
        }

        text.Append('\r');
        return this;
    }

    /// <summary>MSH, BHS or FHS: field 2 are the signs; <paramref name="fields"/> begin with field 3.</summary>
    public SegmentText AddHeader(string name, params ReadOnlySpan<Hl7Field> fields)
    {
        var all = new Hl7Field[fields.Length + 1];
        all[0] = new Hl7Field(Delimiters.Encoding, IsReady: true);
        fields.CopyTo(all.AsSpan(1));
        return Add(name, all);
    }

    /// <summary>A segment that is text already, without its end.</summary>
    public SegmentText AddReady(string segment)
    {
        text.Append(segment).Append('\r');
        return this;
    }

    /// <summary>A field of several components.</summary>
    public Hl7Field Composite(params ReadOnlySpan<string> components)
    {
        var field = new StringBuilder();
        for (var i = 0; i < components.Length; i++)
        {
            field.Append(i == 0 ? "" : Delimiters.Component.ToString()).Append(Escapes.Escape(components[i], Delimiters));
        }

        return new Hl7Field(field.ToString().TrimEnd(Delimiters.Component), IsReady: true);
    }

    /// <summary>A field that is repeated.</summary>
    public Hl7Field Repeated(IEnumerable<Hl7Field> fields) =>
        new(string.Join(Delimiters.Repetition, fields.Select(f => f.IsReady ? f.Text : Escapes.Escape(f.Text, Delimiters))), IsReady: true);

    /// <summary>All segments, each ended by CR.</summary>
    public override string ToString() => text.ToString();

    private void Put(Hl7Field field) => text.Append(field.IsReady ? field.Text : Escapes.Escape(field.Text ?? "", Delimiters));
}

/// <summary>A field to be written: a value, or text that holds its signs already.</summary>
public readonly record struct Hl7Field(string Text, bool IsReady = false)
{
    /// <summary>A plain value.</summary>
    public static implicit operator Hl7Field(string? value) => new(value ?? "");

    /// <summary>A plain value.</summary>
    public static Hl7Field ToHl7Field(string? value) => new(value ?? "");
}
