namespace Hub.Journal.Engine;

/// <summary>The sagas, the adapters and the encoders of this hub.</summary>
internal sealed class SagaCatalog
{
    private readonly Dictionary<Type, ISaga> starters = [];
    private readonly Dictionary<string, ISaga> byName;
    private readonly Dictionary<string, IOutboundAdapter> adapters;
    private readonly Dictionary<string, IAnswerEncoder> encoders;

    public SagaCatalog(IEnumerable<ISaga> sagas, IEnumerable<IOutboundAdapter> adapters, IEnumerable<IAnswerEncoder> encoders)
    {
        byName = sagas.ToDictionary(s => s.Name, StringComparer.Ordinal);
        this.adapters = adapters.ToDictionary(a => a.Destination, StringComparer.Ordinal);
        this.encoders = encoders.ToDictionary(e => e.Channel, StringComparer.Ordinal);
        foreach (var saga in byName.Values)
        {
            foreach (var type in saga.StartedBy)
            {
                if (!starters.TryAdd(type, saga))
                {
                    throw new InvalidOperationException(
                        "the message " + type.Name + " opens a case of both sagas " + starters[type].Name + " and " + saga.Name);
                }
            }
        }
    }

    public IEnumerable<ISaga> Sagas => byName.Values;

    public IEnumerable<string> Destinations => adapters.Keys;

    /// <summary>The saga that a message opens; null when it opens none.</summary>
    public ISaga? StartedBy(Type message) => starters.GetValueOrDefault(message);

    public ISaga Named(string name) =>
        byName.TryGetValue(name, out var saga) ? saga : throw new SagaException("no saga is called " + name);

    public IOutboundAdapter Adapter(string destination) =>
        adapters.TryGetValue(destination, out var adapter) ? adapter : throw new SagaException("no adapter serves the destination " + destination);

    public IAnswerEncoder Encoder(string channel) =>
        encoders.TryGetValue(channel, out var encoder) ? encoder : throw new SagaException("no encoder serves the channel " + channel);
}

/// <summary>A saga asked for what cannot be; its case is retried and then quarantined. The text holds no personal data.</summary>
internal sealed class SagaException(string message) : Exception(message);
