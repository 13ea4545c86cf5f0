namespace Hub.Journal.Engine;

/// <summary>The lines to all destinations.</summary>
internal sealed class Lines(IReadOnlyDictionary<string, OutboundLine> lines)
{
    public OutboundLine To(string destination) => lines[destination];

    public bool Knows(string destination) => lines.ContainsKey(destination);

    public int Calls => lines.Values.Sum(l => l.Calls);

    public int Waiting => lines.Values.Sum(l => l.Waiting);

    public void Abandon()
    {
        foreach (var line in lines.Values)
        {
            line.Abandon();
        }
    }
}
