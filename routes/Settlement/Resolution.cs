using Hub.Canonical;
using Hub.Canonical.Messages;
using Hub.Journal;
using Hub.Routes.Reversal;

namespace Hub.Routes.Settlement;

/// <summary>
/// Finding out how an unanswered request ended, without ever sending it again: inquire (5203), then complete, or reverse
/// (2601) until the core gives a definite answer.
/// </summary>
internal static class Resolution
{
    /// <summary>The request got no answer: wait, then ask.</summary>
    public static void Start(EncounterStep step) => Wait(step);

    /// <summary>The wait is over.</summary>
    public static void Due(EncounterStep step, ResolutionDue due)
    {
        if (step.State.Operation is not { Stage: OperationStage.Waiting } operation
            || operation.Number != due.Operation || Rounds(operation) != due.Round)
        {
            return;
        }

        if (Inquires(step, operation))
        {
            SendInquiry(step);
        }
        else
        {
            SendReversal(step);
        }
    }

    public static void InquiryAnswered(EncounterStep step, CallOutcome outcome)
    {
        var operation = step.Operation;
        if (operation.Kind == OperationKind.CancelSettlement)
        {
            Cancellation.InquiryAnswered(step, outcome);
            return;
        }

        var found = Found(step, outcome);
        if (operation.AfterRefusedReversal)
        {
            AfterRefusedReversal(step, outcome, found);
        }
        else if (found is not null)
        {
            Settlements.Booked(step, found, outcome.RawDigest);
        }
        else if (Inquires(step, operation))
        {
            Wait(step);
        }
        else
        {
            SendReversal(step);
        }
    }

    public static void ReversalAnswered(EncounterStep step, CallOutcome outcome)
    {
        var operation = step.Operation;
        switch (outcome.Result)
        {
            case CallResult.Done:
                MessageReversal.Completed(step);
                break;
            case CallResult.Refused when SettlementRules.IsSettlement(step.Attempt(operation.Attempt)):
                // Provinces word "original not found" differently (2601), so the books of the core decide, not its text.
                operation.CoreText = Outcomes.Refusal(outcome) is { } refusal ? refusal.CoreText ?? refusal.Text : "";
                operation.AfterRefusedReversal = true;
                SendInquiry(step);
                break;
            case CallResult.Refused when operation.Kind == OperationKind.Admit:
                MessageReversal.Completed(step);
                break;
            case CallResult.Refused:
                operation.CoreText = Outcomes.Refusal(outcome).Text;
                MessageReversal.Stands(step);
                break;
            default:
                Wait(step);
                break;
        }
    }

    /// <summary>Arms the next attempt; tells an operator after some of them, gives up after very many.</summary>
    public static void Wait(EncounterStep step)
    {
        var operation = step.Operation;
        operation.Stage = OperationStage.Waiting;
        operation.RequestId = 0;
        var tries = Rounds(operation);
        if (tries >= step.Options.AttemptsMax)
        {
            GiveUp(step);
            return;
        }

        if (tries >= step.Options.AttemptsBeforeDifference + step.Options.InquiryDelays.Count && !operation.Reported)
        {
            operation.Reported = true;
            Differences.NotFoundOut(step, operation, SettlementIdOf(step, operation) ?? "");
        }

        var delay = operation.Inquiries < step.Options.InquiryDelays.Count && operation.Reversals == 0
            ? step.Options.InquiryDelays[operation.Inquiries]
            : Backoff(step.Options, operation.Reversals > 0 ? operation.Reversals - 1 : tries - step.Options.InquiryDelays.Count);
        step.Context.RequestTimeout(delay, new ResolutionDue(operation.Number, tries));
    }

    public static void SendReversal(EncounterStep step)
    {
        var operation = step.Operation;
        var attempt = step.Attempt(operation.Attempt);
        if (attempt.State != AttemptState.Reversing)
        {
            attempt.Move(AttemptState.Reversing);
        }

        operation.Stage = OperationStage.Reversing;
        operation.Reversals++;
        operation.RequestId = step.Context.Send(Destinations.Core, Reversal(operation.Origin, attempt, operation.PersonNumber), Tags.Reversal);
    }

    /// <summary>The 2601 of an attempt, by the message id that our request had on the core's wire.</summary>
    public static ReverseMessage Reversal(Origin origin, Attempt attempt, string personNumber) => new()
    {
        Origin = origin with { Kind = "2601" },
        PersonNumber = personNumber,
        OriginalKey = attempt.RequestKey ?? "",
        OriginalKind = attempt.AtCore,
    };

    /// <summary>The 5203 about a settlement.</summary>
    public static Inquire Inquiry(Origin origin, string personNumber, string? encounterId, string? settlementId) => new()
    {
        Origin = origin with { Kind = "5203" },
        Subject = "5203",
        PersonNumber = personNumber,
        EncounterId = encounterId,
        SettlementId = settlementId,
    };

    /// <summary>True when the answer shows a settlement that has been refunded (refd_setl_flag 1, or negative amounts).</summary>
    public static bool Refunded(InquiryAnswered answer) =>
        answer.Settlement is { Total.Fen: < 0 } || answer.Extensions.Any(e => e.Name == "refd_setl_flag" && e.Value == "1");

    /// <summary>Wait before attempt <paramref name="n"/> (from 0): doubling, up to the limit.</summary>
    public static TimeSpan Backoff(SettlementOptions options, int n)
    {
        var ticks = options.ReversalDelay.Ticks;
        for (var i = 0; i < n && ticks < options.ResolutionDelayMax.Ticks; i++)
        {
            ticks = Math.Max(ticks * 2, 1);
        }

        return TimeSpan.FromTicks(Math.Min(ticks, options.ResolutionDelayMax.Ticks));
    }

    public static void SendInquiry(EncounterStep step)
    {
        var operation = step.Operation;
        operation.Stage = OperationStage.Inquiring;
        operation.Inquiries++;
        var encounterId = operation.Setting == CareSetting.Pharmacy && operation.Kind == OperationKind.Settle
            ? null
            : step.State.EncounterId ?? EncounterOfCase(step.Context.Case);
        var inquiry = Inquiry(operation.Origin, operation.PersonNumber, encounterId, SettlementIdOf(step, operation));
        operation.RequestId = step.Context.Send(Destinations.Core, inquiry, Tags.Inquiry);
    }

    private static void AfterRefusedReversal(EncounterStep step, CallOutcome outcome, Adjudicated? found)
    {
        var operation = step.Operation;
        operation.AfterRefusedReversal = false;
        if (found is not null)
        {
            if (step.Attempt(operation.Attempt).Booked is null)
            {
                Settlements.Booked(step, found, outcome.RawDigest);
            }
            else
            {
                MessageReversal.Stands(step);
            }
        }
        else if (outcome.Result is CallResult.Done or CallResult.Refused)
        {
            MessageReversal.Completed(step);
        }
        else
        {
            Wait(step);
        }
    }

    /// <summary>
    /// The settlement that the inquiry found, if it is the one asked about: not a refunded one, not an earlier one of the
    /// same encounter, of the same total, and with our message id where the core echoes it (medins_setl_id). Of a sale,
    /// which has no mdtrt_id to ask by, the echo is required.
    /// </summary>
    private static Adjudicated? Found(EncounterStep step, CallOutcome outcome)
    {
        if (outcome.Result != CallResult.Done
            || outcome.Reply is not InquiryAnswered { Settlement: { SettlementId.Length: > 0 } found } answer || Refunded(answer))
        {
            return null;
        }

        var attempt = step.Attempt(step.Operation.Attempt);
        var adjudicated = new Adjudicated { Adjudication = found, Extensions = answer.Extensions };
        if (attempt.Booked is { } booked)
        {
            return booked.SettlementId == found.SettlementId ? adjudicated : null;
        }

        var echo = found.InstitutionSettlementId ?? "";
        var ours = echo == attempt.RequestKey || echo == attempt.Key;
        var mayBe = ours || (echo.Length == 0 && step.Operation.Setting != CareSetting.Pharmacy);
        var known = step.State.Attempts.Exists(a => a.Booked?.SettlementId == found.SettlementId);
        return mayBe && !known && found.Total.Fen == attempt.TotalFen ? adjudicated : null;
    }

    private static bool Inquires(EncounterStep step, Operation operation) => operation.Kind switch
    {
        OperationKind.CancelSettlement => true,
        OperationKind.Settle => operation.Reversals == 0 && operation.Joined is not { Count: > 0 }
            && operation.Inquiries < step.Options.InquiryDelays.Count,
        _ => false,
    };

    private static void GiveUp(EncounterStep step)
    {
        var operation = step.Operation;
        if (operation.Attempt > 0)
        {
            var attempt = step.Attempt(operation.Attempt);
            attempt.Move(AttemptState.Disputed);
            attempt.Origin = operation.Origin;
        }

        var answer = SettlementErrorCodes.StillUnknown.With();
        step.End(answer);
        MessageReversal.AnswerAll(step, operation.Joined, answer);
    }

    private static int Rounds(Operation operation) => operation.Inquiries + operation.Reversals;

    private static string? SettlementIdOf(EncounterStep step, Operation operation) =>
        operation.SettlementId ?? (operation.Attempt > 0 ? step.Attempt(operation.Attempt).Booked?.SettlementId : null);

    /// <summary>mdtrt_id of a case that is named after it (an encounter opened before the hub existed).</summary>
    private static string? EncounterOfCase(string name)
    {
        var prefix = SettlementCorrelator.EncounterCase("");
        return name.StartsWith(prefix, StringComparison.Ordinal) ? name[prefix.Length..] : null;
    }
}
