using Hub.Canonical;

namespace Hub.Routes.Settlement;

/// <summary>What is put before a person when the core's word and ours do not agree. No personal data.</summary>
internal static class Differences
{
    public static void DoesNotAddUp(EncounterStep step, Attempt attempt, string rule, string rawDigest) =>
        Report(step, "sum:" + attempt.Booked!.SettlementId, DifferenceKind.AmountDiffers, attempt, attempt.Booked.TotalFen, rawDigest,
            "The core's settlement does not add up and is not in the ledger: " + rule);

    public static void OtherTotal(EncounterStep step, Attempt attempt, string rawDigest) =>
        Report(step, "total:" + attempt.Booked!.SettlementId, DifferenceKind.AmountDiffers, attempt, attempt.Booked.TotalFen, rawDigest,
            "The core settled another total than the institution asked for.");

    public static void SameSettlementTwice(EncounterStep step, Attempt attempt, Attempt other, string rawDigest) =>
        Report(step, "twice:" + Text.Number(attempt.RequestId), DifferenceKind.ContradictingAnswer, attempt, 0, rawDigest,
            "The core named setl_id " + other.Booked!.SettlementId + " again for another request; booked once.");

    public static void Contradicting(EncounterStep step, Attempt attempt, long theirs, string rawDigest, string text) =>
        Report(step, "late:" + Text.Number(attempt.RequestId), DifferenceKind.ContradictingAnswer, attempt, theirs, rawDigest, text);

    public static void CancelledOtherwise(EncounterStep step, Attempt attempt, long theirs, string rawDigest) =>
        Report(step, "cancel-total:" + attempt.Booked!.SettlementId, DifferenceKind.AmountDiffers, attempt, theirs, rawDigest,
            "The core cancelled other amounts than it had settled; the ledger takes back what was posted.");

    public static void CancelledUnbooked(EncounterStep step, string settlementId, Adjudication cancelling, string rawDigest) =>
        step.Context.Report(new Difference
        {
            Key = "cancel-unbooked:" + settlementId,
            Kind = DifferenceKind.OnlyAtCore,
            Partner = Destinations.Core,
            Institution = step.State.Institution,
            Day = cancelling.SettledAt is { } at ? DateOnly.FromDateTime(at) : TreatmentClock.Day(step.Context.Now),
            SettlementId = settlementId,
            MessageKey = step.Operation.Origin.Key,
            Theirs = cancelling.Total,
            TheirRawDigest = rawDigest,
            Text = "The core cancelled a settlement that the hub had not booked; both rows are only at the core.",
        });

    public static void NotFoundOut(EncounterStep step, Operation operation, string settlementId)
    {
        var attempt = operation.Attempt > 0 ? step.Attempt(operation.Attempt) : null;
        step.Context.Report(new Difference
        {
            Key = "unknown:" + step.Context.Case + ":" + Text.Number(operation.Number),
            Kind = DifferenceKind.StateDiffers,
            Partner = Destinations.Core,
            Institution = step.State.Institution,
            Day = TreatmentClock.Day(step.Context.Now),
            SettlementId = settlementId.Length == 0 ? null : settlementId,
            MessageKey = attempt?.RequestKey ?? operation.Origin.Key,
            Ours = new Money(attempt?.Booked?.TotalFen ?? attempt?.TotalFen ?? 0),
            OurRawDigest = attempt?.RawDigest ?? "",
            Text = "The core gives no definite answer to " + operation.Origin.Kind + "; the hub goes on asking.",
        });
    }

    private static void Report(
        EncounterStep step, string key, DifferenceKind kind, Attempt attempt, long theirs, string rawDigest, string text) =>
        step.Context.Report(new Difference
        {
            Key = key,
            Kind = kind,
            Partner = Destinations.Core,
            Institution = step.State.Institution,
            Day = attempt.Booked is { } b ? DateOnly.FromDateTime(b.SettledAt) : TreatmentClock.Day(step.Context.Now),
            SettlementId = attempt.Booked?.SettlementId,
            MessageKey = attempt.RequestKey ?? attempt.Key,
            Ours = new Money(attempt.Live ? attempt.Booked!.TotalFen : kind == DifferenceKind.AmountDiffers ? attempt.TotalFen : 0),
            Theirs = new Money(theirs),
            OurRawDigest = attempt.RawDigest,
            TheirRawDigest = rawDigest,
            Text = text,
        });
}
