using Hub.Canonical;
using Hub.Canonical.Messages;
using Hub.Journal;
using Hub.Routes.Settlement;

namespace Hub.Routes.Reversal;

/// <summary>Cancelling a settlement at the institution's request (2103, 2208, 2305). A cancellation cannot be undone, so an
/// unanswered one is inquired about until the core's books show what happened.</summary>
internal static class Cancellation
{
    public static void Ask(EncounterStep step, CancelSettlement command)
    {
        var attempt = step.State.Attempts.Find(a => a.Booked?.SettlementId == command.SettlementId);
        if (attempt is { State: not (AttemptState.Booked or AttemptState.Disputed) })
        {
            step.Refuse(SettlementErrorCodes.AlreadyCancelled, command.SettlementId);
            return;
        }

        attempt?.Move(AttemptState.Cancelling);
        var operation = step.Begin(OperationKind.CancelSettlement, command, new Operation
        {
            Origin = command.Origin,
            Setting = command.Setting,
            PersonNumber = command.PersonNumber,
            SettlementId = command.SettlementId,
            InsuranceType = attempt?.Booked?.InsuranceType ?? "",
            Attempt = attempt?.Number ?? 0,
        });
        if (attempt is not null)
        {
            (attempt.CancelRequests ??= []).Add(operation.RequestId);
        }
    }

    public static void Answered(EncounterStep step, CallOutcome outcome)
    {
        switch (outcome.Result)
        {
            case CallResult.Done when outcome.Reply is Adjudicated adjudicated:
                Completed(step, adjudicated, outcome.RawDigest);
                break;
            case var _ when step.Operation.Cancelled is { } earlier:
                Completed(step, earlier, outcome.RawDigest);
                break;
            case CallResult.Refused:
                NotDone(step, Outcomes.Refusal(outcome));
                break;
            case CallResult.NotSent:
                NotDone(step, SettlementErrorCodes.CoreUnreachable.With());
                break;
            default:
                Resolution.Start(step);
                break;
        }
    }

    public static void InquiryAnswered(EncounterStep step, CallOutcome outcome)
    {
        var operation = step.Operation;
        if (outcome.Result != CallResult.Done || outcome.Reply is not InquiryAnswered answer)
        {
            Resolution.Wait(step);
        }
        else if (answer.Settlement is null || Resolution.Refunded(answer))
        {
            Gone(step, answer, outcome.RawDigest);
        }
        else if (operation.Inquiries < step.Options.InquiryDelays.Count)
        {
            Resolution.Wait(step);
        }
        else
        {
            NotDone(step, SettlementErrorCodes.NotCancelled.With());
        }
    }

    /// <summary>An answer to a cancellation that came late or twice.</summary>
    public static void Late(EncounterStep step, Attempt attempt, CallOutcome outcome)
    {
        if (outcome.Result != CallResult.Done || outcome.Reply is not Adjudicated adjudicated)
        {
            return;
        }

        if (attempt.State == AttemptState.Cancelling && step.State.Operation is { } operation)
        {
            if (operation.Stage == OperationStage.Calling)
            {
                // An earlier cancellation was done after all; the one at the core is let come to its end first.
                operation.Cancelled = adjudicated;
            }
            else
            {
                Completed(step, adjudicated, outcome.RawDigest);
            }
        }
        else if (attempt.State is AttemptState.Booked or AttemptState.Disputed)
        {
            // We had told the institution that it stands. The core's books decide; the institution is told again.
            Differences.Contradicting(step, attempt, adjudicated.Adjudication.Total.Fen, outcome.RawDigest,
                "The core answered late that it cancelled what it had shown as settled.");
            CoreCancellation.Apply(step, attempt, adjudicated.Adjudication, outcome.RawDigest);
        }
    }

    /// <summary>Writes the counter-row, turns the postings round and frees the lines. Reached once per attempt.</summary>
    public static void Enter(
        EncounterStep step, Attempt attempt, AttemptState to, SettlementState state, Adjudication? cancelling, string messageKey)
    {
        var booked = attempt.Booked!;
        var institution = step.State.Institution!;
        var at = cancelling?.SettledAt ?? TreatmentClock.LocalTime(step.Context.Now);
        attempt.Move(to);
        step.Context.Record(Bookings.Row(booked, institution, state));
        step.Context.Record(Bookings.CounterRow(booked, institution, state, cancelling?.SettlementId, messageKey, at));
        var verb = state == SettlementState.Reversed ? "reverse:" : "cancel:";
        var day = DateOnly.FromDateTime(at);
        if (attempt.Posted && LedgerEntries.Of(verb + booked.SettlementId, day, institution, booked, negate: true) is { } entry)
        {
            step.Context.Post(entry);
        }

        FeeLines.Freed(step.State, attempt);
    }

    private static void Gone(EncounterStep step, InquiryAnswered answer, string rawDigest)
    {
        var operation = step.Operation;
        if (operation.Attempt == 0)
        {
            step.End(SettlementErrorCodes.AlreadyCancelled.With(operation.SettlementId!));
            return;
        }

        var at = TreatmentClock.LocalTime(step.Context.Now);
        var adjudicated = answer.Settlement is { Total.Fen: < 0 } negative
            ? new Adjudicated { Adjudication = negative }
            : Bookings.Cancelling(step.Attempt(operation.Attempt).Booked!, at);
        Completed(step, adjudicated, rawDigest);
    }

    private static void Completed(EncounterStep step, Adjudicated adjudicated, string rawDigest)
    {
        var operation = step.Operation;
        if (operation.Attempt == 0 && NeverBooked(step, adjudicated.Adjudication))
        {
            Differences.CancelledUnbooked(step, operation.SettlementId!, adjudicated.Adjudication, rawDigest);
        }
        else if (operation.Attempt == 0)
        {
            Learn(step, adjudicated.Adjudication);
        }
        else
        {
            var attempt = step.Attempt(operation.Attempt);
            if (!Bookings.SameAmounts(attempt.Booked!, adjudicated.Adjudication, -1))
            {
                Differences.CancelledOtherwise(step, attempt, adjudicated.Adjudication.Total.Fen, rawDigest);
            }

            Enter(step, attempt, AttemptState.Cancelled, SettlementState.Cancelled, adjudicated.Adjudication, operation.Origin.Key);
        }

        step.End(adjudicated);
    }

    /// <summary>
    /// True when the settlement cannot date from before the hub: it is one that the core booked and the hub did not, so that
    /// both rows are missing in our books and cancel each other out in the core's.
    /// </summary>
    private static bool NeverBooked(EncounterStep step, Adjudication cancelling) =>
        step.State.OpenedHere || step.State.Attempts.Exists(a => a.Booked is null && a.TotalFen == -cancelling.Total.Fen);

    /// <summary>A settlement made before the hub existed was cancelled: the books get the core's negative amounts.</summary>
    private static void Learn(EncounterStep step, Adjudication adjudication)
    {
        var operation = step.Operation;
        var now = TreatmentClock.LocalTime(step.Context.Now);
        var booked = Bookings.Of(adjudication, operation, operation.Origin.Key, now);
        var institution = step.State.Institution ??= operation.Origin.Institution;
        var same = booked.SettlementId.Length == 0 || booked.SettlementId == operation.SettlementId;
        booked.SettlementId = same ? operation.SettlementId + "-R" : booked.SettlementId;
        var row = Bookings.Row(booked, institution, SettlementState.Cancelled);
        step.Context.Record(row with { CancelsSettlementId = operation.SettlementId });
        var day = DateOnly.FromDateTime(booked.SettledAt);
        if (AdjudicationRules.Violations(adjudication).Count == 0
            && LedgerEntries.Of("cancel:" + operation.SettlementId, day, institution, booked, negate: false) is { } entry)
        {
            step.Context.Post(entry);
        }
    }

    private static void NotDone(EncounterStep step, Refused refusal)
    {
        if (step.Operation.Attempt is > 0 and var number)
        {
            step.Attempt(number).Move(AttemptState.Booked);
        }

        step.End(refusal);
    }
}
