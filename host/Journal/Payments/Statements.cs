using Hub.Canonical;
using Npgsql;
using NpgsqlTypes;
using static Hub.Journal.Store.Columns;

namespace Hub.Journal.Payments;

/// <summary>Applies statements: each booking once by the bank's own serial, each balance against the statement before.</summary>
internal static class Statements
{
    private const string Table =
        """
        create temp table booking_in (line int not null, account text not null, statement text not null, bank_serial text not null, booked_on date not null,
            fen bigint not null, reversal boolean not null, batch text, serial text, memo text not null) on commit drop
        """;

    private const string Copy =
        "copy booking_in (line, account, statement, bank_serial, booked_on, fen, reversal, batch, serial, memo) from stdin (format binary)";

    /// <summary>
    /// A booking that stands in an earlier statement too, or twice in this one, is taken once; said otherwise the second time, it is disputed.
    /// </summary>
    private const string Disputed =
        """
        insert into difference (key, kind, partner, day, message_key, ours, theirs, our_raw_digest, their_raw_digest, text, opened_at)
        select distinct on (b.bank_serial) 'rebooked:' || $1 || ':' || b.bank_serial || ':' || left($2, 16), $3, $1, b.booked_on, b.serial, e.fen, b.fen,
            e.digest, $2, 'The bank has stated booking ' || b.bank_serial || ' before with other values; the first one stands.', $4
        from booking_in b
        cross join lateral (
            select s.fen, s.booked_on, s.reversal, s.serial, s.batch, encode(f.sha256, 'hex') as digest, -1 as line
            from statement_line s join bank_file f on f.id = s.bank_file where s.bank = $1 and s.account = b.account and s.bank_serial = b.bank_serial
            union all
            select o.fen, o.booked_on, o.reversal, o.serial, o.batch, $2, o.line from (
                select * from booking_in f where f.account = b.account and f.bank_serial = b.bank_serial order by line limit 1) as o where o.line < b.line
            order by line limit 1) as e
        where (e.fen, e.booked_on, e.reversal, coalesce(e.serial, ''), coalesce(e.batch, ''))
            is distinct from (b.fen, b.booked_on, b.reversal, coalesce(b.serial, ''), coalesce(b.batch, ''))
        on conflict (key) do nothing
        """;

    private const string Fresh =
        """
        create temp table booking on commit drop as
        select distinct on (b.account, b.bank_serial) b.* from booking_in b
        where not exists (select 1 from statement_line s where s.bank = $1 and s.account = b.account and s.bank_serial = b.bank_serial)
        order by b.account, b.bank_serial, b.line
        """;

    public static async Task<(int Lines, int Differences)> ApplyAsync(
        BookTransaction book, IBankFormat format, BankFile file, CancellationToken cancellationToken)
    {
        await book.ExecuteAsync(Table, cancellationToken).ConfigureAwait(false);
        var (statements, count) = await ReadAsync(book, format, file, cancellationToken).ConfigureAwait(false);
        await book.ExecuteAsync("create index on booking_in (bank_serial)", cancellationToken).ConfigureAwait(false);
        await book.ExecuteAsync("analyze booking_in", cancellationToken).ConfigureAwait(false);
        var differences = 0;
        foreach (var statement in statements)
        {
            differences += await StatementChain.AddAsync(book, format, file, statement, cancellationToken).ConfigureAwait(false);
        }

        Fault.Hit("s1.after");
        differences += await book.ExecuteAsync(
            Disputed, cancellationToken, One(file.Bank), One(file.Content.Sha256), One((short)DifferenceKind.BankAnswerDisputed), One(book.Now))
            .ConfigureAwait(false);
        await book.ExecuteAsync(Fresh, cancellationToken, One(file.Bank)).ConfigureAwait(false);
        await book.ExecuteAsync("analyze booking", cancellationToken).ConfigureAwait(false);
        var matching = new Matching(book, file);
        differences += await matching.MatchAsync(cancellationToken).ConfigureAwait(false);
        Fault.Hit("s2.after");
        if (statements.Count > 0)
        {
            await matching.PostAsync(statements.Max(s => s.To), cancellationToken).ConfigureAwait(false);
        }

        Fault.Hit("s3.after");
        foreach (var statement in statements)
        {
            differences += await matching.MissAsync(statement, cancellationToken).ConfigureAwait(false);
        }

        return (count, differences);
    }

    private static async Task<(List<StatementOpening> Statements, int Count)> ReadAsync(
        BookTransaction book, IBankFormat format, BankFile file, CancellationToken cancellationToken)
    {
        BankFileOpening? opening = null;
        BankFileClosing? closing = null;
        var statements = new List<StatementOpening>();
        await using var lines = new BankFileReading<(StatementOpening Of, BookedLine Line)>(book, Copy, WriteAsync);
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
                    case StatementOpening statement when opening is not null && closing is null:
                        statements.Add(statement);
                        break;
                    case BookedLine line when statements is [.., var current] && closing is null:
                        await lines.AddAsync((current, line), cancellationToken).ConfigureAwait(false);
                        break;
                    case BankFileClosing last when opening is not null && closing is null:
                        closing = last;
                        break;
                    default:
                        throw BankFileRefusedException.At(record.Line, "record", "does not belong here in a statement", "ask the bank for the file again");
                }
            }
        }

        await lines.CompleteAsync(cancellationToken).ConfigureAwait(false);
        return closing is not null && closing.Count == lines.Count
            ? (statements, lines.Count)
            : throw BankFileRefusedException.At(0, "file", "is not complete", "ask the bank for the file again");
    }

    private static async Task WriteAsync(
        NpgsqlBinaryImporter writer, (StatementOpening Of, BookedLine Line) record, CancellationToken cancellationToken)
    {
        var booking = record.Line.Booking;
        await writer.WriteAsync(record.Line.Line, NpgsqlDbType.Integer, cancellationToken).ConfigureAwait(false);
        await writer.WriteAsync(record.Of.Account, NpgsqlDbType.Text, cancellationToken).ConfigureAwait(false);
        await writer.WriteAsync(record.Of.Number, NpgsqlDbType.Text, cancellationToken).ConfigureAwait(false);
        await writer.WriteAsync(booking.BankSerial, NpgsqlDbType.Text, cancellationToken).ConfigureAwait(false);
        await writer.WriteAsync(booking.BookedOn, NpgsqlDbType.Date, cancellationToken).ConfigureAwait(false);
        await writer.WriteAsync(booking.Amount.Fen, NpgsqlDbType.Bigint, cancellationToken).ConfigureAwait(false);
        await writer.WriteAsync(booking.Reversal, NpgsqlDbType.Boolean, cancellationToken).ConfigureAwait(false);
        await writer.TextAsync(booking.BatchNumber, cancellationToken).ConfigureAwait(false);
        await writer.TextAsync(booking.Serial, cancellationToken).ConfigureAwait(false);
        await writer.WriteAsync(booking.Memo, NpgsqlDbType.Text, cancellationToken).ConfigureAwait(false);
    }
}
