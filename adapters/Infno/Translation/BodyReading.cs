using Hub.Adapters.Infno.Wire;
using Hub.Canonical;

namespace Hub.Adapters.Infno.Translation;

/// <summary>
/// A business body being translated: remembers which fields a translation has taken, so that all others leave as
/// extensions and nothing is lost.
/// </summary>
internal sealed class BodyReading
{
    private readonly InfnoDocument? document;
    private readonly Dictionary<int, RowReading> rows = [];

    /// <param name="document">Null where the transaction has no body.</param>
    public BodyReading(InfnoDocument? document) => this.document = document;

    /// <summary>The first row of a node; a row without values when the node is absent.</summary>
    public RowReading Row(string node) =>
        document?.First(node) is { } row ? Reading(row) : RowReading.None;

    /// <summary>True when the node has a row.</summary>
    public bool HasRow(string node) => document?.First(node) is not null;

    /// <summary>All rows of a node.</summary>
    public IEnumerable<RowReading> Rows(string node)
    {
        foreach (var row in document?.Rows(node) ?? [])
        {
            yield return Reading(row);
        }
    }

    /// <summary>Every field with a value that no translation has taken.</summary>
    public IReadOnlyList<Extension> Rest()
    {
        if (document is null)
        {
            return [];
        }

        List<Extension>? rest = null;
        for (var position = 0; position < document.RowCount; position++)
        {
            var row = document.RowAt(position);
            Reading(row).AddRest(rest ??= [], NameOf(row));
        }

        return rest ?? (IReadOnlyList<Extension>)[];
    }

    private RowReading Reading(InfnoRow row)
    {
        if (!rows.TryGetValue(row.Position, out var reading))
        {
            rows.Add(row.Position, reading = new RowReading(row) { NumberInParent = NumberOf(row) });
        }

        return reading;
    }

    private string NameOf(InfnoRow row)
    {
        if (row.ParentPosition < 0)
        {
            return row.Node.Name;
        }

        var parent = document!.RowAt(row.ParentPosition);
        return new ChildNode(parent.Node.Name, parent.Number, row.Node.Name).ToString();
    }

    // Rows inside a row are numbered within it, so that they find their place again when written.
    private int NumberOf(InfnoRow row)
    {
        if (row.ParentPosition < 0)
        {
            return row.Number;
        }

        var number = 0;
        for (var position = 0; position < row.Position; position++)
        {
            var other = document!.RowAt(position);
            number += other.ParentPosition == row.ParentPosition && other.Node == row.Node ? 1 : 0;
        }

        return number;
    }
}
