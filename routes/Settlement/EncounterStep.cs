using Hub.Canonical.Messages;
using Hub.Journal;

namespace Hub.Routes.Settlement;

/// <summary>One step of an encounter: its data, the context that takes the effects, and the options.</summary>
internal sealed record EncounterStep(EncounterState State, ISagaContext Context, SettlementOptions Options)
{
    /// <summary>True when the step is one of a plan: its answers go to the plan, not to a caller.</summary>
    public bool Planned { get; init; }

    /// <summary>The operation at work; a step that needs one and has none is a fault of ours.</summary>
    public Operation Operation => State.Operation ?? throw new InvalidOperationException("No operation is at work.");

    /// <summary>The attempt of this number.</summary>
    public Attempt Attempt(int number) => State.Attempts[number - 1];

    /// <summary>Sends the command itself to the core and makes it the operation at work.</summary>
    public Operation Begin(OperationKind kind, ICommand command, Operation? details = null)
    {
        var operation = details ?? new Operation { Origin = command.Origin };
        operation.Kind = kind;
        operation.Number = ++State.Sequence;
        operation.Planned = Planned;
        operation.ReplyTo = Planned ? null : Context.Incoming;
        operation.Stage = OperationStage.Calling;
        State.Operation = operation;
        operation.RequestId = Context.Send(Destinations.Core, command, Tags.Call);
        return operation;
    }

    /// <summary>Makes the sale the operation at work without asking the core: it waits for its prescriptions first.</summary>
    public Operation Reserve(Settle sale, Operation operation)
    {
        operation.Kind = OperationKind.Settle;
        operation.Number = ++State.Sequence;
        operation.Planned = Planned;
        operation.ReplyTo = Planned ? null : Context.Incoming;
        operation.Stage = OperationStage.Reserving;
        operation.Sale = sale;
        State.Operation = operation;
        return operation;
    }

    /// <summary>Answers the caller of the operation, ends it and lets the next message of the encounter come. A plan takes its next step instead.</summary>
    public void End(object reply)
    {
        var operation = Operation;
        if (operation.Planned)
        {
            State.Operation = null;
            ClaimPlans.Ended(this, operation, reply);
            return;
        }

        if (operation.ReplyTo is { } to)
        {
            Context.Reply(to, reply);
        }

        State.Operation = null;
        Context.ReleaseDeferred();
    }

    /// <summary>Refuses the message being handled; nothing was sent and nothing changed.</summary>
    public void Refuse(RouteError error, string detail = "") => Refuse(error.With(detail));

    /// <summary>Refuses the message being handled, or the plan's step that is being begun.</summary>
    public void Refuse(Refused refusal)
    {
        if (Planned)
        {
            ClaimPlans.Ended(this, null, refusal);
        }
        else
        {
            Context.Reply(refusal);
        }
    }
}

/// <summary>What a call to the core is for; comes back with its outcome.</summary>
internal static class Tags
{
    public const string Call = "call";
    public const string Inquiry = "inquiry";
    public const string Reversal = "reversal";
    public const string FollowUp = "follow-up";
}
