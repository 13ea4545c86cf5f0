using Hub.Simulators.Processes;

namespace Hub.Simulators.Bench;

/// <summary>CPU time used so far by each process of a stage.</summary>
internal sealed record CpuShares(TimeSpan Hub, TimeSpan Postgres, TimeSpan Core, TimeSpan Load)
{
    /// <summary>Reads the counters.</summary>
    public static CpuShares Of(Stage stage) => new(
        stage.Hub.Cpu, stage.Hub.PostgresCpu, ProcessUsage.Cpu(stage.Core.Id), ProcessUsage.Cpu(stage.Load!.Id));

    /// <summary>Says what was used since, per message.</summary>
    public void Report(CpuShares before, long messages, BenchReport report)
    {
        report.Add(new Figure("cpu_hub", "CPU of the hub per message", Micros(Hub - before.Hub), "µs"));
        report.Add(new Figure("cpu_postgres", "CPU of PostgreSQL per message", Micros(Postgres - before.Postgres), "µs"));
        report.Add(new Figure("cpu_core", "CPU of the core simulator per message", Micros(Core - before.Core), "µs"));
        report.Add(new Figure("cpu_load", "CPU of the load generator per message", Micros(Load - before.Load), "µs", Most: 60));
        decimal Micros(TimeSpan time) => decimal.Round(time.Ticks / 10m / messages, 1);
    }
}
