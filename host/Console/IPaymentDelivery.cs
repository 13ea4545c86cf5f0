using Hub.Journal.Payments;

namespace Hub.Console;

/// <summary>What the host does when an officer has released a file: the console knows neither saga nor bank.</summary>
public interface IPaymentDelivery
{
    /// <summary>
    /// Starts the delivery of a released file. The release stands whatever happens here: a file whose delivery did not start is found by the
    /// sweeper (<see cref="IPaymentBook.UndeliveredAsync"/>), so starting twice must be harmless.
    /// </summary>
    Task StartAsync(SealedFile file, CancellationToken cancellationToken);
}
