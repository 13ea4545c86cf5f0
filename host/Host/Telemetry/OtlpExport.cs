using System.Diagnostics;
using Hub.Host.Logs;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Hub.Host.Telemetry;

/// <summary>
/// Sends traces, metrics and logs to an OpenTelemetry collector when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names one; the other
/// <c>OTEL_*</c> variables apply as specified. Nothing is built and nothing costs anything without it.
/// </summary>
internal sealed class OtlpExport(string node) : IHostedService, IDisposable
{
    /// <summary>
    /// Activity sources and meters that leave the hub. Not the database driver's: a writer shares one transaction among
    /// hundreds of messages, so its spans belong to nobody, and its pollers would drown all others.
    /// </summary>
    internal static readonly string[] Sources = ["Hub", "Hub.*", "Microsoft.AspNetCore", "Microsoft.AspNetCore.*", "System.Net.Http"];

    private TracerProvider? traces;
    private MeterProvider? metrics;

    internal static bool IsWanted => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT"));

    internal static void AddLogs(ILoggingBuilder logging, string node) => logging.AddOpenTelemetry(options =>
    {
        options.SetResourceBuilder(ResourceOf(node));
        options.AddProcessor(new RedactingProcessor());
        options.AddOtlpExporter();
    });

    public Task StartAsync(CancellationToken cancellationToken)
    {
        traces = Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(ResourceOf(node)).AddSource(Sources).AddProcessor(new RedactingSpans()).AddOtlpExporter().Build();
        metrics = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(ResourceOf(node)).AddMeter(Sources).AddOtlpExporter().Build();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        const int LimitMilliseconds = 5000;
        traces?.ForceFlush(LimitMilliseconds);
        metrics?.ForceFlush(LimitMilliseconds);
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        traces?.Dispose();
        metrics?.Dispose();
    }

    private static ResourceBuilder ResourceOf(string node) =>
        ResourceBuilder.CreateDefault().AddService("hub", serviceInstanceId: node);

    /// <summary>The guard for spans: text tags go through it.</summary>
    private sealed class RedactingSpans : BaseProcessor<Activity>
    {
        public override void OnEnd(Activity data)
        {
            foreach (var (name, value) in data.TagObjects)
            {
                if (value is string text && Redaction.Apply(text) is var safe && !ReferenceEquals(safe, text))
                {
                    data.SetTag(name, safe);
                }
            }
        }
    }

    /// <summary>The guard for log records; an exception goes as its type and guarded text.</summary>
    private sealed class RedactingProcessor : BaseProcessor<LogRecord>
    {
        public override void OnEnd(LogRecord data)
        {
            var attributes = (data.Attributes ?? []).Select(Guard);
            if (data.Exception is { } exception)
            {
                attributes = attributes
                    .Append(new("exception.type", exception.GetType().FullName))
                    .Append(new("exception.stacktrace", Redaction.Apply(exception.ToString())));
                data.Exception = null;
            }

            data.Attributes = [.. attributes];
            data.FormattedMessage = data.FormattedMessage is { } text ? Redaction.Apply(text) : null;
            data.Body = data.Body is { } body ? Redaction.Apply(body) : null;
        }

        private static KeyValuePair<string, object?> Guard(KeyValuePair<string, object?> attribute) =>
            attribute.Value is string text ? new(attribute.Key, Redaction.Apply(text)) : attribute;
    }
}
