using System.Globalization;

namespace Hub.Adapters.Soap.Wire;

/// <summary>A field with the line it was read from.</summary>
internal readonly record struct FieldText(string Value, int Line);

/// <summary>One row of a node by the field names of the national data dictionary. Names match without ASCII case.</summary>
internal sealed class Row(string node, int number, int line)
{
    private readonly Dictionary<string, FieldText> fields = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase);

    public string Node => node;

    /// <summary>From 0 inside its node.</summary>
    public int Number => number;

    public int Line => line;

    /// <summary>False when the field is there already.</summary>
    public bool TryAdd(string name, FieldText text) => fields.TryAdd(name, text);

    public Row Set(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            fields[name] = new FieldText(XmlCharacters.Clean(value), 0);
        }

        return this;
    }

    /// <summary>The first of the names with a value; marks it as taken.</summary>
    public FieldText? Take(string names, out string spoken)
    {
        foreach (var name in names.Split(' '))
        {
            if (fields.TryGetValue(name, out var text))
            {
                taken.Add(name);
                spoken = name;
                return text;
            }
        }

        spoken = names.Split(' ')[0];
        return null;
    }

    public string? Peek(string name) => fields.TryGetValue(name, out var text) ? text.Value : null;

    public void Drop(string name) => taken.Add(name);

    public IEnumerable<(string Name, string Value)> All => fields.Select(pair => (pair.Key, pair.Value.Value));

    public IEnumerable<(string Name, string Value)> Rest => fields.Where(pair => !taken.Contains(pair.Key)).Select(pair => (pair.Key, pair.Value.Value));
}

/// <summary>A field without an element of its own: node, row, name, value.</summary>
internal readonly record struct LooseField(string Node, int Row, string Name, string Value);

/// <summary>The business part of a message by nodes and rows, as the national interface has it.</summary>
internal sealed class RowSet
{
    private readonly List<Row> rows = [];
    private readonly Dictionary<string, int> counts = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Fields that are put in as they are.</summary>
    public List<LooseField> Loose { get; } = [];

    public IReadOnlyList<Row> All => rows;

    public Row Add(string node, int line = 0)
    {
        var row = new Row(node, counts[node] = counts.GetValueOrDefault(node, -1) + 1, line);
        rows.Add(row);
        return row;
    }

    public IEnumerable<Row> Of(string node) => rows.Where(row => row.Node.Equals(node, StringComparison.OrdinalIgnoreCase));

    /// <summary>Rows of the first of these nodes that has any.</summary>
    public IReadOnlyList<Row> OfAny(string nodes) =>
        nodes.Split(' ').Select(node => Of(node).ToList()).FirstOrDefault(found => found.Count > 0) ?? [];

    /// <summary>Everything that was put in loose or that nobody took.</summary>
    public IEnumerable<LooseField> Rest(string exceptNode) => Loose.Concat(
        rows.Where(row => row.Node != exceptNode).SelectMany(row => row.Rest.Select(rest => new LooseField(row.Node, row.Number, rest.Name, rest.Value))));

    /// <summary>Name of a node inside a row of another, as extensions spell it.</summary>
    public static string Inside(Row parent, string child) => string.Create(CultureInfo.InvariantCulture, $"{parent.Node}:{parent.Number}/{child}");
}
