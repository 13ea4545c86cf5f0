using Hub.Canonical;
using static Hub.Journal.Store.Columns;

namespace Hub.Journal.Payments;

/// <summary>
/// Finds for each booking what it pays or gives back. The first debit of a payment pays it; a debit that must not be (refused by the bank,
/// paid before, unknown, other amount) waits in suspense under a named difference; a credit that takes back what waits there closes it.
/// </summary>
internal sealed class Matching(BookTransaction book, BankFile file)
{
    /// <summary>
    /// <c>ordinal</c> counts the debits of a payment that stand in suspense, or those of them that came back. A return that the bank has
    /// announced is taken as the return of the payment; one that it has not, as that of a surplus debit where there is one.
    /// </summary>
    private const string Match =
        """
        create temp table matched on commit drop as
        with placed as (
            select b.*, p.fen as ordered, p.kind, p.party, p.agency, p.day, f.id as file, f.id is not null as known,
                coalesce(a.failed, false) as failed, coalesce(a.announced, false) as announced,
                coalesce(h.paid, 0) as paid, coalesce(h.aside, 0) as aside, coalesce(h.back, 0) as back, coalesce(h.undone, 0) as undone,
                case when f.id is null then 0 when b.fen = -p.fen then -1 when b.fen = p.fen and b.reversal then 1 else 0 end as side
            from booking b
            left join (
                payment p join payment_file_line l using (serial) join payment_release r using (file) join payment_file f on f.id = l.file and f.bank = $1)
                on p.serial = b.serial
            left join (
                select serial, bool_or(kind = 1 and status = 2) as failed, bool_or(kind = 2) as announced from payment_answer
                where serial in (select serial from booking) group by serial) as a on a.serial = b.serial
            left join (
                select s.serial, count(*) filter (where s.matched = 1) as paid,
                    count(*) filter (where s.fen = -o.fen and s.matched in (3, 4)) as aside,
                    count(*) filter (where s.matched = 2) as back, count(*) filter (where s.matched = 5) as undone
                from statement_line s join payment o on o.serial = s.serial
                where s.serial in (select serial from booking) group by s.serial) as h on h.serial = b.serial),
        counted as (
            select *, row_number() over (partition by serial, side order by line) as nth, count(*) filter (where side = -1) over (partition by serial) as debits
            from placed),
        settled as (
            select *, case when debits > 0 and paid + aside = 0 and not failed then 1 else 0 end as newly from counted),
        open as (
            select *, paid + newly - back as to_give, aside + debits - newly - undone as to_undo from settled)
        select line, account, statement, bank_serial, booked_on, fen, reversal, batch, serial, memo, ordered, kind, party, agency, day, file, known,
            paid + newly as payments,
            case side
                when -1 then case when paid + aside = 0 and nth = 1 then case when failed then 3 else 1 end else 4 end
                when 1 then case
                    when announced then case when nth <= to_give then 2 when nth <= to_give + to_undo then 5 else 3 end
                    else case when nth <= to_undo then 5 when nth <= to_give + to_undo then 2 else 3 end end
                else 3 end::smallint as matched,
            case side
                when -1 then aside + nth - newly
                when 1 then undone + nth - case when announced then greatest(to_give, 0) else 0 end
                else 0 end as ordinal,
            side
        from open
        """;

    private const string Write =
        """
        insert into statement_line (bank, account, bank_serial, statement, bank_file, line, booked_on, fen, reversal, batch, serial, matched, memo)
        select $1, account, bank_serial, statement, $2, line, booked_on, fen, reversal, batch, serial, matched, memo from matched order by bank_serial
        """;

    private const string Findings =
        """
        insert into difference (key, kind, partner, day, message_key, ours, theirs, our_raw_digest, their_raw_digest, text, opened_at)
        select f.key, f.kind, $1, coalesce(case when m.known then m.day end, m.booked_on), m.serial, coalesce(case when m.known then m.ordered end, 0),
            abs(m.fen), coalesce((select encode(o.sha256, 'hex') from payment_file o where o.id = m.file), ''), $2, f.text, $3
        from matched m cross join lateral (
            select 'contradicts:' || m.serial, $4::smallint,
                'The bank has booked the payment that it refused: it stands in suspense; do not pay again; ask the bank.'
            where m.side = -1 and m.matched = 3
            union all
            select 'twice:' || m.serial || ':' || m.ordinal, $5,
                'The bank has executed the payment again: the surplus stands in suspense; ask the bank to give it back.'
            where m.matched = 4
            union all
            select 'returned:' || m.serial, $6, 'The payment came back: it is owed again; correct the account and order it again.'
            where m.matched = 2
            union all
            select 'booked:' || $1 || ':' || m.bank_serial, case when m.known and m.fen < 0 then $7 else $8 end,
                case when m.known and m.fen < 0 then 'Another amount was booked than was ordered: it stands in suspense; ask the bank.'
                    when m.known then 'A credit that gives back nothing which was booked: it stands in suspense; ask the bank.'
                    when m.serial is null and m.batch is not null
                        then 'One booking for a whole batch, without serials: it stands in suspense; ask the bank for single bookings.'
                    when m.serial is null then 'A booking without a serial of ours: it stands in suspense until a person has explained it.'
                    else 'A booking whose serial is none of a released file for this bank: it stands in suspense; ask the bank.' end
            where m.matched = 3 and m.side <> -1
        ) as f (key, kind, text)
        on conflict (key) do nothing
        """;

    private const string Closings =
        """
        update difference d set closed_at = $1 from (
            select k.key from matched m cross join lateral (
                select 'unbooked:' || m.serial where m.matched = 1
                union all select 'missing:' || m.serial where m.matched = 1
                union all select 'contradicts:' || m.serial where m.matched = 2
                union all select case when m.payments = 0 and m.ordinal = 1 then 'contradicts:' || m.serial else 'twice:' || m.serial || ':' || m.ordinal end
                    where m.matched = 5) as k (key)) as c
        where d.key = c.key and d.closed_at is null
        """;

    private const string Sums =
        """
        select matched, fen > 0, case when matched = 2 then kind end, case when matched = 2 and kind = 0 then party else '' end,
            case when matched = 2 then agency else '' end, sum(fen)::bigint
        from matched group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5
        """;

    private const string Missed =
        """
        insert into difference (key, kind, partner, day, message_key, ours, theirs, our_raw_digest, their_raw_digest, text, opened_at)
        select 'unbooked:' || a.serial, $6, $1, p.day, a.serial, p.fen, 0, encode(f.sha256, 'hex'), $2,
            'The bank says paid, but its statement of that day has no such booking: ask the bank.', $3
        from payment_answer a join payment p using (serial) join payment_file_line l using (serial) join payment_file f on f.id = l.file and f.bank = $1
        where a.kind = 1 and a.status = 1 and a.booked_on between $4 and $5
            and not exists (select 1 from statement_line s where s.serial = a.serial and s.matched = 1)
        on conflict (key) do nothing
        """;

    /// <summary>Matches, writes the bookings, names what does not fit and closes what has been explained. Returns how many differences were opened.</summary>
    public async Task<int> MatchAsync(CancellationToken cancellationToken)
    {
        await book.ExecuteAsync(Match, cancellationToken, One(file.Bank)).ConfigureAwait(false);
        await book.ExecuteAsync("analyze matched", cancellationToken).ConfigureAwait(false);
        await book.ExecuteAsync(Write, cancellationToken, One(file.Bank), One(file.Id)).ConfigureAwait(false);
        var opened = await book.ExecuteAsync(
            Findings, cancellationToken, One(file.Bank), One(file.Content.Sha256), One(book.Now), One((short)DifferenceKind.StatementContradictsAnswer),
            One((short)DifferenceKind.PaidTwice), One((short)DifferenceKind.PaymentReturned), One((short)DifferenceKind.AmountDiffers),
            One((short)DifferenceKind.OnlyAtBank)).ConfigureAwait(false);
        await book.ExecuteAsync(Closings, cancellationToken, One(book.Now)).ConfigureAwait(false);
        return opened;
    }

    /// <summary>The bank's account moves by every booking; debits and credits are posted apart, so that none hides the other.</summary>
    public async Task PostAsync(DateOnly day, CancellationToken cancellationToken)
    {
        var sums = await book.ListAsync(
            Sums,
            reader => (Account: (reader.GetInt16(0), reader.IsDBNull(2)) switch
            {
                (1, _) => LedgerAccounts.PaymentsDue,
                (2, false) => LedgerSets.Payable((PaymentKind)reader.GetInt16(2), reader.GetString(3), reader.GetString(4)),
                _ => LedgerAccounts.Suspense(file.Bank),
            }, Fen: reader.GetInt64(5)),
            cancellationToken).ConfigureAwait(false);
        var bank = sums.GroupBy(s => s.Fen > 0).Select(g => new Posting(LedgerAccounts.Bank(file.Bank), new Money(g.Sum(s => s.Fen))));
        var others = sums.GroupBy(s => (s.Account, s.Fen > 0)).Select(g => new Posting(g.Key.Account, new Money(-g.Sum(s => s.Fen))));
        await LedgerSets.PostAsync(
            book, "statement:" + file.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), day, [.. bank, .. others], cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>Names what the bank has confirmed for a day whose statement does not have it.</summary>
    public Task<int> MissAsync(StatementOpening statement, CancellationToken cancellationToken) => book.ExecuteAsync(
        Missed, cancellationToken, One(file.Bank), One(file.Content.Sha256), One(book.Now), One(statement.From), One(statement.To),
        One((short)DifferenceKind.StatementContradictsAnswer));
}
