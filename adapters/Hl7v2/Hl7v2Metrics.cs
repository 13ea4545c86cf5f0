using System.Diagnostics.Metrics;

namespace Hub.Adapters.Hl7v2;

/// <summary>Meter <c>Hub.Adapters.Hl7v2</c>: messages by result, faults of lines, connections; no tag that grows with traffic.</summary>
public sealed class Hl7v2Metrics : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "Hub.Adapters.Hl7v2";

    private readonly Meter meter = new(MeterName);
    private readonly Counter<long> messages;
    private readonly Counter<long> framing;
    private readonly UpDownCounter<long> connections;

    public Hl7v2Metrics()
    {
        messages = meter.CreateCounter<long>("hub.hl7v2.messages", "{message}", "Messages, by listener and result");
        framing = meter.CreateCounter<long>("hub.hl7v2.framing", "{fault}", "Faults of framing and lines that were survived, by listener and kind");
        connections = meter.CreateUpDownCounter<long>("hub.hl7v2.connections", "{connection}", "Open connections, by listener");
    }

    internal void Message(string listener, string result) => messages.Add(1, new("listener", listener), new("result", result));

    internal void Framing(string listener, string fault) => framing.Add(1, new("listener", listener), new("fault", fault));

    internal void Connection(string listener, int change) => connections.Add(change, new KeyValuePair<string, object?>("listener", listener));

    public void Dispose() => meter.Dispose();
}
