using System.Runtime.CompilerServices;
using Hub.Canonical;
using Microsoft.Extensions.Logging;
using static Hub.Journal.Store.Columns;

namespace Hub.Journal.Payments;

/// <summary>
/// Puts payments into files that cannot change any more: chosen, rendered, read back, signed and locked in one transaction. Either all of
/// it is there afterwards, or nothing.
/// </summary>
internal sealed class Sealing(BookStore store, BankFormats formats, ILogger logger)
{
    public async Task<IReadOnlyList<SealedFile>> SealAsync(
        string bank, PaymentKind kind, DateOnly through, DateOnly requestedOn, Act act, CancellationToken cancellationToken)
    {
        Audit.Check(act);
        var format = formats.Of(bank);
        await using var book = await BookTransaction.BeginAsync(store, cancellationToken).ConfigureAwait(false);
        await Locks.ChoosingAsync(book, kind, cancellationToken).ConfigureAwait(false);
        await Locks.NumberingAsync(book, bank, cancellationToken).ConfigureAwait(false);
        var createdAt = BookStore.Local(book.Now);
        createdAt = createdAt.AddTicks(-(createdAt.Ticks % TimeSpan.TicksPerSecond));
        var day = DateOnly.FromDateTime(createdAt);
        var choice = new FileChoice(book, format, kind);
        await choice.ChooseAsync(through, day, cancellationToken).ConfigureAwait(false);
        Fault.Hit("b1.after");
        var files = new List<SealedFile>();
        foreach (var draft in choice.Files)
        {
            var header = new PaymentFileHeader
            {
                BatchNumber = draft.Id, Kind = kind, BusinessDay = day, FileNumber = draft.Number, CreatedAt = createdAt, RequestedOn = requestedOn,
                Count = draft.Count, Total = new Money(draft.Fen),
            };
            files.Add(await SealAsync(book, format, header, act, cancellationToken).ConfigureAwait(false));
        }

        await LockAsync(book, choice, cancellationToken).ConfigureAwait(false);
        await Audit.WriteAsync(
            book, act, "seal-files", bank, null,
            new { kind = kind.ToString(), files = files.Select(f => f.Id), unsealable = choice.Unsealable, warnings = choice.Warnings },
            cancellationToken).ConfigureAwait(false);
        Fault.Hit("b3.before");
        await book.CommitAsync(cancellationToken).ConfigureAwait(false);
        Fault.Hit("b3.after");
        files.ForEach(f => PaymentsLog.Sealed(logger, f.Id, f.Header.Count, f.Content.Length));
        if (choice.Unsealable > 0)
        {
            PaymentsLog.Unsealable(logger, bank, choice.Unsealable);
        }

        return files;
    }

    /// <summary>Renders one file, reads it back as the bank will, signs it and writes its row.</summary>
    private static async Task<SealedFile> SealAsync(
        BookTransaction book, IBankFormat format, PaymentFileHeader header, Act act, CancellationToken cancellationToken)
    {
        var key = await RenderAsync(book, format, header, cancellationToken).ConfigureAwait(false);
        Fault.Hit("b2.after");
        var control = format.Seal(header, key);
        var file = new SealedFile
        {
            Id = header.BatchNumber, Bank = format.Bank, Header = header, Name = format.NameOf(header), Content = key, Control = control,
            SealedBy = act.Officer, SealedAt = book.Now, State = PaymentFileState.Sealed, Since = book.Now,
        };
        await book.ExecuteAsync(
            """
            insert into payment_file (id, bank, kind, business_day, file_number, requested_on, created_at, name, count, fen, sha256, control_name, control,
                sealed_by, sealed_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
            """,
            cancellationToken, One(file.Id), One(file.Bank), One((short)header.Kind), One(header.BusinessDay), One(header.FileNumber),
            One(header.RequestedOn), LocalTime(header.CreatedAt), One(file.Name), One(header.Count), One(header.Total.Fen),
            One(Convert.FromHexString(key.Sha256)), One(control.Name), One(control.Content.ToArray()), One(act.Officer), One(book.Now)).ConfigureAwait(false);
        await SealedFiles.StepAsync(book, file.Id, PaymentFileState.Sealed, "", cancellationToken).ConfigureAwait(false);
        await Audit.WriteAsync(
            book, act, "seal-file", file.Id, null, new { count = header.Count, fen = header.Total.Fen, sha256 = key.Sha256, bytes = key.Length },
            cancellationToken).ConfigureAwait(false);
        return file;
    }

    private static async Task<ContentKey> RenderAsync(
        BookTransaction book, IBankFormat format, PaymentFileHeader header, CancellationToken cancellationToken)
    {
        await using var written = new ReadBack();
        using var writer = new ContentWriter(written);
        var verifying = Task.Run(() => VerifyAsync(format, header, written, cancellationToken), cancellationToken);
        try
        {
            await format.WriteAsync(writer, header, LinesAsync(book, header.FileNumber, writer, cancellationToken), cancellationToken).ConfigureAwait(false);
            var key = await writer.DigestAsync().ConfigureAwait(false);
            if (!await writer.FinishAsync(book, key, cancellationToken).ConfigureAwait(false))
            {
                throw PaymentErrorCodes.NotRendered.With(header.BatchNumber + ": the same bytes are stored already");
            }

            await verifying.ConfigureAwait(false);
            return key;
        }
        catch (BankFileException e)
        {
            throw PaymentErrorCodes.NotRendered.With(header.BatchNumber + ": " + e.Message);
        }
        finally
        {
            // Where writing failed the reader learns it and ends; nobody may be left reading what is given back.
            writer.Dispose();
            await verifying.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // While the file is being written: the chunks that go to the database are unpacked and read as the bank will read them.
    private static async Task VerifyAsync(IBankFormat format, PaymentFileHeader header, ReadBack written, CancellationToken cancellationToken)
    {
        await using (written.ConfigureAwait(false))
        {
            await format.VerifyAsync(written, header, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The lines of a file in their order. What has been written meanwhile goes to the database between two pages.</summary>
    private static async IAsyncEnumerable<PaymentLine> LinesAsync(
        BookTransaction book, int file, ContentWriter writer, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var query = string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"select l.number, {PaymentCursor.Columns} from sealing_line l join payment p using (serial) where l.file = {file} order by l.number");
        var pages = PaymentCursor.PagesAsync(book, "rendering", query, () => writer.DrainAsync(book, cancellationToken), cancellationToken);
        await foreach (var page in pages.ConfigureAwait(false))
        {
            foreach (var payment in page)
            {
                yield return payment.Line;
            }
        }
    }

    /// <summary>The lock: from here on no other file can hold these payments.</summary>
    private static async Task LockAsync(BookTransaction book, FileChoice choice, CancellationToken cancellationToken)
    {
        if (choice.Files.Count == 0)
        {
            return;
        }

        await book.ExecuteAsync(
            """
            insert into payment_file_line (serial, file, number)
            select l.serial, f.id, l.number from sealing_line l join unnest($1, $2) as f (number, id) on f.number = l.file order by l.serial
            """,
            cancellationToken, Ints(choice.Files.Select(f => f.Number)), Texts(choice.Files.Select(f => f.Id))).ConfigureAwait(false);

        // What was unsealable at another bank or before a correction of the profile is sealed now.
        await book.ExecuteAsync(
            """
            update difference d set closed_at = $1 where closed_at is null and key like 'unsealable:%' and message_key is not null
                and exists (select 1 from sealing_line l where l.serial = d.message_key)
            """,
            cancellationToken, One(book.Now)).ConfigureAwait(false);
    }
}
