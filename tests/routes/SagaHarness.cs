using System.Text.Json;
using Hub.Canonical;
using Hub.Canonical.Messages;
using Hub.Journal;
using Hub.Journal.Payments;

namespace Hub.Routes.Tests;

/// <summary>
/// One case of a saga in memory: delivers messages as the engine does (state as JSON between steps, deferred messages in
/// order after a release) and collects the effects. Time moves by hand.
/// </summary>
public sealed class SagaHarness
{
    private readonly ISaga saga;
    private readonly Queue<(ICommand Message, ReplyAddress To)> deferred = [];
    private readonly HashSet<string> differenceKeys = [];
    private object state;
    private long nextRequest = 100;
    private long nextMessage = 1;

    public SagaHarness(ISaga saga, string caseName = "case")
    {
        this.saga = saga;
        state = saga.NewState();
        Case = caseName;
    }

    public string Case { get; }
    public DateTimeOffset Now { get; set; } = new(2025, 1, 2, 1, 0, 0, TimeSpan.Zero);
    public List<(long Id, string Destination, object Message, string Tag)> Sent { get; } = [];
    public Dictionary<string, object> Replies { get; } = [];
    public List<(DateTimeOffset Due, object Timeout)> Timeouts { get; } = [];
    public List<LedgerTransaction> Ledger { get; } = [];
    public Dictionary<string, SettlementRecord> Book { get; } = [];
    public List<Difference> Differences { get; } = [];
    public List<PaymentFileStep> FileSteps { get; } = [];
    public List<StatedTotals> Stated { get; } = [];
    public List<string> Aliases { get; } = [];
    public List<(string Kind, string Key, object Answer)> Forbidden { get; } = [];
    public HashSet<string> Submitted { get; } = [];
    public List<(string ToCase, object Message)> Locals { get; } = [];
    public int DeferredCount => deferred.Count;

    public T State<T>() => (T)state;

    public (long Id, string Destination, object Message, string Tag) Last => Sent[^1];

    /// <summary>Delivers a command with an answer address and returns the answer if it came at once.</summary>
    public object? Submit(ICommand command)
    {
        Submitted.Add(command.Origin.Key);
        var to = new ReplyAddress
        {
            MessageId = nextMessage++, Partner = command.Origin.Partner, Channel = "infno", Kind = command.Origin.Kind,
            Key = command.Origin.Key, ReceivedAt = Now,
        };
        Deliver(command, to);
        return Answer(command.Origin.Key);
    }

    public object? Answer(string key) => Replies.GetValueOrDefault(key);

    public void Outcome(long id, CallResult result, object? reply = null, bool late = false, string? tag = null)
    {
        var call = Sent.Find(s => s.Id == id);
        Deliver(new CallOutcome
        {
            RequestId = id, Tag = tag ?? call.Tag, Result = result, Reply = reply, Late = late,
            RequestKey = "WIRE" + id, RawDigest = "raw" + id,
        }, null);
    }

    public void Done(object reply) => Outcome(Last.Id, CallResult.Done, reply);

    public void Refuse(string text = "core says no") =>
        Outcome(Last.Id, CallResult.Refused, new Refused("CORE", text, Fault.Core, text));

    public void Unknown() => Outcome(Last.Id, CallResult.Unknown);

    public void NotSent() => Outcome(Last.Id, CallResult.NotSent);

    /// <summary>Lets the earliest time-out pass.</summary>
    public void Tick()
    {
        var next = Timeouts.MinBy(t => t.Due);
        Timeouts.Remove(next);
        Now = next.Due > Now ? next.Due : Now;
        Deliver(next.Timeout, null);
    }

    public void Local(object message) => Deliver(message, null);

    /// <summary>Delivers what the hub asks of itself, with an answer address.</summary>
    public void Ask(object message, string key) => Deliver(
        message, new ReplyAddress { MessageId = nextMessage++, Partner = "hub", Channel = "local", Kind = "ask", Key = key, ReceivedAt = Now });

    private void Deliver(object message, ReplyAddress? to)
    {
        if (Handle(message, to))
        {
            Drain();
        }
    }

    private void Drain()
    {
        // Released messages come back in order; one that is put aside again keeps its place.
        var again = true;
        while (again)
        {
            again = false;
            var waiting = deferred.ToArray();
            deferred.Clear();
            foreach (var (message, to) in waiting)
            {
                again |= Handle(message, to);
            }

            again &= deferred.Count > 0;
        }
    }

    /// <summary>One step; true when it released the deferred messages.</summary>
    private bool Handle(object message, ReplyAddress? to)
    {
        Assert.Contains(message.GetType(), saga.MessageTypes);
        var before = JsonSerializer.Serialize(state, saga.StateType);
        var context = new Context(this, message, to);
        saga.Handle(state, message, context);
        var after = JsonSerializer.Serialize(state, saga.StateType);
        if (context.Deferred)
        {
            Assert.Equal(before, after);
            Assert.False(context.HasEffects, "a deferring step had effects");
            deferred.Enqueue(((ICommand)message, to!));
        }

        state = JsonSerializer.Deserialize(after, saga.StateType)!;
        return context.Released;
    }

    private sealed class Context(SagaHarness harness, object message, ReplyAddress? to) : ISagaContext
    {
        public bool Deferred { get; private set; }
        public bool Released { get; private set; }
        public bool HasEffects { get; private set; }
        public DateTimeOffset Now => harness.Now;
        public string Case => harness.Case;
        public ReplyAddress? Incoming => to;
        public string IncomingRawDigest => message is ICommand c ? "raw:" + c.Origin.Key : "";

        public long Send(string destination, object message, string tag)
        {
            HasEffects = true;
            harness.Sent.Add((harness.nextRequest, destination, message, tag));
            return harness.nextRequest++;
        }

        public void Reply(object reply) => Reply(to!, reply);

        public void Reply(ReplyAddress to, object reply)
        {
            HasEffects = true;
            Assert.True(harness.Replies.TryAdd(to.Key, reply), $"second answer to {to.Key}");
        }

        public void RequestTimeout(TimeSpan delay, object timeout)
        {
            HasEffects = true;
            harness.Timeouts.Add((harness.Now + delay, timeout));
        }

        public void SendLocal(string toCase, object message)
        {
            HasEffects = true;
            harness.Locals.Add((toCase, message));
        }

        public void Post(LedgerTransaction transaction)
        {
            HasEffects = true;
            Assert.Equal(0, transaction.Postings.Sum(p => p.Amount.Fen));
            Assert.DoesNotContain(transaction.Postings, p => p.Amount.Fen == 0);
            Assert.DoesNotContain(harness.Ledger, t => t.Key == transaction.Key);
            harness.Ledger.Add(transaction);
        }

        public void Record(SettlementRecord settlement)
        {
            HasEffects = true;
            harness.Book[settlement.SettlementId] = settlement;
        }

        public void Note(StatedTotals stated)
        {
            HasEffects = true;
            harness.Stated.Add(stated);
        }

        public void Note(PaymentFileStep step)
        {
            HasEffects = true;
            harness.FileSteps.Add(step);
        }

        public void Report(Difference difference)
        {
            HasEffects = true;
            if (harness.differenceKeys.Add(difference.Key))
            {
                harness.Differences.Add(difference);
            }
        }

        public void Alias(string alias)
        {
            HasEffects = true;
            harness.Aliases.Add(alias);
        }

        public void Forbid(string kind, string key, object answer)
        {
            HasEffects = true;
            harness.Forbidden.Add((kind, key, answer));
        }

        public void Defer() => Deferred = true;

        public void ReleaseDeferred() => Released = true;
    }
}
