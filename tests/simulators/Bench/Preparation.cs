using Hub.Simulators.Bench.Load;
using Hub.Simulators.Bench.Requests;
using Hub.Simulators.Processes;

namespace Hub.Simulators.Bench;

/// <summary>Gets settlements ready to be sent: a sale is ready once it is signed, an out-patient's needs its encounter first.</summary>
internal static class Preparation
{
    private const int MinutesMax = 60 * 60;

    /// <summary>Prepares the flow's settlements; returns how many were built and signed per second.</summary>
    public static async Task<decimal> PrepareAsync(Stage stage, BenchOptions options, int count, CancellationToken cancel)
    {
        if (options.Flow == Flow.Pharmacy)
        {
            return (await stage.PrepareAsync(RequestKind.Sale, count, cancel)).PerSecond;
        }
        foreach (RequestKind kind in (RequestKind[])[RequestKind.Registration, RequestKind.Visit, RequestKind.Fees])
        {
            await stage.PrepareAsync(kind, count, cancel);
            LoadReport run = await stage.RunAsync(options.Connections, MinutesMax, 0, int.MaxValue, null, cancel);
            BenchReport.Say($"  {Messages.InfNo(kind)}: {run.Ok} at {Figure.Number(run.PerSecond)}/s{(run.Errors > 0 ? $", {run.Errors} errors: {string.Join("; ", run.Examples)}" : "")}");
            if (run.Ok == 0)
            {
                throw new ChildFailedException($"no {Messages.InfNo(kind)} was accepted: {string.Join("; ", run.Examples)}");
            }
        }
        return (await stage.PrepareAsync(RequestKind.Settlement, count, cancel)).PerSecond;
    }
}
