using Hub.Canonical;
using Hub.Canonical.Messages;
using Hub.Journal;
using Hub.Routes.Reversal;

namespace Hub.Routes.Settlement;

/// <summary>Settling (2102, 2207, 2304): the request, the core's answer, the books.</summary>
internal static class Settlements
{
    public static void Ask(EncounterStep step, Settle command)
    {
        var details = new Operation
        {
            Origin = command.Origin,
            Setting = command.Setting,
            PersonNumber = command.Person.Number ?? step.State.PersonNumber ?? "",
            InsuranceType = command.InsuranceType,
        };
        if (command.Trial)
        {
            step.Begin(OperationKind.Trial, command, details);
            return;
        }

        if (SettlementRules.Refusal(step, command) is { } refusal)
        {
            step.Refuse(refusal);
            return;
        }

        var prescriptions = Prescriptions.Of(command);
        var operation = prescriptions.Count > 0 ? step.Reserve(command, details) : step.Begin(OperationKind.Settle, command, details);
        var attempt = new Attempt
        {
            Number = step.State.Attempts.Count + 1,
            State = AttemptState.Asked,
            Kind = command.Origin.Kind,
            Transaction = Transactions.Settlement(command.Setting) is var asked && asked == command.Origin.Kind ? null : asked,
            Key = command.Origin.Key,
            RequestId = operation.RequestId,
            Batch = FeeLines.BatchOf(command.Setting, command.BatchNumber),
            TotalFen = command.Total.Fen,
            Origin = command.Origin,
            Basket = command.Setting == CareSetting.Pharmacy ? SettlementRules.Basket(command) : null,
            Prescriptions = prescriptions.Count > 0 ? prescriptions : null,
            RawDigest = step.Context.IncomingRawDigest,
        };
        step.State.Attempts.Add(attempt);
        operation.Attempt = attempt.Number;
        if (prescriptions.Count > 0)
        {
            Prescriptions.Ask(step);
        }
    }

    /// <summary>The core's answer to a settlement or an admission.</summary>
    public static void Answered(EncounterStep step, CallOutcome outcome)
    {
        var attempt = step.Attempt(step.Operation.Attempt);
        attempt.RequestKey = outcome.RequestKey;
        switch (outcome.Result)
        {
            case CallResult.Done when IsDefinite(outcome):
                Answer(step, outcome);
                break;
            case CallResult.Refused:
                attempt.Move(AttemptState.Refused);
                EndUnbooked(step, Outcomes.Refusal(outcome));
                break;
            case CallResult.NotSent:
                attempt.Move(AttemptState.Refused);
                EndUnbooked(step, SettlementErrorCodes.CoreUnreachable.With());
                break;
            default:
                // Also an answer that says done and names no settlement: nothing to book, nothing to deny.
                attempt.Move(AttemptState.Unknown);
                Resolution.Start(step);
                break;
        }
    }

    /// <summary>Books what the core says it has done, at once or late; an answer that names no settlement says nothing.</summary>
    public static void Answer(EncounterStep step, CallOutcome outcome)
    {
        if (outcome.Reply is Adjudicated adjudicated && IsDefinite(outcome))
        {
            Booked(step, adjudicated, outcome.RawDigest);
        }
        else if (outcome.Reply is EncounterOpened opened)
        {
            var attempt = step.Attempt(step.Operation.Attempt);
            Openings.Opened(step, opened);
            EndBooked(step, attempt, opened);
        }
    }

    private static bool IsDefinite(CallOutcome outcome) =>
        outcome.Reply is Adjudicated { Adjudication.SettlementId.Length: > 0 } or EncounterOpened { EncounterId.Length: > 0 };

    /// <summary>The core holds the settlement: rows, postings, answer. Reached once per attempt.</summary>
    public static void Booked(EncounterStep step, Adjudicated adjudicated, string rawDigest)
    {
        var operation = step.Operation;
        var attempt = step.Attempt(operation.Attempt);
        var adjudication = adjudicated.Adjudication;
        if (step.State.Attempts.Find(a => a.Booked?.SettlementId == adjudication.SettlementId) is { } other)
        {
            Differences.SameSettlementTwice(step, attempt, other, rawDigest);
            attempt.Move(AttemptState.Refused);
            EndUnbooked(step, SettlementErrorCodes.AlreadySettled.With(adjudication.SettlementId!));
            return;
        }

        var now = TreatmentClock.LocalTime(step.Context.Now);
        attempt.Booked = Bookings.Of(adjudication, operation, attempt.Key, now);
        Enter(step, attempt, adjudication, rawDigest);
        attempt.RawDigest = rawDigest;
        attempt.Origin = null;
        attempt.Move(AttemptState.Booked);
        step.State.Institution ??= operation.Origin.Institution;
        step.State.PersonNumber ??= attempt.Booked.PersonNumber;
        FeeLines.Settled(step.State, attempt);
        Openings.Identify(step, adjudication.EncounterId);
        if (step.State.Phase == EncounterPhase.New)
        {
            step.State.Move(EncounterPhase.Open);
        }

        EndBooked(step, attempt, adjudicated);
    }

    /// <summary>Ends an operation whose request the core has not booked: reversals that joined have nothing to undo.</summary>
    public static void EndUnbooked(EncounterStep step, object reply)
    {
        var joined = step.Operation.Joined;
        step.End(reply);
        MessageReversal.AnswerAll(step, joined, new Acknowledged());
    }

    /// <summary>Ends an operation whose request the core has booked: a reversal that joined begins now.</summary>
    private static void EndBooked(EncounterStep step, Attempt attempt, object reply)
    {
        var operation = step.Operation;
        step.End(reply);
        if (operation.CoreText is not null)
        {
            var stands = SettlementErrorCodes.StandsAtCore.With(attempt.Booked?.SettlementId ?? "", operation.CoreText);
            MessageReversal.AnswerAll(step, operation.Joined, stands);
        }
        else if (operation.Joined is { Count: > 0 } joined)
        {
            MessageReversal.Begin(step, attempt, operation.Origin, operation.PersonNumber, null, joined);
        }
    }

    /// <summary>
    /// Row and postings. The core has booked it whatever we think of the amounts, so the row states the core's word; the
    /// ledger takes only amounts that add up, anything else is a difference for a person.
    /// </summary>
    private static void Enter(EncounterStep step, Attempt attempt, Adjudication adjudication, string rawDigest)
    {
        var booked = attempt.Booked!;
        var institution = step.Operation.Origin.Institution;
        step.Context.Record(Bookings.Row(booked, institution, SettlementState.Settled));
        var violations = AdjudicationRules.Violations(adjudication);
        if (violations.Count > 0)
        {
            Differences.DoesNotAddUp(step, attempt, violations[0], rawDigest);
        }
        else
        {
            attempt.Posted = true;
            var day = DateOnly.FromDateTime(booked.SettledAt);
            if (LedgerEntries.Of("settle:" + booked.SettlementId, day, institution, booked, negate: false) is { } entry)
            {
                step.Context.Post(entry);
            }
        }

        if (booked.TotalFen != attempt.TotalFen)
        {
            Differences.OtherTotal(step, attempt, rawDigest);
        }
    }
}
