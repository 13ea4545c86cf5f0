using Hub.Canonical;
using Hub.Canonical.Messages;
using Hub.Journal;
using Hub.Journal.Payments;

namespace Hub.Routes.Payment;

/// <summary>What is put before a person while a file is brought to the bank. No personal data.</summary>
internal static class DeliveryDifferences
{
    public static void NotDelivered(PaymentDeliveryState delivery, string detail, ISagaContext context) =>
        Report(delivery, "late", DifferenceKind.StateDiffers, "", context, "The payment file is not at the bank: " + detail + ".");

    public static void GivenUp(PaymentDeliveryState delivery, ISagaContext context) =>
        Report(delivery, "given-up", DifferenceKind.StateDiffers, "", context, "The payment file could not be brought to the bank; attempts are used up.");

    public static void Refused(PaymentDeliveryState delivery, CallOutcome outcome, ISagaContext context) =>
        Report(delivery, "refused", DifferenceKind.BankAnswerDisputed, outcome.RawDigest, context, "The bank does not take the payment file: " + Said(outcome));

    public static void OtherBytes(PaymentDeliveryState delivery, CallOutcome outcome, ISagaContext context) =>
        Report(delivery, "other", DifferenceKind.BankAnswerDisputed, outcome.RawDigest, context,
            "Under the payment file's name other bytes stand at the bank; nothing is sent until a person resumes it.");

    public static void Contradicted(PaymentDeliveryState delivery, CallOutcome outcome, ISagaContext context) =>
        Report(delivery, "late:" + Text.Number(outcome.RequestId), DifferenceKind.BankAnswerDisputed, outcome.RawDigest, context,
            "A late answer about the payment file contradicts what is known of it (" + delivery.Phase + ").");

    public static void ReleasedOtherwise(PaymentDeliveryState delivery, PaymentFileReleased other, ISagaContext context) =>
        Report(delivery, "released:" + Text.Fingerprint(other.Bank, other.Name, other.Sha256), DifferenceKind.ContradictingAnswer, other.Sha256, context,
            "The payment file was released a second time with other content; the first stands.");

    /// <summary>The refusal as an operator reads it.</summary>
    public static string Said(CallOutcome outcome) =>
        outcome.Reply is Refused refused ? refused.Code + " " + refused.Text : outcome.Detail;

    private static void Report(PaymentDeliveryState delivery, string what, DifferenceKind kind, string theirs, ISagaContext context, string text) =>
        context.Report(new Difference
        {
            Key = string.Join(':', "payment-file", delivery.File!.File, what, Text.Number(delivery.Run)),
            Kind = kind,
            Partner = delivery.File.Bank,
            Day = TreatmentClock.Day(context.Now),
            MessageKey = delivery.File.File,
            OurRawDigest = delivery.File.Sha256,
            TheirRawDigest = theirs,
            Text = text,
        });
}
