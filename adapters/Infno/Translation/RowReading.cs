using Hub.Adapters.Infno.Wire;
using Hub.Adapters.Infno.Wire.Json;
using Hub.Adapters.Infno.Wire.Schema;
using Hub.Canonical;

namespace Hub.Adapters.Infno.Translation;

/// <summary>One row being translated. Getters mark their field as taken; a field that the row does not know reads as empty.</summary>
internal sealed class RowReading
{
    /// <summary>A row without values.</summary>
    public static readonly RowReading None = new();

    private readonly InfnoRow row;
    private readonly NodeTable? node;
    private UInt128 taken;

    public RowReading(InfnoRow row)
    {
        this.row = row;
        node = row.Node;
        NumberInParent = row.Number;
    }

    private RowReading()
    {
    }

    /// <summary>Text, or null when empty.</summary>
    public string? Text(string field) => Take(field) ? row.Text(field) : null;

    /// <summary>Text, or the empty string.</summary>
    public string Need(string field) => Text(field) ?? "";

    /// <summary>Text, or null when empty, that stays among the extensions and so goes on as it came.</summary>
    public string? Peek(string field) => node?.IndexOf(field) >= 0 ? row.Text(field) : null;

    /// <summary>Amount; zero when empty.</summary>
    public Money Money(string field) => new(Take(field) ? row.Fen(field) ?? 0 : 0);

    /// <summary>Number; zero when empty.</summary>
    public decimal Number(string field) => Take(field) ? row.Quantity(field) ?? 0 : 0;

    /// <summary>Number or null.</summary>
    public decimal? NumberOrNull(string field) => Take(field) ? row.Quantity(field) : null;

    /// <summary>Whole number; zero when empty.</summary>
    public int Integer(string field) => Take(field) ? row.Whole(field) ?? 0 : 0;

    /// <summary>Day or null.</summary>
    public DateOnly? Date(string field) => Take(field) ? row.Date(field) : null;

    /// <summary>Wall-clock time of UTC+8 or null.</summary>
    public DateTime? TimeOrNull(string field) => Take(field) ? row.DateTime(field) : null;

    /// <summary>Wall-clock time of UTC+8; the earliest time when empty.</summary>
    public DateTime Time(string field) => TimeOrNull(field) ?? default;

    /// <summary>True for the code 1.</summary>
    public bool Flag(string field) => Text(field) == "1";

    /// <summary>Unescaped bytes of a text.</summary>
    public ReadOnlyMemory<byte> Raw(string field) => Take(field) ? row.Raw(field) : default;

    /// <summary>Adds what nobody took.</summary>
    /// <param name="rest">Where to.</param>
    /// <param name="nodeName">Name of the node as extensions spell it.</param>
    public void AddRest(List<Extension> rest, string nodeName)
    {
        for (var i = 0; i < node!.Fields.Count; i++)
        {
            var field = node.Fields[i];
            if ((taken & (UInt128.One << i)) != 0 || field.Type == FieldType.Node || !row.HasValue(field.Name))
            {
                continue;
            }

            var value = row.KindOf(field.Name) == ValueKind.Structure
                ? System.Text.Encoding.UTF8.GetString(row.Raw(field.Name).Span)
                : row.Text(field.Name);
            rest.Add(new Extension(nodeName, NumberInParent, field.Name, value ?? ""));
        }
    }

    /// <summary>Number of the row among its siblings.</summary>
    public int NumberInParent { get; init; }

    private bool Take(string field)
    {
        var index = node?.IndexOf(field) ?? -1;
        if (index < 0)
        {
            return false;
        }

        taken |= UInt128.One << index;
        return true;
    }
}
