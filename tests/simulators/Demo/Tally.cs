using System.Collections.Concurrent;
using Hub.Simulators.Institutions;

namespace Hub.Simulators.Demo;

/// <summary>What the morning has come to so far, per kind of flow. Thread-safe.</summary>
internal sealed class Tally
{
    private readonly int[] _planned = new int[4];
    private readonly int[] _settled = new int[4];
    private readonly int[] _cancelled = new int[4];
    private readonly int[] _refused = new int[4];
    private readonly int[] _open = new int[4];
    private readonly ConcurrentDictionary<string, int> _refusals = new(StringComparer.Ordinal);

    /// <summary>Kinds in the order in which they are shown.</summary>
    public static IReadOnlyList<(FlowKind Kind, string Name)> Kinds { get; } =
        [(FlowKind.Outpatient, "out-patients"), (FlowKind.Inpatient, "in-patients"), (FlowKind.Pharmacy, "pharmacies")];

    /// <summary>Settlements made.</summary>
    public int Settled => _settled.Sum();

    /// <summary>Visits planned.</summary>
    public int Planned => _planned.Sum();

    /// <summary>Why visits ended without a settlement, the most frequent first.</summary>
    public IReadOnlyList<string> Refusals => [.. _refusals.OrderByDescending(pair => pair.Value).Select(pair => $"{pair.Value} x {pair.Key}")];

    /// <summary>Visits that ended with this error code in the answer.</summary>
    public int Told(string code) => _refusals.Where(pair => pair.Key.Contains($"[{code}]", StringComparison.Ordinal)).Sum(pair => pair.Value);

    /// <summary>Planned, settled, cancelled, refused, without an answer.</summary>
    public (int Planned, int Settled, int Cancelled, int Refused, int Open) Of(FlowKind kind)
        => (_planned[(int)kind], _settled[(int)kind], _cancelled[(int)kind], _refused[(int)kind], _open[(int)kind]);

    public void Plan(FlowKind kind) => Interlocked.Increment(ref _planned[(int)kind]);

    public void Cancel(FlowKind kind) => Interlocked.Increment(ref _cancelled[(int)kind]);

    public void End(FlowKind kind, FlowOutcome outcome)
    {
        if (outcome.Settlement == Knowledge.Ok)
        {
            Interlocked.Increment(ref _settled[(int)kind]);
        }
        else
        {
            Interlocked.Increment(ref outcome.Settlement == Knowledge.Unknown ? ref _open[(int)kind] : ref _refused[(int)kind]);
            _refusals.AddOrUpdate($"{outcome.FailedAt}: {outcome.Text}", 1, (_, count) => count + 1);
        }
    }
}
