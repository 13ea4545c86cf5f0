using Hub.Canonical;
using Hub.Canonical.Messages;
using Hub.Journal;
using Hub.Routes.Reversal;

namespace Hub.Routes.Settlement;

/// <summary>Answers that come late or twice: compared with what we know, never applied a second time.</summary>
internal static class LateAnswers
{
    public static void Compare(EncounterStep step, CallOutcome outcome)
    {
        if (step.State.Attempts.Find(a => a.RequestId == outcome.RequestId) is { } asked)
        {
            OfRequest(step, asked, outcome);
        }
        else if (step.State.Attempts.Find(a => a.CancelRequests?.Contains(outcome.RequestId) == true) is { } cancelled)
        {
            Cancellation.Late(step, cancelled, outcome);
        }
    }

    private static void OfRequest(EncounterStep step, Attempt attempt, CallOutcome outcome)
    {
        switch (outcome.Result)
        {
            case CallResult.Done when attempt.State == AttemptState.Unknown:
                // Still finding out: this is the definite answer that was missing.
                Settlements.Answer(step, outcome);
                break;
            case CallResult.Refused when attempt.State == AttemptState.Unknown:
                attempt.Move(AttemptState.Refused);
                Settlements.EndUnbooked(step, Outcomes.Refusal(outcome));
                break;
            case CallResult.Refused when attempt is { State: AttemptState.Disputed, Booked: null }:
                attempt.Move(AttemptState.Refused);
                break;
            case CallResult.Refused when attempt.Booked is not null:
                Differences.Contradicting(step, attempt, 0, outcome.RawDigest,
                    "The core refused a settlement that it had reported as booked.");
                break;
            case CallResult.Done when outcome.Reply is Adjudicated { Adjudication: { SettlementId.Length: > 0 } theirs }:
                SaysBooked(step, attempt, theirs, outcome.RawDigest);
                break;
            case CallResult.Done when outcome.Reply is EncounterOpened opened:
                SaysOpened(step, attempt, opened, outcome.RawDigest);
                break;
            default:
                break;
        }
    }

    private static void SaysBooked(EncounterStep step, Attempt attempt, Adjudication theirs, string rawDigest)
    {
        if (attempt.Booked is { } ours)
        {
            if (!Bookings.Same(ours, theirs))
            {
                Differences.Contradicting(step, attempt, theirs.Total.Fen, rawDigest,
                    "The core answered twice, and not the same: setl_id " + theirs.SettlementId + " against " + ours.SettlementId + ".");
            }

            return;
        }

        Hear(step, attempt, new LateWord { SettlementId = theirs.SettlementId!, TotalFen = theirs.Total.Fen, RawDigest = rawDigest });
    }

    private static void SaysOpened(EncounterStep step, Attempt attempt, EncounterOpened opened, string rawDigest)
    {
        if (attempt.State != AttemptState.Booked && !(attempt.State == AttemptState.Reversing && step.State.EncounterId == opened.EncounterId))
        {
            Hear(step, attempt, new LateWord { SettlementId = opened.EncounterId, RawDigest = rawDigest });
        }
    }

    private static void Hear(EncounterStep step, Attempt attempt, LateWord word)
    {
        if (attempt.State == AttemptState.Reversing && step.State.Operation is { } operation && operation.Attempt == attempt.Number)
        {
            // The reversal on its way may have come before or after the booking; judged when it has ended.
            operation.Late = word;
            return;
        }

        Contradicted(step, attempt, word);
    }

    /// <summary>The core says booked, we say undone: a difference, and one more look at the core's books.</summary>
    public static void Contradicted(EncounterStep step, Attempt attempt, LateWord word)
    {
        Differences.Contradicting(step, attempt, word.TotalFen, word.RawDigest,
            "The core answered late that it booked what the hub has reversed; the hub asks, and reverses again if it holds it.");
        FollowUps.Check(step, attempt, word);
    }
}
