using Hub.Canonical;
using Hub.Canonical.Messages;
using Hub.Journal;
using Hub.Routes.Settlement;

namespace Hub.Routes.Reversal;

/// <summary>Undoing a 2102, 2207, 2304 or 2401 by the id of its message (2601).</summary>
internal static class MessageReversal
{
    public static void Ask(EncounterStep step, ReverseMessage command)
    {
        var state = step.State;
        var attempt = state.Attempts.Find(a => a.Kind == command.OriginalKind && a.Key == command.OriginalKey);
        if (attempt is null && !MayBeReversed(step, command))
        {
            step.Refuse(SettlementErrorCodes.NotReversible);
            return;
        }

        if (attempt is null && state.Plan is { } plan && plan.IsOf(command))
        {
            // It has not come to what would have to be undone; it stops before.
            (plan.Joined ??= []).Add(step.Context.Incoming!);
            return;
        }

        if (state.Operation is { } operation)
        {
            JoinOrDefer(step, operation, attempt);
            return;
        }

        if (state.Institution is { } institution && institution != command.Origin.Institution)
        {
            step.Refuse(SettlementErrorCodes.OtherInstitution);
            return;
        }

        switch (attempt?.State)
        {
            case null:
                // It never arrived, or it was refused before the core saw it: should it still come, it has no effect.
                step.Context.Forbid(command.OriginalKind, command.OriginalKey, SettlementErrorCodes.ReversedBeforeArrival.With());
                step.Context.Reply(new Acknowledged());
                break;
            case AttemptState.Booked or AttemptState.Disputed:
                Undo(step, attempt, command);
                break;
            default:
                step.Context.Reply(new Acknowledged());
                break;
        }
    }

    /// <summary>Starts the reversal of a booked or disputed attempt.</summary>
    public static void Begin(
        EncounterStep step, Attempt attempt, Origin origin, string personNumber, ReplyAddress? replyTo, List<ReplyAddress>? joined)
    {
        step.State.Operation = new Operation
        {
            Number = ++step.State.Sequence,
            Kind = OperationKind.Reverse,
            Origin = origin,
            Setting = attempt.Booked?.Setting ?? CareSetting.Inpatient,
            PersonNumber = attempt.Booked?.PersonNumber ?? personNumber,
            Attempt = attempt.Number,
            ReplyTo = replyTo,
            Joined = joined,
        };
        Resolution.SendReversal(step);
    }

    /// <summary>The core has undone it or never held it.</summary>
    public static void Completed(EncounterStep step)
    {
        var operation = step.Operation;
        var attempt = step.Attempt(operation.Attempt);
        if (attempt.Booked is not null)
        {
            var key = operation.ReplyTo?.Key ?? operation.Joined?[0].Key ?? operation.Origin.Key;
            Cancellation.Enter(step, attempt, AttemptState.Reversed, SettlementState.Reversed, null, key);
        }
        else
        {
            attempt.Move(AttemptState.Reversed);
            attempt.Origin = operation.Origin;
        }

        if (!SettlementRules.IsSettlement(attempt) && step.State.Phase != EncounterPhase.New)
        {
            step.State.Move(EncounterPhase.Closed);
        }

        step.End(operation.Kind == OperationKind.Reverse ? new Acknowledged() : SettlementErrorCodes.Reversed.With());
        AnswerAll(step, operation.Joined, new Acknowledged());
        if (operation.Late is { } late)
        {
            LateAnswers.Contradicted(step, attempt, late);
        }
    }

    /// <summary>The core refused and holds it: it stands, and whoever wanted it undone is told so.</summary>
    public static void Stands(EncounterStep step)
    {
        var operation = step.Operation;
        var attempt = step.Attempt(operation.Attempt);
        attempt.Move(AttemptState.Booked);
        var refusal = SettlementErrorCodes.StandsAtCore.With(attempt.Booked?.SettlementId ?? step.State.EncounterId ?? "", operation.CoreText);
        step.End(refusal);
        AnswerAll(step, operation.Joined, refusal);
    }

    public static void AnswerAll(EncounterStep step, List<ReplyAddress>? callers, object reply)
    {
        foreach (var caller in callers ?? [])
        {
            step.Context.Reply(caller, reply);
        }
    }

    /// <summary>
    /// By the national numbers; of other channels, a claim or an admission of this encounter, or a message that never came, which
    /// is then the first that is heard of its case.
    /// </summary>
    private static bool MayBeReversed(EncounterStep step, ReverseMessage command) =>
        Transactions.IsReversible(command.OriginalKind)
        || step.State.ClaimKind == command.OriginalKind
        || step.State.Plan?.IsOf(command) == true
        || (command.Origin.Kind != "2601" && step.State is { Institution: null, Plan: null, ClaimKind: null, Operation: null });

    private static void Undo(EncounterStep step, Attempt attempt, ReverseMessage command)
    {
        if (!SettlementRules.IsSettlement(attempt) && Steps.LiveSettlement(step) is { } live)
        {
            step.Refuse(SettlementErrorCodes.LiveSettlement, live);
            return;
        }

        var person = command.PersonNumber.Length > 0 ? command.PersonNumber : step.State.PersonNumber ?? "";
        Begin(step, attempt, command.Origin, person, step.Context.Incoming, null);
    }

    private static void JoinOrDefer(EncounterStep step, Operation operation, Attempt? attempt)
    {
        var same = attempt is not null && operation.Attempt == attempt.Number
            && operation.Kind is OperationKind.Settle or OperationKind.Admit or OperationKind.Reverse;
        if (same && step.Context.Incoming is { } caller)
        {
            (operation.Joined ??= []).Add(caller);
        }
        else
        {
            step.Context.Defer();
        }
    }
}
