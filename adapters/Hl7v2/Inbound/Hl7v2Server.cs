using Hub.Certs.Registry;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Hub.Adapters.Hl7v2.Inbound;

/// <summary>All listeners as one service of the host: opened at start, or the start fails; drained at shutdown before the journal stops.</summary>
internal sealed class Hl7v2Server(
    Hl7v2Options options, Hl7v2Endpoint endpoint, PartnerRegistryFile registry, Hl7v2Metrics metrics, TimeProvider time, ILogger<Hl7v2Server> log)
    : IHostedService, IAsyncDisposable
{
    private readonly List<MllpListener> listeners = [];

    /// <summary>Ports in the order of the listeners.</summary>
    public IReadOnlyList<int> Ports => [.. listeners.Select(l => l.Port)];

    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var listener in options.Listeners)
        {
            listeners.Add(new MllpListener(listener, options.Limits, endpoint, registry, metrics, time, log));
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.WhenAll(listeners.Select(l => l.StopAsync(cancellationToken)));

    public async ValueTask DisposeAsync()
    {
        foreach (var listener in listeners)
        {
            await listener.DisposeAsync().ConfigureAwait(false);
        }
    }
}
