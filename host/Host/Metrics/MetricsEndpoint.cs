using Hub.Host.Configuration;
using Hub.Host.Health;

namespace Hub.Host.Metrics;

/// <summary><c>/metrics</c> for Prometheus.</summary>
internal static class MetricsEndpoint
{
    private static readonly string[] Meters = ["Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime"];

    internal static void Add(IServiceCollection services, MetricsOptions options) =>
        services.AddSingleton(_ => new PrometheusExporter(IsWanted, options.SeriesPerInstrumentMax));

    internal static void Map(IEndpointRouteBuilder endpoints, MetricsOptions options)
    {
        // Created now: an exporter made by the first scrape would have missed everything before it.
        var exporter = endpoints.ServiceProvider.GetRequiredService<PrometheusExporter>();
        endpoints.MapGet("/metrics", context => WriteAsync(context, exporter, options)).ExcludeFromDescription();
    }

    private static bool IsWanted(string meter) => meter == "Hub" || meter.StartsWith("Hub.", StringComparison.Ordinal) || Meters.Contains(meter);

    private static async Task WriteAsync(HttpContext context, PrometheusExporter exporter, MetricsOptions options)
    {
        if (options.LoopbackOnly && !HealthEndpoints.IsLocal(context))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        context.Response.ContentType = PrometheusExporter.ContentType;
        await context.Response.WriteAsync(exporter.Scrape(), context.RequestAborted).ConfigureAwait(false);
    }
}
