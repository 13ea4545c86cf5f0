using Hub.Canonical;
using Hub.Canonical.Messages;
using Hub.Journal;
using Hub.Journal.Payments;

namespace Hub.Routes.Payment;

/// <summary>What is put before a person while a file is brought to the bank. No personal data.</summary>
internal static class DeliveryDifferences
{
    public static void NotDelivered(PaymentDeliveryState delivery, string detail, ISagaContext context) =>
        Report(delivery, "late", DifferenceKind.StateDiffers, "", context, DeliveryErrorCodes.NotDelivered, detail);

    public static void InboxNotShown(PaymentDeliveryState delivery, CallOutcome outcome, ISagaContext context) =>
        Report(delivery, "not-shown", DifferenceKind.StateDiffers, outcome.RawDigest, context, DeliveryErrorCodes.InboxNotShown, Said(outcome));

    public static void GivenUp(PaymentDeliveryState delivery, ISagaContext context) =>
        Report(delivery, "given-up", DifferenceKind.StateDiffers, "", context, DeliveryErrorCodes.GivenUp);

    public static void Refused(PaymentDeliveryState delivery, CallOutcome outcome, ISagaContext context) =>
        Report(delivery, "refused", DifferenceKind.BankAnswerDisputed, outcome.RawDigest, context, DeliveryErrorCodes.Refused, Said(outcome));

    public static void OtherBytes(PaymentDeliveryState delivery, CallOutcome outcome, ISagaContext context) =>
        Report(delivery, "other", DifferenceKind.BankAnswerDisputed, outcome.RawDigest, context, DeliveryErrorCodes.OtherBytes);

    public static void Contradicted(PaymentDeliveryState delivery, CallOutcome outcome, ISagaContext context) =>
        Report(delivery, "late:" + Text.Number(outcome.RequestId), DifferenceKind.BankAnswerDisputed, outcome.RawDigest, context,
            DeliveryErrorCodes.Contradicted, delivery.Phase.ToString());

    public static void ReleasedOtherwise(PaymentDeliveryState delivery, PaymentFileReleased other, ISagaContext context) =>
        Report(delivery, "released:" + Text.Fingerprint(other.Bank, other.Name, other.Sha256), DifferenceKind.ContradictingAnswer, other.Sha256, context,
            DeliveryErrorCodes.ReleasedOtherwise);

    /// <summary>The refusal as an operator reads it.</summary>
    public static string Said(CallOutcome outcome) =>
        outcome.Reply is Refused refused ? refused.Code + " " + refused.Text : outcome.Detail;

    private static void Report(
        PaymentDeliveryState delivery, string what, DifferenceKind kind, string theirs, ISagaContext context, RouteError error, string detail = "") =>
        context.Report(new Difference
        {
            Key = string.Join(':', "payment-file", delivery.File!.File, what, Text.Number(delivery.Run)),
            Kind = kind,
            Partner = delivery.File.Bank,
            Day = TreatmentClock.Day(context.Now),
            MessageKey = delivery.File.File,
            OurRawDigest = delivery.File.Sha256,
            TheirRawDigest = theirs,
            Text = error.Code + " " + error.Text.Replace("{0}", detail, StringComparison.Ordinal),
        });
}
