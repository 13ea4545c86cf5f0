using System.Collections.Frozen;

namespace Hub.Adapters.Infno.Wire.Schema;

/// <summary>Which half of a transaction a node belongs to.</summary>
public enum InfnoDirection
{
    /// <summary>Under <c>input</c> of the request.</summary>
    Input,

    /// <summary>Under <c>output</c> of the response.</summary>
    Output,
}

/// <summary>One half of one transaction: its nodes in table order.</summary>
public sealed class BodyTable
{
    private readonly FrozenDictionary<string, int> _byName;
    private readonly Utf8Names _names;

    /// <param name="infno">Transaction number.</param>
    /// <param name="direction">Which half.</param>
    /// <param name="nodes">Nodes in table order.</param>
    public BodyTable(string infno, InfnoDirection direction, IReadOnlyList<NodeTable> nodes)
    {
        Infno = infno;
        Direction = direction;
        Nodes = [.. nodes];
        _byName = Nodes.ToFrozenDictionary(n => n.Name, n => n.Index, StringComparer.OrdinalIgnoreCase);
        _names = new Utf8Names(Nodes.Select(n => (n.Name, n.Index)));
        Root = Nodes.FirstOrDefault(n => n.Name is NodeTable.RootName or NodeTable.ListName);
    }

    /// <summary>Transaction number, for example <c>2207</c>.</summary>
    public string Infno { get; }

    /// <summary>Input or output.</summary>
    public InfnoDirection Direction { get; }

    /// <summary>Nodes in table order.</summary>
    public IReadOnlyList<NodeTable> Nodes { get; }

    /// <summary>The node that stands for the whole body (9101, 5204), or null.</summary>
    public NodeTable? Root { get; }

    /// <summary>The node of that name (case-insensitive), or null.</summary>
    public NodeTable? Find(string node) => _byName.TryGetValue(node, out var index) ? Nodes[index] : null;

    /// <summary>The node of that unescaped UTF-8 name, or null.</summary>
    public NodeTable? Find(ReadOnlySpan<byte> node) => _names.Find(node) is >= 0 and var index ? Nodes[index] : null;
}

/// <summary>One transaction of the interface (nhsa.md A4) with both halves.</summary>
/// <param name="Infno">Transaction number.</param>
/// <param name="ChineseName">Printed name.</param>
/// <param name="Input">Request half.</param>
/// <param name="Output">Response half; no nodes when the answer is empty.</param>
/// <param name="Files">Column lists of files that travel beside it (3202: <c>uploaded</c> and <c>result</c>); empty otherwise.</param>
public sealed record TransactionTable(
    string Infno,
    string ChineseName,
    BodyTable Input,
    BodyTable Output,
    IReadOnlyList<NodeTable> Files)
{
    /// <summary>The asked half.</summary>
    public BodyTable this[InfnoDirection direction] => direction == InfnoDirection.Input ? Input : Output;
}
