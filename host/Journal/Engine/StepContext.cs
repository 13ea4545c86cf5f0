using Hub.Canonical;
using Hub.Journal.Payments;

namespace Hub.Journal.Engine;

/// <summary>What one step wants to happen. Nothing of it is seen by anybody before the transaction commits.</summary>
internal sealed class StepEffects
{
    public List<(string Destination, OutboundRequest Request, string Tag)> Sends { get; } = [];
    public List<(ReplyAddress To, ReadOnlyMemory<byte> Bytes)> Replies { get; } = [];
    public List<(TimeSpan Delay, object Message)> Timeouts { get; } = [];
    public List<(string Case, object Message)> Locals { get; } = [];
    public List<LedgerTransaction> Transactions { get; } = [];
    public List<SettlementRecord> Settlements { get; } = [];
    public List<Difference> Differences { get; } = [];
    public List<PaymentFileStep> FileSteps { get; } = [];
    public List<StatedTotals> Stated { get; } = [];
    public List<string> Aliases { get; } = [];
    public List<(string Kind, string Key, object Answer)> Forbidden { get; } = [];
    public List<long> Ids { get; } = [];
    public bool Deferred { get; set; }
    public bool Released { get; set; }
}

/// <summary>The context of one step: records effects and encodes at once, so that what cannot be encoded fails the step.</summary>
internal sealed class StepContext(
    SagaCatalog catalog, Step step, CaseCell cell, DateTimeOffset now, Func<long> newId, string incomingRawDigest) : ISagaContext
{
    public StepEffects Effects { get; } = new();

    public DateTimeOffset Now { get; } = now;

    public string Case => cell.Name;

    public ReplyAddress? Incoming => step.Incoming;

    public string IncomingRawDigest { get; } = incomingRawDigest;

    public long Send(string destination, object message, string tag)
    {
        var adapter = catalog.Adapter(destination);
        var id = newId();
        Effects.Ids.Add(id);
        Effects.Sends.Add((destination, adapter.Encode(id, message, Now), tag));
        return id;
    }

    public void Reply(object reply) =>
        Reply(step.Incoming ?? throw new SagaException("there is no incoming message to reply to in this step"), reply);

    public void Reply(ReplyAddress to, object reply)
    {
        ArgumentNullException.ThrowIfNull(to);
        if (Effects.Replies.Exists(r => r.To.MessageId == to.MessageId))
        {
            throw new SagaException("a message is answered twice in one step");
        }

        Effects.Replies.Add((to, catalog.Encoder(to.Channel).Encode(to, reply, Now)));
    }

    public void RequestTimeout(TimeSpan delay, object timeout) => Effects.Timeouts.Add((delay, timeout));

    public void SendLocal(string toCase, object message) => Effects.Locals.Add((toCase, message));

    public void Post(LedgerTransaction transaction)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        if (transaction.Postings.Aggregate(Money.Zero, (sum, p) => sum + p.Amount) != Money.Zero)
        {
            throw new SagaException("the postings of the ledger transaction do not sum to zero");
        }

        if (transaction.Postings.Any(p => p.Amount == Money.Zero || p.Account.Length is 0 or > 80))
        {
            throw new SagaException("a posting has no amount or no account");
        }

        Effects.Transactions.Add(transaction);
    }

    public void Record(SettlementRecord settlement) => Effects.Settlements.Add(settlement);

    public void Report(Difference difference) => Effects.Differences.Add(difference);

    public void Note(PaymentFileStep step) => Effects.FileSteps.Add(step);

    public void Note(StatedTotals stated) => Effects.Stated.Add(stated);

    public void Alias(string alias) => Effects.Aliases.Add(alias);

    public void Forbid(string kind, string key, object answer) => Effects.Forbidden.Add((kind, key, answer));

    public void Defer() => Effects.Deferred = true;

    public void ReleaseDeferred() => Effects.Released = true;
}
