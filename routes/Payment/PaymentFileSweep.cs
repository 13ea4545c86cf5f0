using Hub.Journal;
using Hub.Journal.Payments;

namespace Hub.Routes.Payment;

/// <summary>
/// Hands released files to their sagas: a crash between the release and its message must not leave a file behind. A file whose saga has it
/// already is told by the message's identity; so this may run as often as it likes, on every node.
/// </summary>
public sealed class PaymentFileSweep(IPaymentBook book, IJournal journal, PaymentCalendar calendar, TimeProvider time)
{
    /// <summary>Submits every released, undelivered file; waits for no delivery.</summary>
    /// <returns>Files whose message was new.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var begun = 0;
        foreach (var file in await book.UndeliveredAsync(cancellationToken).ConfigureAwait(false))
        {
            if (await BeginAsync(file, cancellationToken).ConfigureAwait(false) is { Duplicate: false, Result: IntakeResult.Pending or IntakeResult.Answered })
            {
                begun++;
            }
        }

        return begun;
    }

    /// <summary>Submits one released file; again has no effect.</summary>
    public Task<IntakeOutcome> BeginAsync(SealedFile file, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        var intake = PaymentIntakes.Release(file, calendar.CutOffFor(file.Header.RequestedOn), time.GetUtcNow());
        return journal.SubmitAsync(intake, TimeSpan.Zero, cancellationToken);
    }
}
