using System.Globalization;
using Hub.Adapters.Infno.Wire;
using Hub.Adapters.Infno.Wire.Schema;
using Hub.Canonical;

namespace Hub.Adapters.Infno.Translation;

/// <summary>One row being said. A field the row does not have, and an empty value, are left out.</summary>
internal sealed class RowWriting(InfnoRowBuilder? builder, NodeTable? node)
{
    public InfnoRowBuilder? Builder => builder;

    /// <summary>Names of the text fields that are never empty.</summary>
    public IEnumerable<string> Required =>
        node?.Fields.Where(f => f is { Required: true, Type: FieldType.Text or FieldType.DateTime }).Select(f => f.Name) ?? [];

    public void Set(string field, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            SetText(field, value);
        }
    }

    public void Set(string field, Money value)
    {
        if (Rule(field) is not null)
        {
            builder!.Fen(field, value.Fen);
        }
    }

    public void Set(string field, decimal? value)
    {
        if (Rule(field) is { } rule && value is { } number)
        {
            builder!.Quantity(field, rule.Type == FieldType.Number ? decimal.Round(number, rule.Scale) : number);
        }
    }

    public void Set(string field, int value) => Set(field, (decimal?)value);

    public void Set(string field, DateOnly? value)
    {
        if (Rule(field) is not null)
        {
            builder!.Date(field, value);
        }
    }

    public void Set(string field, DateTime? value)
    {
        if (Rule(field) is not null && value != default(DateTime))
        {
            builder!.DateTime(field, value);
        }
    }

    /// <summary>A value in its text form, put into whatever type the field has; text that is no number leaves a number empty.</summary>
    public void SetText(string field, string value)
    {
        switch (Rule(field)?.Type)
        {
            case null or FieldType.Node:
                return;
            case FieldType.Number:
                if (decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
                {
                    Set(field, number);
                }

                return;
            default:
                builder!.Text(field, value);
                return;
        }
    }

    private FieldRule? Rule(string field) => node?.IndexOf(field) is >= 0 and var index ? node.Fields[index] : null;
}
