using System.Diagnostics.Metrics;
using Hub.Host.Metrics;

namespace Hub.Host.Tests;

public sealed class When_metrics_are_scraped : IDisposable
{
    private readonly Meter meter = new("Hub.Tests." + Guid.NewGuid().ToString("N"));
    private readonly PrometheusExporter exporter;

    public When_metrics_are_scraped() => exporter = new PrometheusExporter(name => name == meter.Name, seriesMax: 10);

    public void Dispose()
    {
        exporter.Dispose();
        meter.Dispose();
    }

    [Fact]
    public void Should_not_hide_all_instruments_when_one_fails()
    {
        meter.CreateObservableGauge("hub.broken", Broken);
        meter.CreateObservableGauge("hub.whole", () => 7);
        var text = exporter.Scrape();
        Assert.Contains("hub_whole 7\n", text, StringComparison.Ordinal);
        Assert.EndsWith("hub_failed_observations_total 1\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_add_up_a_counter_by_its_labels_in_any_order()
    {
        var counter = meter.CreateCounter<long>("hub.messages", "{message}", "Messages");
        counter.Add(3, new("partner", "H1"), new("kind", "2207"));
        counter.Add(4, new("kind", "2207"), new("partner", "H1"));
        counter.Add(1, new("partner", "H2"), new("kind", "2207"));
        Assert.Equal(
            """
            # HELP hub_messages_total Messages
            # TYPE hub_messages_total counter
            hub_messages_total{kind="2207",partner="H1"} 7
            hub_messages_total{kind="2207",partner="H2"} 1

            """,
            Scrape());
    }

    private static int Broken() => throw new NotSupportedException();

    private string Scrape() => exporter.Scrape().Split("# TYPE hub_failed_observations_total")[0];

    [Fact]
    public void Should_write_a_histogram_cumulatively_in_the_advised_buckets()
    {
        var histogram = meter.CreateHistogram("hub.commit", "s", "Time", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 1] });
        foreach (var value in new[] { 0.05, 0.1, 0.5, 3 })
        {
            histogram.Record(value);
        }

        Assert.Equal(
            """
            # HELP hub_commit_seconds Time
            # TYPE hub_commit_seconds histogram
            hub_commit_seconds_bucket{le="0.1"} 2
            hub_commit_seconds_bucket{le="1"} 3
            hub_commit_seconds_bucket{le="+Inf"} 4
            hub_commit_seconds_sum 3.65
            hub_commit_seconds_count 4

            """,
            Scrape());
    }

    [Fact]
    public void Should_ask_observable_instruments_and_forget_what_they_no_longer_say()
    {
        var lanes = new List<Measurement<int>> { new(2, new KeyValuePair<string, object?>("node", "a")), new(3, new KeyValuePair<string, object?>("node", "b")) };
        meter.CreateObservableGauge("hub.lanes", () => lanes.ToArray());
        Assert.Contains("hub_lanes{node=\"a\"} 2\nhub_lanes{node=\"b\"} 3\n", exporter.Scrape(), StringComparison.Ordinal);
        lanes.RemoveAt(1);
        Assert.DoesNotContain("node=\"b\"", exporter.Scrape(), StringComparison.Ordinal);
    }

    [Fact]
    public void Should_let_an_up_down_counter_fall()
    {
        var open = meter.CreateUpDownCounter<int>("hub.open");
        open.Add(5);
        open.Add(-2);
        Assert.Contains("# TYPE hub_open gauge\nhub_open 3\n", exporter.Scrape(), StringComparison.Ordinal);
    }

    [Fact]
    public void Should_count_what_is_over_the_limit_together()
    {
        var counter = meter.CreateCounter<long>("hub.growing");
        for (var i = 0; i < 1000; i++)
        {
            counter.Add(1, new KeyValuePair<string, object?>("id", i));
        }

        var lines = exporter.Scrape().Split('\n').Where(line => line.StartsWith("hub_growing_total{", StringComparison.Ordinal)).ToList();
        Assert.Equal(11, lines.Count);
        Assert.Contains("hub_growing_total{overflow=\"true\"} 990", lines);
    }

    [Fact]
    public void Should_escape_labels_and_keep_personal_data_out_of_them()
    {
        meter.CreateCounter<long>("hub.odd").Add(1, new("a", "x\"\\\ny"), new("b", "430102199003077413"), new("c", "张三"), new("d", 1));
        Assert.Contains("{a=\"x\\\"\\\\\\ny\",b=\"[redacted]\",c=\"[redacted]\",d=\"1\"} 1", exporter.Scrape(), StringComparison.Ordinal);
    }

    [Fact]
    public void Should_lose_no_count_to_parallel_callers()
    {
        var counter = meter.CreateCounter<long>("hub.parallel");
        Parallel.For(0, 40_000, i => counter.Add(1, new KeyValuePair<string, object?>("lane", i % 4)));
        Assert.Equal(4, exporter.Scrape().Split('\n').Count(line => line.EndsWith(" 10000", StringComparison.Ordinal)));
    }
}
