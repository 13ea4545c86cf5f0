using Hub.Canonical;
using Hub.Canonical.Messages;
using Hub.Journal;
using Hub.Routes.Settlement;

namespace Hub.Routes.Reversal;

/// <summary>
/// What is confirmed beside the main line of an encounter: notices to the institution, and one more reversal of a
/// settlement that the core says it holds. Both may be sent again safely; neither holds up the next command.
/// </summary>
internal static class FollowUps
{
    public static void Notify(EncounterStep step, InstitutionNotice notice) =>
        Send(step, Add(step, new FollowUp { Notice = notice, SettlementId = notice.SettlementId }));

    /// <summary>Ask whether the core really holds it; if so, reverse it.</summary>
    public static void Check(EncounterStep step, Attempt attempt, LateWord word)
    {
        if (step.State.FollowUps.Exists(f => f.Notice is null && f.Attempt == attempt.Number))
        {
            return;
        }

        Send(step, Add(step, new FollowUp
        {
            Attempt = attempt.Number,
            SettlementId = word.SettlementId,
            Origin = attempt.Origin,
            Held = !SettlementRules.IsSettlement(attempt),
        }));
    }

    public static void Due(EncounterStep step, FollowUpDue due)
    {
        if (step.State.FollowUps.Find(f => f.Number == due.Number) is { RequestId: 0 } followUp)
        {
            Send(step, followUp);
        }
    }

    public static void Answered(EncounterStep step, CallOutcome outcome)
    {
        if (step.State.FollowUps.Find(f => f.RequestId == outcome.RequestId) is not { } followUp)
        {
            return;
        }

        if (outcome.Result is CallResult.NotSent or CallResult.Unknown)
        {
            Again(step, followUp);
        }
        else if (followUp.Notice is null && !followUp.Held && Holds(followUp, outcome))
        {
            followUp.Held = true;
            Send(step, followUp);
        }
        else
        {
            step.State.FollowUps.Remove(followUp);
        }
    }

    private static bool Holds(FollowUp followUp, CallOutcome outcome) =>
        outcome.Reply is InquiryAnswered { Settlement: { } found } answer
        && found.SettlementId == followUp.SettlementId && !Resolution.Refunded(answer);

    private static void Again(EncounterStep step, FollowUp followUp)
    {
        followUp.RequestId = 0;
        var most = followUp.Notice is null ? step.Options.AttemptsMax : step.Options.NoticeRetries;
        if (followUp.Tries > most)
        {
            step.State.FollowUps.Remove(followUp);
            Undelivered(step, followUp);
            return;
        }

        var delay = followUp.Notice is null ? Resolution.Backoff(step.Options, followUp.Tries - 1) : step.Options.NoticeDelay;
        step.Context.RequestTimeout(delay, new FollowUpDue(followUp.Number));
    }

    private static FollowUp Add(EncounterStep step, FollowUp followUp)
    {
        followUp.Number = ++step.State.Sequence;
        step.State.FollowUps.Add(followUp);
        return followUp;
    }

    private static void Send(EncounterStep step, FollowUp followUp)
    {
        followUp.Tries++;
        if (followUp.Notice is { } notice)
        {
            followUp.RequestId = step.Context.Send(Destinations.Institution, notice, Tags.FollowUp);
            return;
        }

        var person = step.State.PersonNumber ?? "";
        object message = followUp.Held
            ? Resolution.Reversal(followUp.Origin!, step.Attempt(followUp.Attempt), person)
            : Resolution.Inquiry(followUp.Origin!, person, step.State.EncounterId, followUp.SettlementId);
        followUp.RequestId = step.Context.Send(Destinations.Core, message, Tags.FollowUp);
    }

    /// <summary>A notice that cannot be delivered is put before a person; a failed check already is a difference.</summary>
    private static void Undelivered(EncounterStep step, FollowUp followUp)
    {
        if (followUp.Notice is { } notice)
        {
            step.Context.Report(new Difference
            {
                Key = "notice:" + notice.SettlementId,
                Kind = DifferenceKind.StateDiffers,
                Partner = notice.Institution,
                Day = TreatmentClock.Day(step.Context.Now),
                SettlementId = notice.SettlementId,
                MessageKey = notice.MessageKey,
                Text = "The institution could not be told that the core cancelled this settlement.",
            });
        }
    }
}
