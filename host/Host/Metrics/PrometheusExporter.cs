using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Hub.Host.Metrics;

/// <summary>Listens to the meters of the process and writes what it heard in the Prometheus text format 0.0.4.</summary>
internal sealed class PrometheusExporter : IDisposable
{
    internal const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly MeterListener listener = new();
    private readonly ConcurrentDictionary<Instrument, InstrumentSeries> instruments = new();
    private readonly Lock scraping = new();
    private readonly int seriesMax;
    private long failedObservations;

    /// <param name="wanted">Which meters to listen to, by name.</param>
    /// <param name="seriesMax">Label sets of one instrument, at most.</param>
    internal PrometheusExporter(Func<string, bool> wanted, int seriesMax)
    {
        this.seriesMax = seriesMax;
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (wanted(instrument.Meter.Name))
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Record(instrument, value, tags));
        listener.SetMeasurementEventCallback<float>((instrument, value, tags, _) => Record(instrument, value, tags));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Record(instrument, value, tags));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Record(instrument, value, tags));
        listener.SetMeasurementEventCallback<short>((instrument, value, tags, _) => Record(instrument, value, tags));
        listener.SetMeasurementEventCallback<byte>((instrument, value, tags, _) => Record(instrument, value, tags));
        listener.Start();
    }

    /// <summary>Asks the observable instruments and writes everything.</summary>
    internal string Scrape()
    {
        lock (scraping)
        {
            foreach (var series in instruments.Values)
            {
                series.Forget();
            }

            Observe();
            var text = new StringBuilder();
            foreach (var metric in instruments.Values.GroupBy(series => series.Name).OrderBy(group => group.Key, StringComparer.Ordinal))
            {
                Write(text, metric.Key, [.. metric]);
            }

            text.Append(CultureInfo.InvariantCulture, $"# TYPE hub_failed_observations_total counter\nhub_failed_observations_total {failedObservations}\n");
            return text.ToString();
        }
    }

    // One instrument that fails must not hide all others; how many failed is told.
    private void Observe()
    {
        try
        {
            listener.RecordObservableInstruments();
        }
        catch (AggregateException e)
        {
            failedObservations += e.InnerExceptions.Count;
        }
    }

    public void Dispose() => listener.Dispose();

    private void Record(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        instruments.GetOrAdd(instrument, static (added, max) => new InstrumentSeries(added, max), seriesMax).Record(value, tags);

    private static void Write(StringBuilder text, string name, InstrumentSeries[] series)
    {
        var first = series[0].Instrument;
        var help = (first.Description ?? first.Name).Replace("\\", @"\\", StringComparison.Ordinal).Replace("\n", " ", StringComparison.Ordinal);
        text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} {PrometheusNames.Type(first)}\n");

        // Two meters may have an instrument of one name; a label set is written once.
        foreach (var cell in series.SelectMany(one => one.Cells).DistinctBy(cell => cell.Labels))
        {
            if (cell is HistogramCell histogram)
            {
                Write(text, name, histogram);
            }
            else if (cell is NumberCell number)
            {
                text.Append(name).Append(Braces(cell.Labels)).Append(' ').Append(Number(number.Value)).Append('\n');
            }
        }
    }

    private static void Write(StringBuilder text, string name, HistogramCell histogram)
    {
        var (counts, sum) = histogram.Read();
        var before = histogram.Labels.Length == 0 ? "" : histogram.Labels + ",";
        var total = 0L;
        for (var i = 0; i < counts.Length; i++)
        {
            total += counts[i];
            var bound = i < histogram.Bounds.Length ? Number(histogram.Bounds[i]) : "+Inf";
            text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{{{before}le=\"{bound}\"}} {total}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"{name}_sum{Braces(histogram.Labels)} {Number(sum)}\n");
        text.Append(CultureInfo.InvariantCulture, $"{name}_count{Braces(histogram.Labels)} {total}\n");
    }

    private static string Braces(string labels) => labels.Length == 0 ? "" : "{" + labels + "}";

    private static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };
}
