using System.Globalization;
using Hub.Canonical;
using Npgsql;
using static Hub.Journal.Store.Columns;

namespace Hub.Journal.Payments;

/// <summary>Why a payment may be ordered again.</summary>
internal enum RepetitionGround
{
    /// <summary>It may not.</summary>
    None,

    /// <summary>It failed, or its money came back: it is owed again.</summary>
    OwedAgain,

    /// <summary>No bank's format can take it, so it never went out: it is still ordered.</summary>
    NeverSent,
}

/// <summary>A payment that shall be ordered again.</summary>
internal sealed record FormerPayment(RepetitionGround Ground, PaymentKind Kind, string Party, string Agency, Money Amount);

/// <summary>
/// Orders payments again under new serials. Only what is proven unpaid: refused by the bank, or booked back; and never while more was
/// debited for its serial than came back, whatever the bank's answers say.
/// </summary>
internal sealed class Repetition(BookStore store)
{
    /// <summary>Columns that <see cref="Read"/> takes, of a payment <c>p</c> that may be missing.</summary>
    public const string Columns =
        """
        case when p.serial is null or exists (select 1 from payment r where r.repeats = p.serial)
                or (select sum(b.fen) from statement_line b where b.serial = p.serial) < 0 then 0
            when exists (select 1 from payment_answer a where a.serial = p.serial and a.kind = 1 and a.status = 2)
                or exists (select 1 from statement_line b where b.serial = p.serial and b.matched = 2) then 1
            when not exists (select 1 from payment_file_line l where l.serial = p.serial)
                and exists (select 1 from difference d where d.message_key = p.serial and d.closed_at is null and d.key like 'unsealable:%') then 2
            else 0 end,
        p.kind, p.party, p.agency, p.fen
        """;

    public static FormerPayment? Read(NpgsqlDataReader reader, int at) => reader.IsDBNull(at + 1)
        ? null
        : new FormerPayment(
            (RepetitionGround)reader.GetInt32(at), (PaymentKind)reader.GetInt16(at + 1), reader.GetString(at + 2), reader.GetString(at + 3),
            new Money(reader.GetInt64(at + 4)));

    /// <summary>Neither an answer, nor a booking, nor a new file may change meanwhile what may be ordered again.</summary>
    public static async Task LockAsync(BookTransaction book, PaymentKind kind, CancellationToken cancellationToken)
    {
        await Locks.RepetitionAsync(book, cancellationToken).ConfigureAwait(false);
        await Locks.ChoosingAsync(book, kind, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What is ordered again is no open difference any more.</summary>
    public static Task CloseAsync(BookTransaction book, IEnumerable<string> serials, CancellationToken cancellationToken) => book.ExecuteAsync(
        """
        update difference set closed_at = $2 where closed_at is null and message_key = any ($1)
            and (kind in ($3, $4) or key like 'unsealable:%')
        """,
        cancellationToken, Texts(serials), One(book.Now), One((short)DifferenceKind.PaymentFailed), One((short)DifferenceKind.PaymentReturned));

    public async Task<string> RepeatAsync(string serial, Act act, CancellationToken cancellationToken)
    {
        Audit.Check(act);
        await using var book = await BookTransaction.BeginAsync(store, cancellationToken).ConfigureAwait(false);
        await LockAsync(book, PaymentKind.PayInstitution, cancellationToken).ConfigureAwait(false);
        var former = (await book.ListAsync(
            "select " + Columns + " from payment p where p.serial = $1", reader => Read(reader, 0), cancellationToken, One(serial)).ConfigureAwait(false))
            .SingleOrDefault() ?? throw PaymentErrorCodes.NoSuchPayment.With(serial);
        if (former.Ground == RepetitionGround.None || former.Kind != PaymentKind.PayInstitution)
        {
            throw PaymentErrorCodes.NotRepeatable.With(serial);
        }

        var account = await Payees.ApprovedAsync(book, former.Party, cancellationToken).ConfigureAwait(false)
            ?? throw PaymentErrorCodes.NoAccount.With(former.Party);
        var again = await NextSerialAsync(book, serial, cancellationToken).ConfigureAwait(false);
        await book.ExecuteAsync(
            """
            insert into payment (serial, kind, day, party, account, holder, bank_name, line_number, fen, fund_type, purpose, memo, repeats, source, created_at)
            select $1, kind, day, party, $3, $4, $5, $6, fen, fund_type, purpose, memo, serial, serial, $7 from payment where serial = $2
            """,
            cancellationToken, One(again), One(serial), One(account.Number), One(account.Holder), One(account.BankName), Maybe(account.LineNumber),
            One(book.Now)).ConfigureAwait(false);
        if (former.Ground == RepetitionGround.OwedAgain)
        {
            await LedgerSets.PostAsync(
                book, "repeat:" + again, DateOnly.FromDateTime(BookStore.Local(book.Now)),
                [
                    new Posting(LedgerSets.Payable(former.Kind, former.Party, former.Agency), former.Amount),
                    new Posting(LedgerAccounts.PaymentsDue, -former.Amount),
                ],
                cancellationToken).ConfigureAwait(false);
        }

        await CloseAsync(book, [serial], cancellationToken).ConfigureAwait(false);
        await Audit.WriteAsync(
            book, act, "repeat-payment", serial, null, new { serial = again, fen = former.Amount.Fen, account = Audit.Masked(account.Number) },
            cancellationToken).ConfigureAwait(false);
        await book.CommitAsync(cancellationToken).ConfigureAwait(false);
        return again;
    }

    /// <summary><c>R1</c> and the first serial of the chain, then <c>R2</c> and so on.</summary>
    private static async Task<string> NextSerialAsync(BookTransaction book, string serial, CancellationToken cancellationToken)
    {
        var chain = await book.ListAsync(
            """
            with recursive chain as (
                select serial, repeats from payment where serial = $1
                union all select p.serial, p.repeats from chain c join payment p on p.serial = c.repeats)
            select serial from chain
            """,
            reader => reader.GetString(0), cancellationToken, One(serial)).ConfigureAwait(false);
        return string.Create(CultureInfo.InvariantCulture, $"R{chain.Count}{chain[^1]}");
    }
}
