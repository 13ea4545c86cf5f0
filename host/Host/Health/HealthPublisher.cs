using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Hub.Host.Logs;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Hub.Host.Health;

/// <summary>Tells of every check as a gauge, and in the log when it changes for the worse.</summary>
internal sealed class HealthPublisher : IHealthCheckPublisher, IDisposable
{
    private readonly ConcurrentDictionary<string, HealthStatus> last = new(StringComparer.Ordinal);
    private readonly Meter meter = new("Hub.Host");
    private readonly ILogger<HealthPublisher> logger;

    public HealthPublisher(ILogger<HealthPublisher> logger)
    {
        this.logger = logger;
        meter.CreateObservableGauge(
            "hub.health",
            () => last.Select(check => new Measurement<int>((int)check.Value, new KeyValuePair<string, object?>("check", check.Key))),
            description: "2 healthy, 1 degraded, 0 unhealthy");
    }

    public Task PublishAsync(HealthReport report, CancellationToken cancellationToken)
    {
        foreach (var (name, entry) in report.Entries)
        {
            var before = last.GetValueOrDefault(name, HealthStatus.Healthy);
            last[name] = entry.Status;
            if (entry.Status < before)
            {
                HostLog.Unwell(logger, name, entry.Status.ToString(), HealthEndpoints.Reason(entry) ?? "");
            }
        }

        return Task.CompletedTask;
    }

    public void Dispose() => meter.Dispose();
}
