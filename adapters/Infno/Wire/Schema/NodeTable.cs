using System.Collections.Frozen;

namespace Hub.Adapters.Infno.Wire.Schema;

/// <summary>One node of a transaction: its fields in table order and whether it repeats (nhsa.md A4, A5).</summary>
public sealed class NodeTable
{
    /// <summary>Name of a node that stands for the whole <c>output</c> object (9101).</summary>
    public const string RootName = "(root)";

    /// <summary>Name of a node that stands for an <c>output</c> that is itself an array (5204).</summary>
    public const string ListName = "(list)";

    private readonly FrozenDictionary<string, int> _byName;
    private readonly Utf8Names _names;

    /// <param name="index">Position among the nodes of the direction.</param>
    /// <param name="name">Node name as printed.</param>
    /// <param name="many">True = array on the wire.</param>
    /// <param name="fields">Fields in table order, their <see cref="FieldRule.Index"/> equal to their position.</param>
    public NodeTable(int index, string name, bool many, IReadOnlyList<FieldRule> fields)
    {
        Index = index;
        Name = name;
        Many = many;
        Fields = [.. fields];
        _byName = Fields.ToFrozenDictionary(f => f.Name, f => f.Index, StringComparer.OrdinalIgnoreCase);
        _names = new Utf8Names(Fields.Select(f => (f.Name, f.Index))
            .Concat(Fields.Where(f => f.Name == "exp_content").Select(f => ("expContent", f.Index))));
        EncodedName = System.Text.Json.JsonEncodedText.Encode(name);
    }

    /// <summary>Position among the nodes of the same direction: the order on write.</summary>
    public int Index { get; }

    /// <summary>Node name as printed, or <see cref="RootName"/> / <see cref="ListName"/>.</summary>
    public string Name { get; }

    /// <summary>True when the node is an array. A lone object is accepted on read (A1.3 "single vs. list").</summary>
    public bool Many { get; }

    /// <summary>Fields in table order.</summary>
    public IReadOnlyList<FieldRule> Fields { get; }

    /// <summary>The name, ready for a JSON writer.</summary>
    public System.Text.Json.JsonEncodedText EncodedName { get; }

    /// <summary>Index of a field by name (case-insensitive, A8.4), or -1.</summary>
    public int IndexOf(string field) => _byName.TryGetValue(field, out var index) ? index : -1;

    /// <summary>Index of a field by its unescaped UTF-8 name (ASCII case-insensitive; <c>expContent</c> too), or -1.</summary>
    public int IndexOf(ReadOnlySpan<byte> field) => _names.Find(field);
}
