using Hub.Journal;
using Hub.Journal.Payments;
using Microsoft.Extensions.Logging;

namespace Hub.Adapters.Bank.Inbound;

/// <summary>Where a bank's file goes once it is fetched: content, book, journal; the steps that need no session.</summary>
internal sealed class InboxStores(
    IContentStore contents, IPaymentBook book, IJournal journal, BankTransferOptions options, BankMetrics metrics, TimeProvider time, ILogger<BankInbox> logger)
{
    public IContentStore Contents => contents;

    public IPaymentBook Book => book;

    public BankTransferOptions Options => options;

    public BankMetrics Metrics => metrics;

    public ILogger<BankInbox> Logger => logger;

    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>
    /// Applies what an earlier look stored and proved, whether or not the bank can be reached. Stored without evidence means that its control file
    /// was not verified: that is not applied here.
    /// </summary>
    public async Task FinishAsync(InboxReport report, CancellationToken cancellationToken)
    {
        foreach (var file in await book.UnappliedAsync(cancellationToken).ConfigureAwait(false))
        {
            if (file.Bank != report.Bank || !await IsProvenAsync(file, cancellationToken).ConfigureAwait(false))
            {
                continue;
            }

            try
            {
                await ApplyAsync(file, report, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // A file on which the book fails must not keep the outbox from being looked at.
                NoteFailed(file.Bank, file.Kind, e, report);
            }
        }
    }

    /// <summary>
    /// A file that is stored, was never proven and is no longer in the outbox: nobody can prove it any more, so it is a person's. Called after a
    /// complete listing; whoever archives has applied before, so what is unapplied now and was not listed is really gone.
    /// </summary>
    public async Task SetUnprovenAsideAsync(Outbox outbox, InboxReport report, CancellationToken cancellationToken)
    {
        foreach (var file in await book.UnappliedAsync(cancellationToken).ConfigureAwait(false))
        {
            if (file.Bank == report.Bank && outbox.Files.All(f => f.Name.Name != file.Name)
                && !await IsProvenAsync(file, cancellationToken).ConfigureAwait(false))
            {
                const string Reason = "the bank took the file away before its control file was verified";
                await book.QuarantineAsync(file.Id, Reason, cancellationToken).ConfigureAwait(false);
                BankTransferLog.Unproven(logger, file.Bank, file.Id);
                report.Quarantined++;
            }
        }
    }

    /// <summary>Commits the file as a received message; the same again changes nothing.</summary>
    /// <exception cref="IOException">The journal is not available; the next look tries again.</exception>
    public async Task ProveAsync(
        string bank, BankFileName name, ContentKey content, ReadOnlyMemory<byte> control, string? reason, CancellationToken cancellationToken)
    {
        var intake = BankFileEvidence.Of(bank, name, content, control, reason, Now);
        var outcome = await journal.SubmitAsync(intake, options.EvidenceWait, cancellationToken).ConfigureAwait(false);
        if (outcome.Result != IntakeResult.Answered)
        {
            throw new IOException("the journal does not take the evidence of a bank's file: " + outcome.Result);
        }
    }

    /// <summary>Applies and counts what became of it.</summary>
    public async Task<BankFile> ApplyAsync(BankFile stored, InboxReport report, CancellationToken cancellationToken)
    {
        var file = await book.ApplyAsync(stored.Id, cancellationToken).ConfigureAwait(false);
        if (file.State == BankFileState.Quarantined)
        {
            NoteQuarantined(file, file.Reason ?? "", report);
            return file;
        }

        BankTransferLog.Applied(logger, file.Bank, file.Id, file.Kind, file.Content.Length, file.State, file.Lines, file.Differences);
        metrics.File(file.Bank, "applied");
        report.Applied++;
        return file;
    }

    /// <summary>Logs and counts a file that is set aside.</summary>
    public void NoteQuarantined(BankFile file, string reason, InboxReport report)
    {
        BankTransferLog.Quarantined(logger, file.Bank, file.Id, file.Kind, file.Content.Sha256, reason);
        metrics.File(file.Bank, "quarantined");
        report.Quarantined++;
    }

    /// <summary>Logs and counts a file that could not be taken this time.</summary>
    public void NoteFailed(string bank, BankFileKind kind, Exception error, InboxReport report)
    {
        BankTransferLog.NotTaken(logger, bank, kind, error);
        metrics.File(bank, "failed");
        report.Failed++;
    }

    private async Task<bool> IsProvenAsync(BankFile file, CancellationToken cancellationToken) =>
        await journal.ReceiptAsync(file.Content.Sha256, cancellationToken).ConfigureAwait(false) is not null;
}
