using System.Diagnostics.Metrics;

namespace Hub.Journal;

/// <summary>Meter <c>Hub.Journal</c>: counts and durations of the engine, without any tag that grows with traffic.</summary>
public sealed class JournalMetrics : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "Hub.Journal";

    private readonly Meter meter = new(MeterName);
    private readonly Counter<long> accepted;
    private readonly Counter<long> fenced;
    private readonly Histogram<int> batch;
    private readonly Histogram<double> commit;
    private readonly Counter<long> outcomes;

    public JournalMetrics()
    {
        accepted = meter.CreateCounter<long>("hub.journal.accepted", "{message}", "Messages accepted");
        fenced = meter.CreateCounter<long>("hub.journal.fenced", "{transaction}", "Transactions refused because a lane had another owner");
        outcomes = meter.CreateCounter<long>("hub.journal.outcomes", "{call}", "Foreign calls ended, by result");
        batch = meter.CreateHistogram<int>("hub.journal.batch", "{item}", "Items per transaction");
        commit = meter.CreateHistogram<double>("hub.journal.commit", "ms", "Duration of a transaction, folding included");
    }

    internal void Committed(int items, int messages, TimeSpan duration)
    {
        accepted.Add(messages);
        batch.Record(items);
        commit.Record(duration.TotalMilliseconds);
    }

    internal void Fenced() => fenced.Add(1);

    internal void Outcome(CallResult result) => outcomes.Add(1, new KeyValuePair<string, object?>("result", result));

    internal void Observe(Func<JournalHealth> health)
    {
        meter.CreateObservableGauge("hub.journal.queued", () => health().Queued, "{item}", "Items waiting for a transaction");
        meter.CreateObservableGauge("hub.journal.calls", () => health().Calls, "{call}", "Foreign calls under way");
        meter.CreateObservableGauge("hub.journal.waiting", () => health().WaitingForLine, "{call}", "Requests waiting for a free line");
        meter.CreateObservableGauge("hub.journal.quarantined", () => health().Quarantined, "{case}", "Quarantined cases of this node");
        meter.CreateObservableGauge("hub.journal.lanes", () => health().Lanes, "{lane}", "Lanes held by this node");
    }

    public void Dispose() => meter.Dispose();
}

/// <summary>How the engine of this node stands; cheap to ask.</summary>
/// <param name="Ready">The store answers, and the node is started and not stopping.</param>
/// <param name="Lanes">Lanes held by this node.</param>
/// <param name="Queued">Items waiting for a transaction.</param>
/// <param name="Calls">Foreign calls under way.</param>
/// <param name="WaitingForLine">Requests waiting for a free line.</param>
/// <param name="Quarantined">Quarantined cases of this node's lanes.</param>
/// <param name="Waiters">Messages whose callers wait for an answer.</param>
public sealed record JournalHealth(bool Ready, int Lanes, int Queued, int Calls, int WaitingForLine, int Quarantined, int Waiters);
