using Microsoft.Extensions.Logging;
using static Hub.Journal.Store.Columns;

namespace Hub.Journal.Payments;

/// <summary>A file of a bank that cannot be applied as a whole; a person must look.</summary>
internal sealed class BankFileRefusedException(string reason) : Exception(reason)
{
    public static BankFileRefusedException At(int line, string field, string rule, string fix) =>
        new(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"line {line}: {field}: {rule}; {fix}"));
}

/// <summary>Applies files of banks: read to the end into tables of the transaction first, then matched by sets, then written; all or nothing.</summary>
internal sealed class Application(BookStore store, BankFormats formats, ILogger logger)
{
    public async Task<BankFile> ApplyAsync(long bankFile, CancellationToken cancellationToken)
    {
        string reason;
        try
        {
            return await TryAsync(bankFile, cancellationToken).ConfigureAwait(false);
        }
        catch (BankFileException e)
        {
            reason = e.Message;
        }
        catch (BankFileRefusedException e)
        {
            reason = e.Message;
        }

        await using var book = await BookTransaction.BeginAsync(store, cancellationToken).ConfigureAwait(false);
        var file = await BankFileRows.TakeAsync(book, bankFile, cancellationToken).ConfigureAwait(false);
        if (file.State == BankFileState.Stored)
        {
            file = await Arrival.QuarantineAsync(book, file, reason, cancellationToken).ConfigureAwait(false);
            await book.CommitAsync(cancellationToken).ConfigureAwait(false);
            PaymentsLog.Quarantined(logger, bankFile, file.Bank, reason);
        }

        return file;
    }

    private async Task<BankFile> TryAsync(long bankFile, CancellationToken cancellationToken)
    {
        await using var book = await BookTransaction.BeginAsync(store, cancellationToken).ConfigureAwait(false);
        var bank = await book.AskAsync<string>("select bank from bank_file where id = $1", cancellationToken, One(bankFile)).ConfigureAwait(false);
        if (bank is not null)
        {
            await Locks.ApplyingAsync(book, bank, cancellationToken).ConfigureAwait(false);
        }

        var file = await BankFileRows.TakeAsync(book, bankFile, cancellationToken).ConfigureAwait(false);
        if (file.State != BankFileState.Stored)
        {
            return file;
        }

        var format = formats.Of(file.Bank);
        var (lines, differences) = file.Kind == BankFileKind.Statement
            ? await Statements.ApplyAsync(book, format, file, cancellationToken).ConfigureAwait(false)
            : await Returns.ApplyAsync(book, format, file, cancellationToken).ConfigureAwait(false);
        file = await BankFileRows.EndAsync(book, file, BankFileState.Applied, lines, differences, null, cancellationToken).ConfigureAwait(false);
        await Audit.WriteAsync(
            book, Audit.ByTheHub("put out by the bank"), "apply-bank-file",
            "bank-file:" + bankFile.ToString(System.Globalization.CultureInfo.InvariantCulture), new { state = "stored" },
            new { state = "applied", lines, differences }, cancellationToken).ConfigureAwait(false);
        Fault.Hit("a5.before");
        await book.CommitAsync(cancellationToken).ConfigureAwait(false);
        Fault.Hit("a5.after");
        PaymentsLog.Applied(logger, bankFile, file.Bank, lines, differences);
        return file;
    }
}
