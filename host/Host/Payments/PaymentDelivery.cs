using Hub.Console;
using Hub.Journal.Payments;
using Hub.Routes.Payment;

namespace Hub.Host.Payments;

/// <summary>Hands a released file to its saga at once; what is missed here the sweep hands in.</summary>
internal sealed class PaymentDelivery(PaymentFileSweep sweep) : IPaymentDelivery
{
    public Task StartAsync(SealedFile file, CancellationToken cancellationToken) => sweep.BeginAsync(file, cancellationToken);
}
