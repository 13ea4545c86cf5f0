using System.Globalization;
using Hub.Certs.Signatures;
using Hub.Simulators.Bench.Load;
using Hub.Simulators.Bench.Requests;
using Hub.Simulators.Processes;

namespace Hub.Simulators.Bench;

/// <summary><c>bench settle</c>: signed settlements through the whole path, accept → core → ledger → answer with receipt.</summary>
internal sealed class SettleBench(BenchOptions options, BenchReport report)
{
    private const int Senders = 20;
    private const int AloneCount = 500;
    private const int WarmSeconds = 8;
    private const int WarmCount = 30_000;
    private const int OpenSeconds = 20;
    private const decimal RateRequired = 1_500;
    private const decimal ShareRequired = 0.09m;

    /// <summary>Runs all steps: limits, one alone, the most it can do, a fixed rate, the books.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        await SettleAsync(cancel);
        if (options.Prefill > 0)
        {
            await new GrowthStep(options, report).RunAsync(cancel);
        }
    }

    private async Task SettleAsync(CancellationToken cancel)
    {
        SignatureAlgorithm algorithm = options.Algorithm ?? SignatureAlgorithm.Sm2Sm3;
        bool pharmacy = options.Flow == Flow.Pharmacy;
        BenchReport.Say($"settle: {Senders} {(pharmacy ? "pharmacies (2102)" : "hospitals (2207)")}, signatures {algorithm}, {options.Connections} connections");
        await using Stage stage = await Stage.SetAsync(options, "bench", pharmacy ? 0 : Senders, pharmacy ? Senders : 0, algorithm, cancel);
        await IdleStep.MeasureAsync(stage, report, cancel);
        LimitsStep limits = await LimitsStep.MeasureAsync(stage, report, cancel);
        decimal coreAlone = await CoreAloneAsync(stage, cancel);
        decimal rate = await WarmAsync(stage, cancel);
        await AloneAsync(stage, coreAlone, cancel);
        await SustainedAsync(stage, limits, rate, cancel);
        await OpenAsync(stage, cancel);
        await BooksStep.CompareAsync(stage, report, cancel);
        await IdleStep.RestartAsync(stage, report, "restart", cancel);
    }

    /// <summary>The core's own time for the same kind of message, one at a time, without the hub.</summary>
    private async Task<decimal> CoreAloneAsync(Stage stage, CancellationToken cancel)
    {
        BenchReport.Say("the core alone, one settlement at a time");
        decimal last = 0;
        foreach (int count in (int[])[AloneCount, AloneCount])
        {
            // Twice: the first pass warms the core up. A sale settles by itself, so it measures the core for both flows.
            await stage.Load!.OrderAsync(new LoadOrder("prepare", RequestKind.Sale, count, Path: stage.Core.Url.AbsolutePath, Sign: false), null, cancel);
            LoadWord word = await stage.Load!.OrderAsync(new LoadOrder("run", Port: stage.Core.Url.Port, Seconds: 60), null, cancel);
            last = word.Report!.P50Ms;
        }
        // Its settlements are unknown to the hub; the books start anew.
        await stage.Core.PostAsync("/admin/reset", "{}", cancel);
        await stage.Load!.OrderAsync(new LoadOrder("answers", File: stage.Workspace.At("core-alone.tsv")), null, cancel);
        report.Add(new Figure("core_p50", "the core's own time for a settlement, p50", last, "ms"));
        return last;
    }

    private async Task<decimal> WarmAsync(Stage stage, CancellationToken cancel)
    {
        BenchReport.Say("warming up");
        decimal signed = await Preparation.PrepareAsync(stage, options, WarmCount, cancel);
        report.Add(new Figure("signed", "requests built and signed before the clock starts", signed, "/s"));
        LoadReport run = await stage.RunAsync(options.Connections, WarmSeconds, 0, int.MaxValue, null, cancel);
        report.Detail("warm", run);
        BenchReport.Say(string.Create(CultureInfo.InvariantCulture, $"  {run.PerSecond:0}/s, {run.Errors} errors"));
        return run.PerSecond;
    }

    private async Task AloneAsync(Stage stage, decimal coreAlone, CancellationToken cancel)
    {
        BenchReport.Say("one settlement at a time");
        await Preparation.PrepareAsync(stage, options, AloneCount, cancel);
        LoadReport run = await stage.RunAsync(1, 60, 0, int.MaxValue, null, cancel);
        report.Detail("alone", run);
        report.Add(new Figure("alone_p50", "one settlement alone, p50", run.P50Ms, "ms"));
        report.Add(new Figure(
            "alone_beyond_core_p50", "the same beyond the core's own time", run.P50Ms - coreAlone, "ms", Most: 10, Limit: $"core {Figure.Number(coreAlone)} ms"));
    }

    private async Task SustainedAsync(Stage stage, LimitsStep limits, decimal rate, CancellationToken cancel)
    {
        // A cold hub is slow, so its rate is only a hint: too few requests would end the phase early.
        int count = (int)(Math.Max(rate * 1.5m, RateRequired * 2) * options.Seconds);
        BenchReport.Say($"signing {count} settlements");
        await Preparation.PrepareAsync(stage, options, count, cancel);
        BenchReport.Say($"as many as it takes for {options.Seconds} s");
        CpuShares before = CpuShares.Of(stage);
        var seconds = new List<LoadWord>();
        LoadReport run = await stage.RunAsync(options.Connections, options.Seconds, 0, int.MaxValue, word => Second(seconds, word), cancel);
        CpuShares.Of(stage).Report(before, Math.Max(run.Ok, 1), report);
        report.Detail("sustained", run);
        report.Detail("sustained_per_second", seconds.Select(second => second.PerSecond));
        report.Add(new Figure(
            "settle_rate", $"settlements, sustained {Figure.Number(run.Seconds)} s", run.PerSecond, "/s", Least: RateRequired,
            Limit: $"SM2 verifies {Figure.Number(limits.Sm2Verifies)}/s a core"));
        report.Add(new Figure("settle_errors", "errors in it", run.Errors, "", Most: 0, Limit: string.Join("; ", run.Examples)));
        report.Add(new Figure(
            "settle_share", "share of pgbench's inserts", limits.Inserts is { } inserts ? decimal.Round(run.PerSecond / inserts, 3) : null, "",
            Least: ShareRequired, Limit: limits.Inserts is { } tps ? $"pgbench {Figure.Number(tps)}/s" : "pgbench is not installed"));
        report.Add(new Figure("settle_p99", "p99 in it, closed loop", run.P99Ms, "ms"));
        report.Add(new Figure("hub_rss_loaded", "memory of the hub under load", IdleStep.Megabytes(ProcessUsage.ResidentBytes(stage.Hub.Id)), "MB"));
    }

    private async Task OpenAsync(Stage stage, CancellationToken cancel)
    {
        int seconds = Math.Min(OpenSeconds, options.Seconds);
        BenchReport.Say($"{options.Rate}/s at fixed times for {seconds} s; latency counts from the time at which a request was due");
        await Preparation.PrepareAsync(stage, options, options.Rate * seconds, cancel);
        LoadReport run = await stage.RunAsync(options.Connections, seconds, options.Rate, int.MaxValue, null, cancel);
        report.Detail("open", run);
        report.Add(new Figure("open_rate", "answered at a fixed rate", run.PerSecond, "/s", Limit: $"offered {options.Rate}/s"));
        report.Add(new Figure("open_errors", "errors in it", run.Errors, "", Most: 0, Limit: string.Join("; ", run.Examples)));
        report.Add(new Figure("open_p50", "latency at that rate, p50", run.P50Ms, "ms"));
        report.Add(new Figure("open_p95", "latency at that rate, p95", run.P95Ms, "ms"));
        report.Add(new Figure("open_p99", "latency at that rate, p99", run.P99Ms, "ms", Most: 100));
        report.Add(new Figure("open_max", "latency at that rate, longest", run.MaxMs, "ms"));
    }

    private static void Second(List<LoadWord> seconds, LoadWord word)
    {
        seconds.Add(word);
        string errors = word.Errors > 0 ? $", {word.Errors} errors" : "";
        BenchReport.Say(string.Create(CultureInfo.InvariantCulture, $"  {word.Count,4} s {word.PerSecond,7}/s{errors}"));
    }
}
