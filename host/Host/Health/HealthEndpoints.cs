using System.Net;
using System.Text.Json;
using Hub.Host.Configuration;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Hub.Host.Health;

/// <summary>
/// <c>/healthz/live</c> (the process answers), <c>/healthz/startup</c> and <c>/healthz/ready</c> (send traffic here). A caller of this
/// machine gets each check with its figures; others get one word.
/// </summary>
internal static class HealthEndpoints
{
    private const string Ready = "ready";

    internal static void Add(IServiceCollection services, HealthOptions options)
    {
        services.AddHealthChecks()
            .AddCheck<DrainCheck>("drain", tags: [Ready])
            .AddCheck<DatabaseCheck>("database", tags: [Ready], timeout: options.CheckTimeout)
            .AddCheck<LanesCheck>("lanes", tags: [Ready], timeout: options.CheckTimeout, failureStatus: HealthStatus.Unhealthy)
            .AddCheck<OutboxCheck>("outbox", tags: [Ready], timeout: options.CheckTimeout, failureStatus: HealthStatus.Degraded)
            .AddCheck<EvidenceCheck>("evidence", tags: [Ready], timeout: options.CheckTimeout, failureStatus: HealthStatus.Degraded)
            .AddCheck<DiskCheck>("disk", tags: [Ready], timeout: options.CheckTimeout);
        services.AddSingleton<IHealthCheckPublisher, HealthPublisher>();
    }

    internal static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapHealthChecks("/healthz/live", new() { Predicate = static _ => false, ResponseWriter = WriteAsync }).DisableRequestTimeout();

        // Listening is the last step of starting: whoever gets an answer knows that it is done.
        endpoints.MapHealthChecks("/healthz/startup", new() { Predicate = static _ => false, ResponseWriter = WriteAsync });
        endpoints.MapHealthChecks("/healthz/ready", new() { Predicate = static check => check.Tags.Contains(Ready), ResponseWriter = WriteAsync });
    }

    /// <summary>A caller of this machine, not somebody whom a proxy of this machine brings along.</summary>
    internal static bool IsLocal(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address && (IPAddress.IsLoopback(address) || address.Equals(context.Connection.LocalIpAddress))
        && !context.Request.Headers.ContainsKey("X-Forwarded-For") && !context.Request.Headers.ContainsKey("Forwarded");

    private static async Task WriteAsync(HttpContext context, HealthReport report)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (!IsLocal(context))
        {
            context.Response.ContentType = "text/plain; charset=utf-8";
            await context.Response.WriteAsync(report.Status.ToString(), context.RequestAborted).ConfigureAwait(false);
            return;
        }

        var detail = new
        {
            status = report.Status.ToString(),
            checks = report.Entries.ToDictionary(
                entry => entry.Key,
                entry => new
                {
                    status = entry.Value.Status.ToString(),
                    reason = Reason(entry.Value),
                    data = entry.Value.Data.Count == 0 ? null : entry.Value.Data,
                    milliseconds = (long)entry.Value.Duration.TotalMilliseconds,
                }),
        };
        await context.Response.WriteAsJsonAsync(detail, JsonSerializerOptions.Web, context.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>Of an exception only its type: its text may quote what it failed on.</summary>
    internal static string? Reason(HealthReportEntry entry) =>
        entry.Exception is { } exception ? exception.GetType().Name : entry.Description;
}
