namespace Hub.Adapters.Hl7v2.Wire;

/// <summary>A message that was read: its header, its segments in their order, Z segments among them.</summary>
public sealed class Hl7Message
{
    private readonly Dictionary<string, List<Hl7Segment>> byName = new(StringComparer.Ordinal);

    internal Hl7Message(MessageHeader header, IReadOnlyList<Hl7Segment> segments, bool oddLineEnds)
    {
        Header = header;
        Segments = segments;
        OddLineEnds = oddLineEnds;
        foreach (var segment in segments)
        {
            if (!byName.TryGetValue(segment.Name, out var list))
            {
                byName.Add(segment.Name, list = []);
            }

            list.Add(segment);
        }
    }

    /// <summary>What MSH says.</summary>
    public MessageHeader Header { get; }

    /// <summary>All segments.</summary>
    public IReadOnlyList<Hl7Segment> Segments { get; }

    /// <summary>Segments ended in something else than CR.</summary>
    public bool OddLineEnds { get; }

    /// <summary>The first segment of a name; null when there is none.</summary>
    public Hl7Segment? First(string name) => byName.TryGetValue(name, out var list) ? list[0] : null;

    /// <summary>All segments of a name.</summary>
    public IReadOnlyList<Hl7Segment> All(string name) => byName.TryGetValue(name, out var list) ? list : [];
}
