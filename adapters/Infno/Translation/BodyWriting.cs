using System.Globalization;
using Hub.Adapters.Infno.Wire;
using Hub.Adapters.Infno.Wire.Schema;
using Hub.Canonical;

namespace Hub.Adapters.Infno.Translation;

/// <summary>
/// A business body being said: typed fields first, then the extensions on top of them. A field that this transaction does
/// not have is left out, because the canonical model is wider than any one transaction.
/// </summary>
internal sealed class BodyWriting
{
    private readonly BodyTable table;
    private readonly RequiredFields? required;
    private readonly InfnoBodyBuilder builder;
    private readonly Dictionary<string, List<RowWriting>> rows = new(StringComparer.Ordinal);

    /// <param name="table">The half of the transaction.</param>
    /// <param name="required">Fills what the sender's channel has no word for; null where the sender speaks the interface itself.</param>
    public BodyWriting(BodyTable table, RequiredFields? required = null)
    {
        this.table = table;
        this.required = required;
        builder = new InfnoBodyBuilder(table);
    }

    /// <summary>A new row of a node.</summary>
    public RowWriting NewRow(string node)
    {
        if (table.Find(node) is not { } nodeTable)
        {
            return new RowWriting(null, null);
        }

        var row = new RowWriting(builder.Row(node), nodeTable);
        var rowsOfNode = RowsOf(node);
        required?.Fill(row, rowsOfNode.Count);
        rowsOfNode.Add(row);
        return row;
    }

    /// <summary>Puts every extension where it came from; opens rows that no typed field has opened.</summary>
    public void Add(IReadOnlyList<Extension> extensions)
    {
        foreach (var extension in extensions)
        {
            RowOf(extension.Node, extension.Row).SetText(extension.Name, extension.Value);
        }
    }

    public byte[] ToUtf8() => builder.ToUtf8();

    private RowWriting RowOf(string node, int number)
    {
        var rowsOfNode = RowsOf(node);
        var parent = ChildNode.Parse(node);
        while (rowsOfNode.Count <= number)
        {
            if (parent is { } child)
            {
                rowsOfNode.Add(NewChild(child));
            }
            else if (table.Find(node) is null)
            {
                return new RowWriting(null, null);
            }
            else
            {
                NewRow(node);
            }
        }

        return rowsOfNode[number];
    }

    private RowWriting NewChild(ChildNode child) =>
        table.Find(child.Name) is { } childTable && RowOf(child.Parent, child.ParentRow).Builder is { } parent
            ? new RowWriting(parent.Child(child.Name, childTable), childTable)
            : new RowWriting(null, null);

    private List<RowWriting> RowsOf(string node)
    {
        if (!rows.TryGetValue(node, out var list))
        {
            rows.Add(node, list = []);
        }

        return list;
    }
}

/// <summary>Name of a node inside a row of another (2102 durg_trac_info), as extensions spell it: <c>drugdetail:1/durg_trac_info</c>.</summary>
internal readonly record struct ChildNode(string Parent, int ParentRow, string Name)
{
    public static ChildNode? Parse(string node)
    {
        var slash = node.IndexOf('/', StringComparison.Ordinal);
        var colon = node.IndexOf(':', StringComparison.Ordinal);
        return slash > colon && colon > 0
            && int.TryParse(node.AsSpan(colon + 1, slash - colon - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var row)
            ? new ChildNode(node[..colon], row, node[(slash + 1)..])
            : null;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Parent}:{ParentRow}/{Name}");
}
