using Hub.Simulators.Processes;

namespace Hub.Simulators.Bench;

/// <summary>Memory of a hub that has nothing to do, and the time of a start.</summary>
internal static class IdleStep
{
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(3);

    /// <summary>After the first start, before any load.</summary>
    public static async Task MeasureAsync(Stage stage, BenchReport report, CancellationToken cancel)
    {
        report.Add(new Figure("first_start", "first start, the database made on the way", Seconds(stage.Hub.ReadyAfter), "s"));
        await Task.Delay(Settle, TimeProvider.System, cancel);
        report.Add(new Figure("hub_rss_idle", "memory of the idle hub", Megabytes(ProcessUsage.ResidentBytes(stage.Hub.Id)), "MB", Most: 200));
    }

    /// <summary>Stops and starts on the database that the load has left.</summary>
    public static async Task RestartAsync(Stage stage, BenchReport report, string name, CancellationToken cancel)
    {
        await stage.StopHubAsync();
        await stage.StartHubAsync(cancel);
        report.Add(new Figure(name, "ready after start on an existing database", Seconds(stage.Hub.ReadyAfter), "s", Most: 5));
        await Task.Delay(Settle, TimeProvider.System, cancel);
        report.Add(new Figure(name + "_rss", "memory of the idle hub on that database", Megabytes(ProcessUsage.ResidentBytes(stage.Hub.Id)), "MB", Most: 200));
    }

    /// <summary>Bytes as MB of 10^6.</summary>
    public static decimal Megabytes(long bytes) => decimal.Round(bytes / 1_000_000m, 1);

    private static decimal Seconds(TimeSpan time) => decimal.Round(time.Ticks / (decimal)TimeSpan.TicksPerSecond, 2);
}
