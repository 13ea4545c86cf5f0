using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Hub.Host.Metrics;

/// <summary>
/// All label sets of one instrument, up to a limit; what comes over it is counted together, so that a label that grows cannot fill
/// the memory.
/// </summary>
internal sealed class InstrumentSeries(Instrument instrument, int seriesMax)
{
    private static readonly double[] BoundsDefault = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
    private const string Overflow = "overflow=\"true\"";

    private readonly ConcurrentDictionary<TagSet, Cell> byTags = new();
    private readonly ConcurrentDictionary<string, Cell> byLabels = new(StringComparer.Ordinal);
    private readonly bool absolute = PrometheusNames.IsAbsolute(instrument);
    private readonly double[]? bounds = PrometheusNames.IsHistogram(instrument) ? Bounds(instrument) : null;

    internal Instrument Instrument { get; } = instrument;

    internal string Name { get; } = PrometheusNames.Metric(instrument);

    internal IEnumerable<Cell> Cells => byLabels.Values.OrderBy(cell => cell.Labels, StringComparer.Ordinal);

    internal void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var key = TagSet.Of(tags);
        if (!byTags.TryGetValue(key, out var cell))
        {
            cell = Find(key, tags);
        }

        cell.Record(value);
    }

    /// <summary>An observable instrument says everything anew each time: what it no longer says is gone.</summary>
    internal void Forget()
    {
        if (Instrument.IsObservable && !PrometheusNames.IsCounter(Instrument))
        {
            byTags.Clear();
            byLabels.Clear();
        }
    }

    private Cell Find(TagSet key, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        // The same tags in another order are another key and the same labels.
        var labels = TagSet.Labels(tags);
        if (byTags.Count >= seriesMax && !byLabels.ContainsKey(labels))
        {
            return byLabels.GetOrAdd(Overflow, Create);
        }

        var cell = byLabels.GetOrAdd(labels, Create);
        if (byTags.Count < seriesMax)
        {
            byTags.TryAdd(key, cell);
        }

        return cell;
    }

    private Cell Create(string labels) => bounds is null ? new NumberCell(labels, absolute) : new HistogramCell(labels, bounds);

    private static double[] Bounds(Instrument instrument) => instrument switch
    {
        Histogram<double> { Advice.HistogramBucketBoundaries: { } advised } => [.. advised],
        Histogram<float> { Advice.HistogramBucketBoundaries: { } advised } => [.. advised.Select(bound => (double)bound)],
        Histogram<long> { Advice.HistogramBucketBoundaries: { } advised } => [.. advised.Select(bound => (double)bound)],
        Histogram<int> { Advice.HistogramBucketBoundaries: { } advised } => [.. advised.Select(bound => (double)bound)],
        _ => BoundsDefault,
    };
}
