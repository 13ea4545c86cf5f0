using Hub.Adapters.Bank.Inbound;
using Hub.Canonical;
using Hub.Host.Logs;
using Hub.Journal;
using Hub.Journal.Payments;
using Hub.Routes;
using Hub.Routes.Payment;
using Quartz;

namespace Hub.Host.Schedule;

/// <summary>
/// Every Payment:PollInterval: released files that have no delivery yet get one, the banks' outboxes are looked into, and a file that its bank
/// should have answered by now is put before a person.
/// </summary>
[DisallowConcurrentExecution]
internal sealed class BankExchangeJob(
    PaymentFileSweep sweep, BankInbox inbox, IPaymentBook payments, ISettlementBook book, PaymentCalendar calendar, TimeProvider time,
    ILogger<BankExchangeJob> logger) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        await sweep.RunAsync(cancellationToken).ConfigureAwait(false);
        await inbox.LookAsync(cancellationToken).ConfigureAwait(false);
        await RemindAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task RemindAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var late = await payments.UnansweredAsync(calendar.AnsweredIfDeliveredBefore(now), cancellationToken).ConfigureAwait(false);
        var opened = await book.ReportAsync(
            [
                .. late.Select(file => new Difference
                {
                    Key = "unanswered:" + file.Id,
                    Kind = DifferenceKind.OnlyAtOrder,
                    Partner = file.Bank,
                    Day = TreatmentClock.Day(now),
                    MessageKey = file.Id,
                    Ours = file.Header.Total,
                    OurRawDigest = file.Content.Sha256,
                    Text = "The bank has not answered to this file in time: ask the bank; never send its payments in another file.",
                }),
            ],
            cancellationToken).ConfigureAwait(false);
        if (opened > 0)
        {
            HostLog.FilesUnanswered(logger, opened);
        }
    }
}
