using Hub.Journal.Payments;
using Hub.Routes.Payment;

namespace Hub.Routes.Tests.Payment;

/// <summary>A released file and the saga that delivers it.</summary>
internal static class PaymentSamples
{
    public const string FileId = "BANKA202501020001";

    /// <summary>Half past four in the afternoon, UTC+8; the harness begins at nine in the morning.</summary>
    public static readonly DateTimeOffset CutOff = new(2025, 1, 2, 8, 30, 0, TimeSpan.Zero);

    public static PaymentFileReleased Released { get; } = new()
    {
        File = FileId, Bank = "banka", Name = "PAY_" + FileId + ".txt", Sha256 = new string('a', 64), Sm3 = new string('b', 64), Length = 2143,
        ControlName = "PAY_" + FileId + ".txt.ok", Control = "HUB-CONTROL 1\n"u8.ToArray(), CutOff = CutOff,
    };

    public static SagaHarness New(PaymentOptions? options = null) =>
        new(new PaymentFileSaga(options ?? new PaymentOptions()), PaymentIntakes.CaseOf(FileId));

    public static SagaHarness Sending(PaymentOptions? options = null)
    {
        var hub = New(options);
        hub.Ask(Released, FileId);
        return hub;
    }

    public static PaymentFileDelivered Delivered { get; } = new(FileId, Already: false);

    public static PaymentFileInquired Found(PaymentFilePresence presence) => new(FileId, presence);

    /// <summary>The wait before the next call passes, not the cut-off.</summary>
    public static void Wait(this SagaHarness hub)
    {
        var due = hub.Timeouts.Where(t => t.Timeout is DeliveryDue).MaxBy(t => ((DeliveryDue)t.Timeout).Number);
        hub.Timeouts.Remove(due);
        hub.Now = due.Due > hub.Now ? due.Due : hub.Now;
        hub.Local(due.Timeout);
    }

    public static PaymentFileState Noted(this SagaHarness hub) => hub.FileSteps[^1].State;

    public static int Deliveries(this SagaHarness hub) => hub.Sent.Count(s => s.Message is DeliverPaymentFile);
}
