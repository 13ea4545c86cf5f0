using System.Collections.Concurrent;
using Hub.Adapters.Sftp;
using Hub.Journal;
using Hub.Journal.Payments;
using Microsoft.Extensions.Logging;

namespace Hub.Adapters.Bank.Inbound;

/// <summary>
/// Looks into the banks' outboxes and takes what is complete. Each step may be repeated, and the archive comes last: killed anywhere, the next
/// look finds the file still there and finishes it.
/// </summary>
public sealed class BankInbox
{
    private readonly Dictionary<string, BankPlace> places;
    private readonly IBankFormats formats;
    private readonly ISftpConnector connector;
    private readonly BankPauses pauses;
    private readonly ILogger<BankInbox> logger;
    private readonly InboxStores stores;
    private readonly ConcurrentDictionary<string, Sightings> memory = new(StringComparer.Ordinal);
    private readonly Turns turns = new();

    public BankInbox(
        IEnumerable<BankPlace> places, IBankFormats formats, ISftpConnector connector, IContentStore contents, IPaymentBook book, IJournal journal,
        BankTransferOptions options, BankPauses pauses, BankMetrics metrics, TimeProvider time, ILogger<BankInbox> logger)
    {
        this.places = places.ToDictionary(p => p.Bank, StringComparer.Ordinal);
        this.formats = formats;
        this.connector = connector;
        this.pauses = pauses;
        this.logger = logger;
        stores = new InboxStores(contents, book, journal, options, metrics, time, logger);
    }

    /// <summary>One look into every bank's outbox, all at once; a bank in trouble keeps no other from being looked at.</summary>
    public async Task<IReadOnlyList<InboxReport>> LookAsync(CancellationToken cancellationToken) =>
        await Task.WhenAll(places.Keys.Order(StringComparer.Ordinal).Select(async bank =>
        {
            try
            {
                return await LookAsync(bank, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // One bank's trouble must not keep the others from being looked at.
                BankTransferLog.LookFailed(logger, bank, e);
                return new InboxReport { Bank = bank, Failed = 1 };
            }
        })).ConfigureAwait(false);

    /// <summary>One look into a bank's outbox.</summary>
    /// <exception cref="KeyNotFoundException">No such bank.</exception>
    public async Task<InboxReport> LookAsync(string bank, CancellationToken cancellationToken)
    {
        var place = places[bank];
        using var turn = await turns.TakeAsync(bank, cancellationToken).ConfigureAwait(false);
        var report = new InboxReport { Bank = bank };
        await stores.FinishAsync(report, cancellationToken).ConfigureAwait(false);
        if (pauses.IsPaused(place))
        {
            return report;
        }

        try
        {
            var session = await connector.ConnectAsync(place.Endpoint, cancellationToken).ConfigureAwait(false);
            await using (session.ConfigureAwait(false))
            {
                var sightings = memory.GetOrAdd(bank, static _ => new Sightings());
                await new InboxLook(session, place, formats.Of(bank), sightings, stores, report).RunAsync(cancellationToken).ConfigureAwait(false);
                report.Reached = true;
            }
        }
        catch (SshException failed)
        {
            pauses.Heed(place, failed);
            BankTransferLog.NotReached(logger, bank, failed.Failure.ToString());
        }
        catch (SftpException refused)
        {
            BankTransferLog.NotReached(logger, bank, refused.Status.ToString());
        }

        return report;
    }
}
