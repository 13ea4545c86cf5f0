using Hub.Console;
using Hub.Journal;
using Hub.Journal.Payments;
using Hub.Routes.Payment;

namespace Hub.Host.Payments;

/// <summary>Hands a released file to its saga. The message has an identity of its own: the sweep may hand it in again without effect.</summary>
internal sealed class PaymentDelivery(IJournal journal, PaymentCalendar calendar, TimeProvider time) : IPaymentDelivery
{
    public Task StartAsync(SealedFile file, CancellationToken cancellationToken)
    {
        var intake = PaymentIntakes.Release(file, calendar.CutOffFor(file.Header.RequestedOn), time.GetUtcNow());
        return journal.SubmitAsync(intake, TimeSpan.Zero, cancellationToken);
    }
}
