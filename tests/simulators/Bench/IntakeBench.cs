using Hub.Certs.Signatures;
using Hub.Simulators.Bench.Load;
using Hub.Simulators.Bench.Requests;

namespace Hub.Simulators.Bench;

/// <summary><c>bench intake</c>: signed messages accepted, stored, answered and receipted without the core; then 100 records in one call.</summary>
internal sealed class IntakeBench(BenchOptions options, BenchReport report)
{
    private const int Senders = 20;
    private const int WarmSeconds = 6;
    private const int WarmCount = 40_000;
    private const int Calls = 200;

    /// <summary>Both algorithms, one stage each, unless one is chosen.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        if (options.Algorithm is null or SignatureAlgorithm.EcdsaP256Sha256)
        {
            await RunAsync(SignatureAlgorithm.EcdsaP256Sha256, "ecdsa", 5_000, limits: true, cancel);
        }
        if (options.Algorithm is null or SignatureAlgorithm.Sm2Sm3)
        {
            await RunAsync(SignatureAlgorithm.Sm2Sm3, "sm2", 3_000, limits: options.Algorithm is not null, cancel);
        }
    }

    private async Task RunAsync(SignatureAlgorithm algorithm, string name, decimal required, bool limits, CancellationToken cancel)
    {
        BenchReport.Say($"intake: {Senders} hospitals, sign-ins (9001), signatures {name}, {options.Connections} connections");
        await using Stage stage = await Stage.SetAsync(options, "bench-" + name, Senders, 0, algorithm, cancel);
        if (limits)
        {
            await LimitsStep.MeasureAsync(stage, report, cancel);
        }
        await stage.PrepareAsync(RequestKind.SignIn, WarmCount, cancel);
        LoadReport warm = await stage.RunAsync(options.Connections, WarmSeconds, 0, int.MaxValue, null, cancel);
        int count = (int)(Math.Max(warm.PerSecond * 1.5m, required * 1.5m) * options.Seconds);
        LoadWord signed = await stage.PrepareAsync(RequestKind.SignIn, count, cancel);
        CpuShares before = CpuShares.Of(stage);
        LoadReport run = await stage.RunAsync(options.Connections, options.Seconds, 0, int.MaxValue, word => BenchReport.Say(
            $"  {word.Count,4} s {word.PerSecond,7}/s{(word.Errors > 0 ? $", {word.Errors} errors" : "")}"), cancel);
        report.Detail("intake_" + name, run);
        report.Add(new Figure(
            "intake_rate_" + name, $"{name}: stored, answered and receipted, {Figure.Number(run.Seconds)} s", run.PerSecond, "/s", Least: required,
            Limit: Limit(name, signed)));
        report.Add(new Figure($"intake_errors_{name}", "errors in it", run.Errors, "", Most: 0, Limit: string.Join("; ", run.Examples)));
        report.Add(new Figure($"intake_p99_{name}", "p99 in it, closed loop", run.P99Ms, "ms"));
        if (algorithm == SignatureAlgorithm.Sm2Sm3 || options.Algorithm is not null)
        {
            CpuShares.Of(stage).Report(before, Math.Max(run.Ok, 1), report);
            await HundredAsync(stage, cancel);
        }
    }

    private string Limit(string name, LoadWord signed)
    {
        Figure? verifies = report.Figures.FirstOrDefault(figure => figure.Name == name + "_verifies");
        return $"verifies {Figure.Number(verifies?.Value ?? 0)}/s a core, signed at {Figure.Number(signed.PerSecond)}/s";
    }

    /// <summary>2301 with 100 fee lines, one call at a time, each of a stay of its own.</summary>
    private async Task HundredAsync(Stage stage, CancellationToken cancel)
    {
        await stage.PrepareAsync(RequestKind.Admission, Calls, cancel);
        LoadReport admitted = await stage.RunAsync(8, 60, 0, int.MaxValue, null, cancel);
        await stage.PrepareAsync(RequestKind.HundredFees, Calls, cancel);
        LoadReport run = await stage.RunAsync(1, 120, 0, int.MaxValue, null, cancel);
        report.Detail("hundred", run);
        report.Add(new Figure(
            "hundred_p50", "100 records in one call (2301), p50", run.Ok > 0 ? run.P50Ms : null, "ms", Most: 150, Limit: "national target 3,000 ms"));
        report.Add(new Figure(
            "hundred_errors", "errors in it", run.Errors + admitted.Errors, "", Most: 0, Limit: string.Join("; ", [.. admitted.Examples, .. run.Examples])));
    }
}
