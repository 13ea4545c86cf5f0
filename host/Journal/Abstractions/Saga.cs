using Hub.Canonical;

namespace Hub.Journal;

/// <summary>
/// What a saga handler may do. It records effects; nothing happens until the whole batch commits. Time and ids come only
/// from here, so the same input gives the same effects in production, in a replay and in the simulation.
/// </summary>
public interface ISagaContext
{
    /// <summary>Time of this step: one value per batch, never earlier than that of an earlier step of the case.</summary>
    DateTimeOffset Now { get; }

    /// <summary>Name of the case.</summary>
    string Case { get; }

    /// <summary>The message being handled and where its answer goes; null for outcomes, timeouts and local messages.</summary>
    ReplyAddress? Incoming { get; }

    /// <summary>SHA-256 hex of the raw bytes of the message being handled; empty for timeouts and local messages.</summary>
    string IncomingRawDigest { get; }

    /// <summary>
    /// Sends a canonical message to a foreign party after the commit; the intent is stored first. Its
    /// <see cref="CallOutcome"/> comes back to this case with <paramref name="tag"/>. Returns the request id.
    /// </summary>
    long Send(string destination, object message, string tag);

    /// <summary>Gives the final answer to the message being handled.</summary>
    void Reply(object reply);

    /// <summary>Gives the final answer to an earlier message. At most one answer per message, ever.</summary>
    void Reply(ReplyAddress to, object reply);

    /// <summary>Asks for <paramref name="timeout"/> to come back to this case after <paramref name="delay"/>.</summary>
    void RequestTimeout(TimeSpan delay, object timeout);

    /// <summary>Sends a message to another case (or this one), handled after the commit.</summary>
    void SendLocal(string toCase, object message);

    /// <summary>Posts to the ledger, once for ever per <see cref="LedgerTransaction.Key"/>.</summary>
    void Post(LedgerTransaction transaction);

    /// <summary>Writes a row of the settlement book (insert, or change of state of the same SettlementId).</summary>
    void Record(SettlementRecord settlement);

    /// <summary>Opens a difference (once per key).</summary>
    void Report(Difference difference);

    /// <summary>Writes down a step of a payment file's delivery.</summary>
    void Note(Payments.PaymentFileStep step);

    /// <summary>Writes down what another party says a day amounts to.</summary>
    void Note(Payments.StatedTotals stated);

    /// <summary>Gives this case another name under which later messages find it. An alias belongs to one case for ever.</summary>
    void Alias(string alias);

    /// <summary>
    /// Bars a message identity that has not arrived yet: if (partner of this case's message, kind, key) arrives later it
    /// gets <paramref name="answer"/> and has no effect.
    /// </summary>
    void Forbid(string kind, string key, object answer);

    /// <summary>
    /// Puts the message being handled aside until <see cref="ReleaseDeferred"/>; deferred messages of a case come back in
    /// their order. The handler must change no state when it defers.
    /// </summary>
    void Defer();

    /// <summary>Lets the deferred messages of this case come back, in order, after this step.</summary>
    void ReleaseDeferred();
}

/// <summary>
/// A saga: data of one case and handlers that change it. Handlers are pure: no I/O, no awaiting, no clock, no randomness.
/// The vocabulary is NServiceBus's.
/// </summary>
/// <typeparam name="TState">The data, serialised as JSON, versioned by the engine; new() is the state before the first message.</typeparam>
public abstract class Saga<TState> : ISaga
    where TState : class, new()
{
    private readonly Dictionary<Type, Handler> handlers = [];

    private delegate void Handler(TState state, object message, ISagaContext context);

    Type ISaga.StateType => typeof(TState);

    /// <summary>Contract name of the saga, stored with its state; never changes once landed.</summary>
    public abstract string Name { get; }

    IReadOnlyCollection<Type> ISaga.MessageTypes => handlers.Keys;

    IReadOnlyCollection<Type> ISaga.StartedBy => started;

    private readonly HashSet<Type> started = [];

    object ISaga.NewState() => new TState();

    void ISaga.Handle(object state, object message, ISagaContext context) =>
        handlers[message.GetType()]((TState)state, message, context);

    /// <summary>Messages that may open a case.</summary>
    protected void StartedBy<TMessage>(Action<TState, TMessage, ISagaContext> handler)
        where TMessage : class
    {
        started.Add(typeof(TMessage));
        Handles(handler);
    }

    /// <summary>Messages that belong to an open case: commands, <see cref="CallOutcome"/>, timeouts, local messages.</summary>
    protected void Handles<TMessage>(Action<TState, TMessage, ISagaContext> handler)
        where TMessage : class
    {
        ArgumentNullException.ThrowIfNull(handler);
        handlers.Add(typeof(TMessage), (state, message, context) => handler(state, (TMessage)message, context));
    }
}

/// <summary>The engine's view of a saga. Which saga a case belongs to is decided by the message that opens it.</summary>
public interface ISaga
{
    string Name { get; }

    Type StateType { get; }

    /// <summary>Every message type handled.</summary>
    IReadOnlyCollection<Type> MessageTypes { get; }

    /// <summary>Message types that open a case; each belongs to exactly one saga.</summary>
    IReadOnlyCollection<Type> StartedBy { get; }

    object NewState();

    void Handle(object state, object message, ISagaContext context);
}
