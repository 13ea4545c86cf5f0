using Microsoft.Extensions.Logging;
using static Hub.Journal.Store.Columns;

namespace Hub.Journal.Payments;

/// <summary>Notes files that banks have put out: a content counts once, whatever its name; a name stands for one content.</summary>
internal sealed class Arrival(BookStore store, ILogger logger)
{
    private const string Reused =
        "line 0: name: the bank has used this name before for other content; ask the bank which of the two counts";

    public async Task<(BankFileArrival Arrival, BankFile File)> ArriveAsync(
        string bank, BankFileName name, ContentKey content, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(content);
        var sha256 = Convert.FromHexString(content.Sha256);
        await using var book = await BookTransaction.BeginAsync(store, cancellationToken).ConfigureAwait(false);
        await Locks.ArrivalAsync(book, bank, cancellationToken).ConfigureAwait(false);
        if (!await book.AskAsync<bool>("select exists (select 1 from content where sha256 = $1)", cancellationToken, One(sha256)).ConfigureAwait(false))
        {
            throw PaymentErrorCodes.ContentUnknown.With(name.Name);
        }

        var isReused = await book.AskAsync<bool>(
            "select exists (select 1 from bank_file_name where bank = $1 and name = $2 and sha256 <> $3)", cancellationToken,
            One(bank), One(name.Name), One(sha256)).ConfigureAwait(false);
        await book.ExecuteAsync(
            "insert into bank_file_name (bank, name, sha256, seen_at) values ($1, $2, $3, $4) on conflict do nothing", cancellationToken,
            One(bank), One(name.Name), One(sha256), One(book.Now)).ConfigureAwait(false);
        var known = await book.ListAsync(
            BankFileRows.Select + " where f.bank = $1 and f.sha256 = $2", BankFileRows.Read, cancellationToken, One(bank), One(sha256)).ConfigureAwait(false);
        if (known is [var standing])
        {
            await book.CommitAsync(cancellationToken).ConfigureAwait(false);
            return (BankFileArrival.Known, standing);
        }

        var id = await book.AskAsync<long>(
            "insert into bank_file (bank, name, kind, sha256, received_at, state) values ($1, $2, $3, $4, $5, 1) returning id", cancellationToken,
            One(bank), One(name.Name), One((short)name.Kind), One(sha256), One(book.Now)).ConfigureAwait(false);
        var file = new BankFile(id, bank, name.Name, name.Kind, content, BankFileState.Stored, book.Now, 0, 0, null);
        if (isReused)
        {
            file = await BankFileRows.EndAsync(book, file, BankFileState.Quarantined, 0, 0, Reused, cancellationToken).ConfigureAwait(false);
        }

        await Audit.WriteAsync(
            book, Audit.ByTheHub("put out by the bank"), "take-bank-file", "bank-file:" + id.ToString(System.Globalization.CultureInfo.InvariantCulture), null,
            new { bank, name = name.Name, kind = name.Kind.ToString(), sha256 = content.Sha256, reason = file.Reason }, cancellationToken)
            .ConfigureAwait(false);
        Fault.Hit("a4.before");
        await book.CommitAsync(cancellationToken).ConfigureAwait(false);
        Fault.Hit("a4.after");
        if (isReused)
        {
            PaymentsLog.Quarantined(logger, id, bank, Reused);
        }

        return (isReused ? BankFileArrival.NameReused : BankFileArrival.New, file);
    }

    public async Task QuarantineAsync(long bankFile, string reason, CancellationToken cancellationToken)
    {
        await using var book = await BookTransaction.BeginAsync(store, cancellationToken).ConfigureAwait(false);
        var file = await BankFileRows.TakeAsync(book, bankFile, cancellationToken).ConfigureAwait(false);
        switch (file.State)
        {
            case BankFileState.Applied:
                throw PaymentErrorCodes.BankFileEnded.With(file.Name);
            case BankFileState.Quarantined:
                return;
            default:
                await QuarantineAsync(book, file, reason, cancellationToken).ConfigureAwait(false);
                await book.CommitAsync(cancellationToken).ConfigureAwait(false);
                PaymentsLog.Quarantined(logger, bankFile, file.Bank, reason);
                return;
        }
    }

    public static async Task<BankFile> QuarantineAsync(BookTransaction book, BankFile file, string reason, CancellationToken cancellationToken)
    {
        await Audit.WriteAsync(
            book, Audit.ByTheHub("cannot be taken"), "quarantine-bank-file",
            "bank-file:" + file.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), null, new { bank = file.Bank, name = file.Name, reason },
            cancellationToken).ConfigureAwait(false);
        return await BankFileRows.EndAsync(book, file, BankFileState.Quarantined, 0, 0, reason, cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<BankFile>> UnappliedAsync(CancellationToken cancellationToken)
    {
        await using var book = await BookTransaction.BeginAsync(store, cancellationToken).ConfigureAwait(false);
        return await book.ListAsync(BankFileRows.Select + " where f.state = 1 order by f.id", BankFileRows.Read, cancellationToken).ConfigureAwait(false);
    }
}
