using Hub.Host.Configuration;
using Hub.Host.Logs;

namespace Hub.Host.Serving;

/// <summary>
/// The order of starting and stopping: ready is told when everything runs; at a signal readiness turns red first, then the load
/// balancer gets its time, then listening ends and requests in work may end.
/// </summary>
internal sealed class Drain(
    Readiness readiness, HttpOptions options, SystemdNotifier systemd, TimeProvider time, ILogger<Drain> logger) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        systemd.Notify("READY=1");
        return Task.CompletedTask;
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        readiness.Drain();
        HostLog.Draining(logger);
        systemd.Notify("STOPPING=1");
        if (options.DrainDelay > TimeSpan.Zero)
        {
            await Task.Delay(options.DrainDelay, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
