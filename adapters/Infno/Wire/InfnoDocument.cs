using Hub.Adapters.Infno.Wire.Json;
using Hub.Adapters.Infno.Wire.Schema;

namespace Hub.Adapters.Infno.Wire;

/// <summary>A member the tables do not know; kept as it came, ignored by the rules.</summary>
/// <param name="Node">Node it stood in; empty beside the nodes.</param>
/// <param name="Row">Row in the node from 0, -1 beside the nodes.</param>
/// <param name="Name">Name as sent.</param>
/// <param name="Json">The value's exact bytes.</param>
public sealed record UnknownMember(string Node, int Row, string Name, ReadOnlyMemory<byte> Json);

/// <summary>
/// One business body (<c>input</c> or <c>output</c>), read against its table: nodes, rows, fields. Read-only; values stay
/// in the received bytes until asked for. Made by <see cref="InfnoDocumentReader"/>; rules are applied by the validator.
/// </summary>
public sealed class InfnoDocument
{
    private readonly ValueSlot[] _slots;
    private readonly RowEntry[] _rows;
    private readonly int[] _presentNodes;

    internal InfnoDocument(
        BodyTable table,
        ReadOnlyMemory<byte> json,
        ValueSlot[] slots,
        RowEntry[] rows,
        int[] presentNodes,
        IReadOnlyList<UnknownMember> unknown)
    {
        Table = table;
        Json = json;
        _slots = slots;
        _rows = rows;
        _presentNodes = presentNodes;
        Unknown = unknown;
    }

    /// <summary>The table it was read with (after the profile's overrides).</summary>
    public BodyTable Table { get; }

    /// <summary>The exact bytes of the body as JSON (unwrapped or decrypted where the province wraps them).</summary>
    public ReadOnlyMemory<byte> Json { get; }

    /// <summary>Members the tables do not know, in order.</summary>
    public IReadOnlyList<UnknownMember> Unknown { get; }

    /// <summary>Rows of all nodes.</summary>
    public int RowCount => _rows.Length;

    /// <summary>Row by position over the whole body, 0 to <see cref="RowCount"/> - 1.</summary>
    public InfnoRow RowAt(int position) => new(this, position);

    /// <summary>True when the node was in the body, even with no rows or as null.</summary>
    public bool Has(string node) => Table.Find(node) is { } table && Array.IndexOf(_presentNodes, table.Index) >= 0;

    /// <summary>The first row of the node, or null.</summary>
    public InfnoRow? First(string node)
    {
        foreach (var row in Rows(node))
        {
            return row;
        }

        return null;
    }

    /// <summary>All rows of the node in order; empty for a node that is absent or not in the table.</summary>
    public IEnumerable<InfnoRow> Rows(string node)
    {
        var table = Table.Find(node);
        for (var i = 0; i < _rows.Length; i++)
        {
            if (table is not null && _rows[i].Node == table.Index)
            {
                yield return new InfnoRow(this, i);
            }
        }
    }

    internal RowEntry Entry(int position) => _rows[position];

    internal ValueSlot Slot(int position, int field) => _slots[_rows[position].FirstSlot + field];

    /// <summary>One row: its node, its number in the node, where its values start, and the row it stands in (-1 = none).</summary>
    internal readonly record struct RowEntry(int Node, int NumberInNode, int FirstSlot, int Parent);
}
