using System.Globalization;
using Hub.Canonical;
using Microsoft.Extensions.Logging;
using NpgsqlTypes;
using static Hub.Journal.Store.Columns;

namespace Hub.Journal.Payments;

/// <summary>Takes lists of payments to persons, all of a list or nothing.</summary>
internal sealed class PersonsList(BookStore store, ILogger logger)
{
    private const int SerialCharactersMax = 35;
    private const int NameCharactersMax = 100;
    private const int LinesMax = 1_000_000;
    private const int AgencyDigits = 6;

    private const string LineTable =
        """
        create temp table list_line (number int not null, serial text not null, repeats text, party text not null, account text not null,
            holder text not null, bank_name text not null, line_number text, fen bigint not null, fund_type text, purpose text not null, memo text not null)
        on commit drop
        """;

    private const string Copy =
        """
        copy list_line (number, serial, repeats, party, account, holder, bank_name, line_number, fen, fund_type, purpose, memo) from stdin (format binary)
        """;

    /// <summary>The first line whose serial stands twice in the list or in the book, or that repeats what another line repeats.</summary>
    private const string Taken =
        """
        select min(number) from (
            select max(number) as number from list_line group by serial having count(*) > 1
            union all select max(number) from list_line where repeats is not null group by repeats having count(*) > 1
            union all select l.number from list_line l join payment p using (serial)) as t
        """;

    private const string Insert =
        """
        insert into payment (serial, kind, day, party, account, holder, bank_name, line_number, fen, fund_type, purpose, memo, agency, repeats,
            source, created_at)
        select serial, 1, $1, party, account, holder, bank_name, line_number, fen, fund_type, purpose, memo, $2, repeats, $3, $4
        from list_line order by serial
        """;

    public async Task<ListReport> AddAsync(PaymentList list, Act act, CancellationToken cancellationToken)
    {
        Audit.Check(act);
        Check(list);
        var total = new Money(list.Lines.Sum(l => l.Amount.Fen));
        await using var book = await BookTransaction.BeginAsync(store, cancellationToken).ConfigureAwait(false);
        await Locks.ListsAsync(book, cancellationToken).ConfigureAwait(false);
        var isNew = await book.ExecuteAsync(
            """
            insert into payment_list (sha256, name, day, agency, count, fen, taken_by, taken_at) values ($1, $2, $3, $4, $5, $6, $7, $8)
            on conflict (sha256) do nothing
            """,
            cancellationToken, One(Convert.FromHexString(list.Sha256)), One(list.Name), One(list.Day), One(list.Agency), One(list.Lines.Count),
            One(total.Fen), One(act.Officer), One(book.Now)).ConfigureAwait(false) == 1;
        if (!isNew)
        {
            return new ListReport(true, list.Lines.Count, total);
        }

        await CopyAsync(book, list.Lines, cancellationToken).ConfigureAwait(false);
        if (await book.AskAsync<int?>(Taken, cancellationToken).ConfigureAwait(false) is { } taken)
        {
            throw PaymentErrorCodes.SerialTaken.With(Line(taken));
        }

        var again = list.Lines.Any(l => l.RepeatsSerial is not null)
            ? await RepeatAsync(book, list.Agency, cancellationToken).ConfigureAwait(false)
            : new Repeated(Money.Zero, Money.Zero);
        await book.ExecuteAsync(Insert, cancellationToken, One(list.Day), One(list.Agency), One(list.Sha256), One(book.Now)).ConfigureAwait(false);
        var fresh = total - again.Owed - again.Unsent;
        await LedgerSets.PostAsync(
            book, "list:" + list.Sha256[..32], list.Day,
            [
                new Posting(LedgerAccounts.Reimbursements(list.Agency), fresh),
                new Posting(LedgerAccounts.PersonsPayable(list.Agency), again.Owed),
                new Posting(LedgerAccounts.PaymentsDue, -(fresh + again.Owed)),
            ],
            cancellationToken).ConfigureAwait(false);
        await Audit.WriteAsync(
            book, act, "take-list", list.Sha256, null,
            new { name = list.Name, agency = list.Agency, count = list.Lines.Count, fen = total.Fen, repeatedFen = (again.Owed + again.Unsent).Fen },
            cancellationToken).ConfigureAwait(false);
        await book.CommitAsync(cancellationToken).ConfigureAwait(false);
        PaymentsLog.ListTaken(logger, list.Lines.Count);
        return new ListReport(false, list.Lines.Count, total);
    }

    /// <param name="Owed">Sum of what is owed again and ordered now.</param>
    /// <param name="Unsent">Sum of what never went out and is still ordered: nothing is posted for it.</param>
    private sealed record Repeated(Money Owed, Money Unsent);

    private static async Task<Repeated> RepeatAsync(BookTransaction book, string agency, CancellationToken cancellationToken)
    {
        await Repetition.LockAsync(book, PaymentKind.PayPerson, cancellationToken).ConfigureAwait(false);
        var lines = await book.ListAsync(
            "select l.number, l.repeats, l.party, l.fen, " + Repetition.Columns + " from list_line l left join payment p on p.serial = l.repeats "
            + "where l.repeats is not null order by l.number",
            reader => (Number: reader.GetInt32(0), Serial: reader.GetString(1), Party: reader.GetString(2), Fen: reader.GetInt64(3),
                Former: Repetition.Read(reader, 4)),
            cancellationToken).ConfigureAwait(false);
        foreach (var line in lines)
        {
            if (line.Former is not { Ground: not RepetitionGround.None } former)
            {
                throw PaymentErrorCodes.NotRepeatable.With(Line(line.Number));
            }

            if (former.Kind != PaymentKind.PayPerson || former.Party != line.Party || former.Agency != agency || former.Amount.Fen != line.Fen)
            {
                throw PaymentErrorCodes.RepetitionDiffers.With(Line(line.Number));
            }
        }

        await Repetition.CloseAsync(book, lines.Select(l => l.Serial), cancellationToken).ConfigureAwait(false);
        return new Repeated(Sum(RepetitionGround.OwedAgain), Sum(RepetitionGround.NeverSent));

        Money Sum(RepetitionGround ground) => new(lines.Where(l => l.Former!.Ground == ground).Sum(l => l.Fen));
    }

    private static void Check(PaymentList list)
    {
        ArgumentNullException.ThrowIfNull(list);
        if (list.Sha256 is not { Length: 64 } || !list.Sha256.All(char.IsAsciiHexDigitLower) || list.Name is not { Length: > 0 and <= NameCharactersMax }
            || list.Agency is not { Length: AgencyDigits } || !list.Agency.All(char.IsAsciiDigit) || list.Lines.Count is < 1 or > LinesMax)
        {
            throw PaymentErrorCodes.ListHead.With("list");
        }

        for (var i = 0; i < list.Lines.Count; i++)
        {
            var line = list.Lines[i];
            if (line.Serial is not { Length: > 0 and <= SerialCharactersMax } || line.Party.Length == 0 || line.Payee.Holder.Length == 0
                || line.Payee.Number is not { Length: > 0 and <= Payees.AccountCharactersMax } || line.Amount <= Money.Zero)
            {
                throw PaymentErrorCodes.ListLine.With(Line(i + 1));
            }
        }
    }

    private static async Task CopyAsync(BookTransaction book, IReadOnlyList<PaymentLine> lines, CancellationToken cancellationToken)
    {
        await book.ExecuteAsync(LineTable, cancellationToken).ConfigureAwait(false);
        await using (var writer = await book.Connection.BeginBinaryImportAsync(Copy, cancellationToken).ConfigureAwait(false))
        {
            for (var i = 0; i < lines.Count; i++)
            {
                var line = lines[i];
                await writer.StartRowAsync(cancellationToken).ConfigureAwait(false);
                await writer.WriteAsync(i + 1, NpgsqlDbType.Integer, cancellationToken).ConfigureAwait(false);
                await writer.TextAsync(line.Serial, cancellationToken).ConfigureAwait(false);
                await writer.TextAsync(line.RepeatsSerial, cancellationToken).ConfigureAwait(false);
                await writer.TextAsync(line.Party, cancellationToken).ConfigureAwait(false);
                await writer.TextAsync(line.Payee.Number, cancellationToken).ConfigureAwait(false);
                await writer.TextAsync(line.Payee.Holder, cancellationToken).ConfigureAwait(false);
                await writer.TextAsync(line.Payee.BankName, cancellationToken).ConfigureAwait(false);
                await writer.TextAsync(line.Payee.LineNumber, cancellationToken).ConfigureAwait(false);
                await writer.WriteAsync(line.Amount.Fen, NpgsqlDbType.Bigint, cancellationToken).ConfigureAwait(false);
                await writer.TextAsync(line.FundType, cancellationToken).ConfigureAwait(false);
                await writer.TextAsync(line.Purpose, cancellationToken).ConfigureAwait(false);
                await writer.TextAsync(line.Memo, cancellationToken).ConfigureAwait(false);
            }

            await writer.CompleteAsync(cancellationToken).ConfigureAwait(false);
        }

        await book.ExecuteAsync("analyze list_line", cancellationToken).ConfigureAwait(false);
    }

    private static string Line(int number) => "line " + number.ToString(CultureInfo.InvariantCulture);
}
