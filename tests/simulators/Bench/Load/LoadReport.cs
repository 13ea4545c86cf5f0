namespace Hub.Simulators.Bench.Load;

/// <summary>What one run measured.</summary>
/// <param name="OkWithin">Answers with infcode 0 while requests were issued.</param>
/// <param name="Ok">Answers with infcode 0, those afterwards included.</param>
/// <param name="Errors">Everything else.</param>
/// <param name="Seconds">Time in which requests were issued.</param>
/// <param name="PerSecond">OkWithin / Seconds.</param>
/// <param name="P50Ms">Median latency, milliseconds.</param>
/// <param name="P95Ms">95th percentile.</param>
/// <param name="P99Ms">99th percentile.</param>
/// <param name="MaxMs">Longest.</param>
/// <param name="CpuMicrosPerRequest">CPU time of the load generator per request, microseconds.</param>
/// <param name="Examples">The most frequent errors.</param>
internal sealed record LoadReport(
    long OkWithin, long Ok, long Errors, decimal Seconds, decimal PerSecond, decimal P50Ms, decimal P95Ms, decimal P99Ms, decimal MaxMs,
    decimal CpuMicrosPerRequest, IReadOnlyList<string> Examples);

/// <summary>All latencies of a run, exact to the microsecond. Not thread-safe.</summary>
internal sealed class LatencyTable
{
    private readonly List<int> _micros = new(65_536);

    public void Add(TimeSpan latency) => _micros.Add((int)Math.Min(latency.Ticks / TimeSpan.TicksPerMicrosecond, int.MaxValue));

    public LoadReport Report(long within, long ok, long errors, TimeSpan issued, TimeSpan cpu, IReadOnlyList<string> examples)
    {
        _micros.Sort();
        decimal seconds = issued.Ticks / (decimal)TimeSpan.TicksPerSecond;
        return new LoadReport(
            within, ok, errors, decimal.Round(seconds, 2), decimal.Round(within / Math.Max(seconds, 0.001m), 1), At(50), At(95), At(99), At(100),
            _micros.Count == 0 ? 0 : decimal.Round(cpu.Ticks / 10m / _micros.Count, 1), examples);
    }

    /// <summary>Nearest rank, milliseconds.</summary>
    private decimal At(int percent)
    {
        int rank = (int)Math.Ceiling(percent / 100m * _micros.Count);
        return _micros.Count == 0 ? 0 : decimal.Round(_micros[Math.Max(rank, 1) - 1] / 1000m, 2);
    }
}
