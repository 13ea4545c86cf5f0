using Hub.Canonical;
using Hub.Canonical.Messages;
using Hub.Routes.Settlement;

namespace Hub.Routes.Reversal;

/// <summary>The core cancelled a settlement of its own accord (M30): once in the books however often it is pushed, and the
/// institution is told.</summary>
internal static class CoreCancellation
{
    public static void Handle(EncounterStep step, SettlementCancelledByCore message)
    {
        if (message.Origin.Partner != Destinations.Core)
        {
            step.Refuse(SettlementErrorCodes.NotTheCore);
            return;
        }

        var attempt = step.State.Attempts.Find(a => a.Booked?.SettlementId == message.SettlementId);
        if (attempt is null)
        {
            NotOurs(step, message);
        }
        else if (attempt.State is AttemptState.Booked or AttemptState.Disputed)
        {
            Apply(step, attempt, message.Adjudication, step.Context.IncomingRawDigest);
        }

        step.Context.Reply(new Acknowledged());
    }

    /// <summary>Books the cancellation and tells the institution.</summary>
    public static void Apply(EncounterStep step, Attempt attempt, Adjudication? cancelling, string rawDigest)
    {
        if (cancelling is not null && !Bookings.SameAmounts(attempt.Booked!, cancelling, -1))
        {
            Differences.CancelledOtherwise(step, attempt, cancelling.Total.Fen, rawDigest);
        }

        Cancellation.Enter(step, attempt, AttemptState.CancelledByCore, SettlementState.CancelledByCore, cancelling, attempt.Key);
        FollowUps.Notify(step, new InstitutionNotice
        {
            Institution = step.State.Institution!,
            SettlementId = attempt.Booked!.SettlementId,
            EncounterId = attempt.Booked.EncounterId,
            MessageKey = attempt.Key,
            State = SettlementState.CancelledByCore,
            Text = "医保中心已撤销该结算，请核对并作退费处理。 The core cancelled this settlement: check it and refund the patient.",
        });
    }

    private static void NotOurs(EncounterStep step, SettlementCancelledByCore message) => step.Context.Report(new Difference
    {
        Key = "core-cancel:" + message.SettlementId,
        Kind = DifferenceKind.OnlyAtCore,
        Partner = Destinations.Core,
        Institution = message.Origin.Institution,
        Day = message.Adjudication?.SettledAt is { } at ? DateOnly.FromDateTime(at) : TreatmentClock.Day(step.Context.Now),
        SettlementId = message.SettlementId,
        MessageKey = message.Origin.Key,
        Theirs = message.Adjudication?.Total ?? Money.Zero,
        TheirRawDigest = step.Context.IncomingRawDigest,
        Text = "The core cancelled a settlement that the hub does not have.",
    });
}
