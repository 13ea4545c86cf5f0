using Hub.Simulators.Processes;

namespace Hub.Simulators.Bench.BankFile;

/// <summary>What one step cost: time, the hub's most resident memory in it, processor time.</summary>
internal sealed record Phase
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(3);

    public required decimal Seconds { get; init; }

    /// <summary>Of the hub, MB of 10^6.</summary>
    public required decimal PeakMegabytes { get; init; }

    /// <summary>Of the hub at the beginning.</summary>
    public required decimal BeforeMegabytes { get; init; }

    public required decimal HubCpuSeconds { get; init; }

    public required decimal PostgresCpuSeconds { get; init; }

    /// <summary>The costs beside the time, in words.</summary>
    public string Costs => $"CPU {Figure.Number(HubCpuSeconds)} + database {Figure.Number(PostgresCpuSeconds)} s, {Figure.Number(BeforeMegabytes)} MB before";

    /// <summary>Measures a step after a short rest.</summary>
    public static async Task<Phase> MeasureAsync(HubProcess hub, Func<Task> step, CancellationToken cancel)
    {
        await Task.Delay(Rest, TimeProvider.System, cancel);
        long before = ProcessUsage.ResidentBytes(hub.Id);
        ProcessUsage.ForgetPeak(hub.Id);
        (TimeSpan hubCpu, TimeSpan postgresCpu) = (hub.Cpu, hub.PostgresCpu);
        long started = TimeProvider.System.GetTimestamp();
        await step();
        TimeSpan took = TimeProvider.System.GetElapsedTime(started);
        hub.ThrowIfEnded();
        return new Phase
        {
            Seconds = InSeconds(took),
            PeakMegabytes = IdleStep.Megabytes(ProcessUsage.PeakResidentBytes(hub.Id)),
            BeforeMegabytes = IdleStep.Megabytes(before),
            HubCpuSeconds = InSeconds(hub.Cpu - hubCpu),
            PostgresCpuSeconds = InSeconds(hub.PostgresCpu - postgresCpu),
        };
    }

    private static decimal InSeconds(TimeSpan time) => decimal.Round(time.Ticks / (decimal)TimeSpan.TicksPerSecond, 2);
}
