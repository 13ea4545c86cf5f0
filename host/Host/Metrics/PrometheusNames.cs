using System.Diagnostics.Metrics;

namespace Hub.Host.Metrics;

/// <summary>Names and types of the Prometheus text format 0.0.4.</summary>
internal static class PrometheusNames
{
    internal static string Type(Instrument instrument) => IsHistogram(instrument) ? "histogram" : IsCounter(instrument) ? "counter" : "gauge";

    internal static bool IsHistogram(Instrument instrument) => Is(instrument, "Histogram`1");

    internal static bool IsCounter(Instrument instrument) => Is(instrument, "Counter`1") || Is(instrument, "ObservableCounter`1");

    /// <summary>Whether a measurement is the value itself rather than something to add.</summary>
    internal static bool IsAbsolute(Instrument instrument) => instrument.IsObservable || Is(instrument, "Gauge`1");

    /// <summary><c>hub.messages</c> in <c>s</c> becomes <c>hub_messages_seconds</c>; counters end in <c>_total</c>.</summary>
    internal static string Metric(Instrument instrument)
    {
        var name = Label(instrument.Name);
        var unit = instrument.Unit switch
        {
            "s" => "_seconds",
            "ms" => "_milliseconds",
            "By" => "_bytes",
            null or "" or "1" => "",
            ['{', ..] => "",
            var other => "_" + Label(other),
        };
        name = name.EndsWith(unit, StringComparison.Ordinal) ? name : name + unit;
        return IsCounter(instrument) && !name.EndsWith("_total", StringComparison.Ordinal) ? name + "_total" : name;
    }

    internal static string Label(string name) =>
        string.Create(name.Length, name, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = char.IsAsciiLetterOrDigit(source[i]) ? source[i] : '_';
            }
        });

    private static bool Is(Instrument instrument, string genericName) => instrument.GetType().Name == genericName;
}
