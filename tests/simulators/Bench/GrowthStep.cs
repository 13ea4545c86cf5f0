using Hub.Certs.Signatures;
using Hub.Simulators.Bench.Load;
using Hub.Simulators.Bench.Requests;

namespace Hub.Simulators.Bench;

/// <summary>Cost must not grow: two hubs with databases of their own, one with ten thousand messages, one with millions, measured in turns.</summary>
internal sealed class GrowthStep(BenchOptions options, BenchReport report)
{
    private const int Senders = 20;
    private const int SmallMessages = 10_000;
    private const int Rounds = 4;
    private const int RoundSeconds = 10;
    private const int SettlementsAtFirst = SmallMessages / 2;
    private const int ProgressEvery = 500_000;

    /// <summary>Runs it.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        BenchReport.Say($"two hubs: {SmallMessages} messages and {options.Prefill}");
        await using Stage small = await SetAsync("bench-small", cancel);
        await using Stage large = await SetAsync("bench-large", cancel);
        var prefill = new Prefill(large.Town.DataFolder);
        long next = ProgressEvery;
        long stored = await prefill.FillAsync(options.Prefill, count =>
        {
            if (count >= next)
            {
                BenchReport.Say($"  {Figure.Number(count)} messages");
                next += ProgressEvery;
            }
        }, cancel);
        decimal guess = 2_000;
        var rates = new List<(decimal Small, decimal Large)>();
        for (int round = 0; round < Rounds; round++)
        {
            // The order changes from round to round, so that whoever comes second is not always the same.
            bool largeFirst = round % 2 == 1;
            LoadReport first = await MeasureAsync(largeFirst ? large : small, guess, cancel);
            LoadReport second = await MeasureAsync(largeFirst ? small : large, guess, cancel);
            guess = Math.Max(first.PerSecond, second.PerSecond);
            rates.Add(largeFirst ? (second.PerSecond, first.PerSecond) : (first.PerSecond, second.PerSecond));
            BenchReport.Say($"  {Figure.Number(rates[^1].Small)}/s and {Figure.Number(rates[^1].Large)}/s, errors {first.Errors} and {second.Errors}");
        }
        decimal smallRate = Median(rates.Select(rate => rate.Small));
        decimal largeRate = Median(rates.Select(rate => rate.Large));
        report.Detail("growth_rounds", rates.Select(rate => new { small = rate.Small, large = rate.Large }));
        report.Add(new Figure("growth_small", "settle rate with few messages stored", smallRate, "/s", Limit: $"at first {SmallMessages}"));
        report.Add(new Figure("growth_large", "settle rate with many messages stored", largeRate, "/s", Limit: $"at first {Figure.Number(stored)}"));
        report.Add(new Figure("growth_ratio", "many : few", decimal.Round(largeRate / Math.Max(smallRate, 1), 3), "", Least: 0.9m));
        await IdleStep.RestartAsync(large, report, "restart_large", cancel);
    }

    private static decimal Median(IEnumerable<decimal> values)
    {
        decimal[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private async Task<Stage> SetAsync(string name, CancellationToken cancel)
    {
        Stage stage = await Stage.SetAsync(options, name, 0, Senders, options.Algorithm ?? SignatureAlgorithm.Sm2Sm3, cancel);
        try
        {
            await stage.PrepareAsync(RequestKind.Sale, SettlementsAtFirst, cancel);
            await stage.RunAsync(options.Connections, 600, 0, int.MaxValue, null, cancel);
            return stage;
        }
        catch
        {
            await stage.DisposeAsync();
            throw;
        }
    }

    private async Task<LoadReport> MeasureAsync(Stage stage, decimal guess, CancellationToken cancel)
    {
        await stage.PrepareAsync(RequestKind.Sale, (int)(guess * RoundSeconds * 1.5m), cancel);
        return await stage.RunAsync(options.Connections, RoundSeconds, 0, int.MaxValue, null, cancel);
    }
}
