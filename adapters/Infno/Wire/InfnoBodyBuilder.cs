using System.Buffers;
using System.Text.Json;
using Hub.Adapters.Infno.Wire.Envelope;
using Hub.Adapters.Infno.Wire.Json;
using Hub.Adapters.Infno.Wire.Schema;

namespace Hub.Adapters.Infno.Wire;

/// <summary>
/// Builds one <c>input</c> or <c>output</c>: rows are filled in any order and written in table order, every field of a row
/// present, numbers empty as 0, everything else empty as "" (nhsa.md A1.3). Numbers are written as JSON numbers, exact.
/// </summary>
public sealed class InfnoBodyBuilder
{
    private readonly BodyTable _table;
    private readonly List<InfnoRowBuilder>?[] _rows;

    /// <param name="table">The half of the transaction to build, from the profile.</param>
    public InfnoBodyBuilder(BodyTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        _table = table;
        _rows = new List<InfnoRowBuilder>?[table.Nodes.Count];
    }

    /// <summary>Adds a row to the node. A second row of a single-row node, or an unknown node, is our own fault: <see cref="ArgumentException"/>.</summary>
    public InfnoRowBuilder Row(string node)
    {
        var table = Find(node);
        var rows = _rows[table.Index] ??= [];
        if (!table.Many && rows.Count > 0)
        {
            throw new ArgumentException($"{_table.Infno} {node} takes one row.", nameof(node));
        }

        var row = new InfnoRowBuilder(table);
        rows.Add(row);
        return row;
    }

    /// <summary>Makes the node appear even without rows: <c>[]</c> for a list, <c>{}</c> for a single row.</summary>
    public InfnoBodyBuilder Present(string node)
    {
        _rows[Find(node).Index] ??= [];
        return this;
    }

    /// <summary>The JSON of the body, UTF-8, compact.</summary>
    public byte[] ToUtf8()
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var writer = new Utf8JsonWriter(buffer, EnvelopeWriter.Options);
        WriteTo(writer);
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Writes the body as one JSON value.</summary>
    public void WriteTo(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (_table.Root is { } root)
        {
            WriteNode(writer, root, _rows[root.Index] ?? []);
            return;
        }

        writer.WriteStartObject();
        foreach (var node in _table.Nodes)
        {
            if (_rows[node.Index] is { } rows)
            {
                writer.WritePropertyName(node.EncodedName);
                WriteNode(writer, node, rows);
            }
        }

        writer.WriteEndObject();
    }

    /// <summary>Built and read back: the document a receiver would see.</summary>
    public InfnoDocument ToDocument() => InfnoDocumentReader.Read(ToUtf8(), _table, new WireLimits { BodyBytesMax = int.MaxValue, RowsMax = int.MaxValue });

    private NodeTable Find(string node) =>
        _table.Find(node) ?? throw new ArgumentException($"{_table.Infno} {_table.Direction} has no node {node}.", nameof(node));

    private static void WriteNode(Utf8JsonWriter writer, NodeTable node, List<InfnoRowBuilder> rows)
    {
        if (node.Many)
        {
            writer.WriteStartArray();
            rows.ForEach(r => r.WriteTo(writer));
            writer.WriteEndArray();
        }
        else if (rows.Count > 0)
        {
            rows[0].WriteTo(writer);
        }
        else
        {
            writer.WriteStartObject();
            writer.WriteEndObject();
        }
    }
}
