using System.Diagnostics;
using System.Globalization;
using Hub.Certs.Signatures;

namespace Hub.Simulators.Bench.Hl7;

/// <summary>
/// <c>bench hl7</c>: merges (ADT^A40) over MLLP, each stored, receipted and acknowledged, without the core; beside pgbench's inserts. How fast
/// messages are read alone is measured by HUB_HL7_BENCH in tests/adapters/Hl7v2.
/// </summary>
internal sealed class Hl7Bench(BenchOptions options, BenchReport report)
{
    private const int Senders = 20;
    private const int WarmSeconds = 4;

    public async Task RunAsync(CancellationToken cancel)
    {
        BenchReport.Say($"hl7: {Senders} hospitals, ADT^A40 over MLLP, {options.Connections} connections, one message at a time on each");
        await using Stage stage = await Stage.SetAsync(options, "bench-hl7", Senders, 0, SignatureAlgorithm.EcdsaP256Sha256, cancel);
        LimitsStep limits = await LimitsStep.MeasureAsync(stage, report, cancel);
        await LoadAsync(stage, "W", WarmSeconds, cancel);
        CpuShares before = CpuShares.Of(stage);
        (int count, int refused, List<double> waits, double seconds) = await LoadAsync(stage, "M", options.Seconds, cancel);
        waits.Sort();
        decimal rate = decimal.Round((decimal)(count / seconds));
        string inserts = limits.Inserts is { } limit ? $"pgbench {Figure.Number(limit)} inserts/s" : "";
        report.Add(new Figure("hl7_rate", "stored, receipted and acknowledged (AA) over MLLP", rate, "/s", Limit: inserts));
        report.Add(new Figure("hl7_refused", "not acknowledged with AA", refused, "", Most: 0));
        report.Add(new Figure("hl7_p50", "p50, closed loop", At(waits, 0.50), "ms"));
        report.Add(new Figure("hl7_p99", "p99, closed loop", At(waits, 0.99), "ms"));
        CpuShares.Of(stage).Report(before, Math.Max(count, 1), report);
    }

    private async Task<(int Count, int Refused, List<double> Waits, double Seconds)> LoadAsync(
        Stage stage, string prefix, int seconds, CancellationToken cancel)
    {
        var watch = Stopwatch.StartNew();
        Hl7Sender[] senders = [.. Enumerable.Range(0, options.Connections).Select(i => new Hl7Sender(
            stage.Town.MllpPort, stage.Town.File.Institutions[i % Senders].Code, string.Create(CultureInfo.InvariantCulture, $"{prefix}{i:D4}")))];
        await Task.WhenAll(senders.Select(sender => sender.RunAsync(watch, TimeSpan.FromSeconds(seconds), cancel)));
        stage.Hub.ThrowIfEnded();
        return (senders.Sum(s => s.Count), senders.Sum(s => s.Refused), [.. senders.SelectMany(s => s.Waits)], watch.Elapsed.TotalSeconds);
    }

    private static decimal? At(List<double> sorted, double share) =>
        sorted.Count == 0 ? null : decimal.Round((decimal)sorted[(int)(share * (sorted.Count - 1))], 1);
}
