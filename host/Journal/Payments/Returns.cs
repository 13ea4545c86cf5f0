using Hub.Canonical;
using Npgsql;
using NpgsqlTypes;
using static Hub.Journal.Store.Columns;

namespace Hub.Journal.Payments;

/// <summary>Applies a bank's word on payments: return files and notices of returns.</summary>
internal static class Returns
{
    private const string Table =
        """
        create temp table answer_in (line int not null, serial text not null, status smallint not null, fen bigint not null, states boolean not null,
            bank_serial text, booked_on date, reason_code text, reason_text text, our_number int) on commit drop
        """;

    private const string Copy =
        "copy answer_in (line, serial, status, fen, states, bank_serial, booked_on, reason_code, reason_text, our_number) from stdin (format binary)";

    public static async Task<(int Lines, int Differences)> ApplyAsync(
        BookTransaction book, IBankFormat format, BankFile file, CancellationToken cancellationToken)
    {
        await book.ExecuteAsync(Table, cancellationToken).ConfigureAwait(false);
        var (opening, count) = await ReadAsync(book, format, file, cancellationToken).ConfigureAwait(false);
        string? batch = null;
        if (file.Kind == BankFileKind.Return)
        {
            batch = await AnsweredFileAsync(book, file, opening, cancellationToken).ConfigureAwait(false);
            if (opening.WholeFile is { } whole && count == 0)
            {
                count = await SpreadAsync(book, batch, whole, opening.ReasonCode, cancellationToken).ConfigureAwait(false);
            }
        }

        await book.ExecuteAsync("analyze answer_in", cancellationToken).ConfigureAwait(false);
        var judged = new ReturnJudgement(book, file);
        await judged.RefuseForeignAsync(batch, cancellationToken).ConfigureAwait(false);
        var differences = await judged.JudgeAsync(batch, cancellationToken).ConfigureAwait(false);
        await judged.PostAsync(DateOnly.FromDateTime(opening.StatedAt), cancellationToken).ConfigureAwait(false);
        await judged.StepAsync(cancellationToken).ConfigureAwait(false);
        return (count, differences);
    }

    private static async Task<(BankFileOpening Opening, int Count)> ReadAsync(
        BookTransaction book, IBankFormat format, BankFile file, CancellationToken cancellationToken)
    {
        BankFileOpening? opening = null;
        BankFileClosing? closing = null;
        await using var lines = new BankFileReading<ReturnedLine>(book, Copy, WriteAsync);
        var content = await ContentReader.OpenAsync(book, file.Content.Sha256, cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            await foreach (var record in format.ReadAsync(new BankFileName(file.Name, file.Kind, null), content, cancellationToken).ConfigureAwait(false))
            {
                switch (record)
                {
                    case BankFileOpening first when opening is null:
                        opening = first;
                        break;
                    case ReturnedLine line when opening is not null && closing is null:
                        await lines.AddAsync(line, cancellationToken).ConfigureAwait(false);
                        break;
                    case StatementOpening when file.Kind == BankFileKind.Notification && opening is not null && closing is null:
                        break; // names the account only; its bookings follow on the statement
                    case BankFileClosing last when opening is not null && closing is null:
                        closing = last;
                        break;
                    default:
                        throw BankFileRefusedException.At(
                            record.Line, "record", "does not belong here in a file of answers", "ask the bank for the file again");
                }
            }
        }

        await lines.CompleteAsync(cancellationToken).ConfigureAwait(false);
        return opening is not null && closing is not null && closing.Count == lines.Count
            ? (opening, lines.Count)
            : throw BankFileRefusedException.At(0, "file", "is not complete", "ask the bank for the file again");
    }

    private static async Task WriteAsync(NpgsqlBinaryImporter writer, ReturnedLine line, CancellationToken cancellationToken)
    {
        var result = line.Result;
        await writer.WriteAsync(line.Line, NpgsqlDbType.Integer, cancellationToken).ConfigureAwait(false);
        await writer.WriteAsync(result.Serial, NpgsqlDbType.Text, cancellationToken).ConfigureAwait(false);
        await writer.WriteAsync((short)result.Status, NpgsqlDbType.Smallint, cancellationToken).ConfigureAwait(false);
        await writer.WriteAsync(result.Amount.Fen, NpgsqlDbType.Bigint, cancellationToken).ConfigureAwait(false);
        await writer.WriteAsync(line.StatesAmount, NpgsqlDbType.Boolean, cancellationToken).ConfigureAwait(false);
        await writer.TextAsync(result.BankSerial, cancellationToken).ConfigureAwait(false);
        await (result.BookedOn is { } day
            ? writer.WriteAsync(day, NpgsqlDbType.Date, cancellationToken)
            : writer.WriteNullAsync(cancellationToken)).ConfigureAwait(false);
        await writer.TextAsync(result.ReasonCode, cancellationToken).ConfigureAwait(false);
        await writer.TextAsync(result.ReasonText, cancellationToken).ConfigureAwait(false);
        await (line.OurNumber is { } number
            ? writer.WriteAsync(number, NpgsqlDbType.Integer, cancellationToken)
            : writer.WriteNullAsync(cancellationToken)).ConfigureAwait(false);
    }

    /// <summary>The payment file that is answered. The answer itself proves that it was delivered, whatever the delivery knows by now.</summary>
    private static async Task<string> AnsweredFileAsync(
        BookTransaction book, BankFile file, BankFileOpening opening, CancellationToken cancellationToken) =>
        (opening.BatchNumber is { } batch
            ? await book.AskAsync<string>(
                "select f.id from payment_file f join payment_release r on r.file = f.id where f.id = $1 and f.bank = $2", cancellationToken,
                One(batch), One(file.Bank)).ConfigureAwait(false)
            : null)
        ?? throw BankFileRefusedException.At(
            opening.Line, "batch", "unknown file: it is no released payment file for this bank", "ask the bank which file it answers");

    private static Task<int> SpreadAsync(
        BookTransaction book, string batch, PaymentStatus status, string? reasonCode, CancellationToken cancellationToken) => book.ExecuteAsync(
        """
        insert into answer_in (line, serial, status, fen, states, reason_code)
        select number, serial, $2, 0, false, $3 from payment_file_line where file = $1
        """,
        cancellationToken, One(batch), One((short)status), Maybe(reasonCode));
}
