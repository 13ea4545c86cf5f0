using Hub.Canonical;
using static Hub.Journal.Store.Columns;

namespace Hub.Journal.Payments;

/// <summary>
/// What each answer of a file means for its payment. A final answer and a return count once for ever; a second word is compared, never
/// applied; what contradicts is named and changes nothing.
/// </summary>
internal sealed class ReturnJudgement(BookTransaction book, BankFile file)
{
    /// <summary>Verdicts: 0 nothing new, 1 final answer, 2 return, 3 other amount, 4 contradicts an earlier answer, 5 returned but never paid.</summary>
    private const string Judge =
        """
        create temp table judged on commit drop as
        select i.line, i.serial, i.status, case when i.states then i.fen when i.status = 2 then 0 else p.fen end as moved, p.fen as ordered,
            p.kind, p.party, p.agency, p.day, l.file, f.bank, r.file is not null as released, i.our_number <> l.number as shifted,
            coalesce(a1.status, a2.status) as earlier_status,
            encode(coalesce(b1.sha256, b2.sha256), 'hex') as earlier_digest, d.serial is not null as debited, c.serial is not null as back,
            i.bank_serial, i.booked_on, left(regexp_replace(i.reason_code, '[^A-Za-z0-9_.-]', '', 'g'), 20) as reason_code, i.reason_text,
            case
                when i.status not in (1, 2, 3) then 0
                when i.states and i.fen <> case when i.status = 2 then 0 else p.fen end then 3
                when i.status = 3 and a2.serial is not null then 0
                when i.status = 3 and (a1.status = 1 or d.serial is not null) then 2
                when i.status = 3 then 5
                when a1.serial is null and (a2.serial is null or i.status = 1) then 1
                when a1.status = i.status and coalesce(a1.bank_serial, i.bank_serial, '') = coalesce(i.bank_serial, a1.bank_serial, '') then 0
                else 4 end as verdict
        from answer_in i
        left join payment p using (serial) left join payment_file_line l using (serial) left join payment_file f on f.id = l.file
        left join payment_release r on r.file = f.id
        left join payment_answer a1 on a1.serial = i.serial and a1.kind = 1 left join bank_file b1 on b1.id = a1.bank_file
        left join payment_answer a2 on a2.serial = i.serial and a2.kind = 2 left join bank_file b2 on b2.id = a2.bank_file
        left join statement_line d on d.serial = i.serial and d.matched = 1
        left join statement_line c on c.serial = i.serial and c.matched = 2
        """;

    private const string Answers =
        """
        insert into payment_answer (serial, kind, status, fen, bank_file, line, bank_serial, booked_on, reason_code, reason_text)
        select serial, verdict, status, moved, $1, line, bank_serial, booked_on, reason_code, reason_text from judged where verdict in (1, 2) order by serial
        """;

    private const string Findings =
        """
        insert into difference (key, kind, partner, day, message_key, ours, theirs, our_raw_digest, their_raw_digest, text, opened_at)
        select f.key, f.kind, $1, j.day, j.serial, j.ordered, f.theirs, case when j.verdict = 4 then j.earlier_digest
                else (select encode(o.sha256, 'hex') from payment_file o where o.id = j.file) end, $2, f.text, $3
        from (
            -- Nearly every answer says what was expected, and is passed over here.
            select * from judged where verdict in (2, 3, 4, 5) or (verdict = 1 and (status = 2 or (not debited and exists (
                select 1 from bank_statement s where s.bank = $1 and booked_on between s.from_day and s.to_day))))) as j
        cross join lateral (
            select 'disputed:' || j.serial || ':' || left($2, 16), $4::smallint, j.moved,
                case j.verdict
                    when 3 then 'The bank states another amount than was ordered; nothing was changed.'
                    when 4 then 'The bank says ' || (array['in process', 'paid', 'failed', 'returned', 'unknown'])[j.status + 1] || ' in its file '
                        || left($2, 16) || ', but said ' || (array['in process', 'paid', 'failed', 'returned', 'unknown'])[j.earlier_status + 1]
                        || ' in its file ' || left(j.earlier_digest, 16) || '; the first answer stands.'
                    else 'Returned, though the bank has neither confirmed nor booked the payment; nothing was changed.' end
            where j.verdict in (3, 4, 5)
            union all
            select 'contradicts:' || j.serial, $5, j.ordered, 'The bank says failed, but its statement has booked the payment: do not pay again; ask the bank.'
            where j.verdict = 1 and j.status = 2 and j.debited and not j.back
            union all
            select 'failed:' || j.serial, $6, 0, 'The bank refused the payment' || coalesce(' (reason ' || nullif(j.reason_code, '') || ')', '')
                || ': it is owed again; correct the account and order it again.'
            where j.verdict = 1 and j.status = 2 and not j.debited
            union all
            select 'returned:' || j.serial, $7, 0, 'The payment was sent back later' || coalesce(' (reason ' || nullif(j.reason_code, '') || ')', '')
                || ': it can be ordered again when the money is on the statement.'
            where j.verdict = 2
            union all
            select 'unbooked:' || j.serial, $5, 0, 'The bank says paid, but its statement of that day has no such booking: ask the bank.'
            where j.verdict = 1 and j.status = 1 and not j.debited
        ) as f (key, kind, theirs, text)
        on conflict (key) do nothing
        """;

    private const string Missing =
        """
        insert into difference (key, kind, partner, day, message_key, ours, theirs, our_raw_digest, their_raw_digest, text, opened_at)
        select 'missing:' || l.serial, $5, $1, p.day, l.serial, p.fen, 0, encode(f.sha256, 'hex'), $2,
            'The bank''s answer to the file leaves this payment out: wait for another answer or the statement, never send it again before.', $3
        from payment_file_line l join payment p using (serial) join payment_file f on f.id = l.file
        where l.file = $4 and not exists (select 1 from answer_in i where i.serial = l.serial)
            and not exists (select 1 from payment_answer a where a.serial = l.serial)
        on conflict (key) do nothing
        """;

    private const string Found =
        """
        update difference d set closed_at = $1
        where d.closed_at is null and d.message_key is not null and d.key = 'missing:' || d.message_key
            and exists (select 1 from judged j where j.serial = d.message_key and j.verdict in (1, 2))
        """;

    private const string Answered =
        """
        insert into payment_file_step (file, state, at, detail)
        select f.file, 6, $1, '' from (select distinct file from judged where verdict in (1, 2)) as f
        where not exists (
                select 1 from payment_file_line l where l.file = f.file and not exists (select 1 from payment_answer a where a.serial = l.serial))
            and not exists (select 1 from payment_file_step s where s.file = f.file and s.state = 6)
        """;

    /// <summary>One line about something that is not ours makes the whole file doubtful.</summary>
    public async Task RefuseForeignAsync(string? batch, CancellationToken cancellationToken)
    {
        await book.ExecuteAsync(Judge, cancellationToken).ConfigureAwait(false);
        await book.ExecuteAsync("analyze judged", cancellationToken).ConfigureAwait(false);
        var (foreign, shifted, isTwice) = (await book.ListAsync(
            """
            select min(line) filter (where not released or bank <> $1 or file <> coalesce($2, file)), min(line) filter (where shifted and $2 is not null),
                count(distinct serial) < count(*)
            from judged
            """,
            reader => (Line(reader, 0), Line(reader, 1), reader.GetBoolean(2)),
            cancellationToken, One(file.Bank), Maybe(batch)).ConfigureAwait(false)).Single();
        if (foreign is { } line)
        {
            throw Doubtful(line, "serial", batch is null ? "names no payment of a released file for this bank" : "names no payment of file " + batch);
        }

        if (isTwice)
        {
            throw Doubtful(
                await book.AskAsync<int>(
                    "select min(line) from (select max(line) as line from judged group by serial having count(*) > 1) as t", cancellationToken)
                    .ConfigureAwait(false),
                "serial", "stands twice in the file");
        }

        if (shifted is { } at)
        {
            throw Doubtful(at, "line number", "is not the number of this serial in our file");
        }

        static int? Line(Npgsql.NpgsqlDataReader reader, int at) => reader.IsDBNull(at) ? null : reader.GetInt32(at);

        static BankFileRefusedException Doubtful(int line, string field, string rule) =>
            BankFileRefusedException.At(line, field, rule, "ask the bank to correct its file");
    }

    /// <summary>Writes the answers and what is to be named. Returns how many differences were opened.</summary>
    public async Task<int> JudgeAsync(string? batch, CancellationToken cancellationToken)
    {
        await book.ExecuteAsync(Answers, cancellationToken, One(file.Id)).ConfigureAwait(false);
        var opened = await book.ExecuteAsync(
            Findings, cancellationToken, One(file.Bank), One(file.Content.Sha256), One(book.Now), One((short)DifferenceKind.BankAnswerDisputed),
            One((short)DifferenceKind.StatementContradictsAnswer), One((short)DifferenceKind.PaymentFailed), One((short)DifferenceKind.PaymentReturned))
            .ConfigureAwait(false);
        await book.ExecuteAsync(Found, cancellationToken, One(book.Now)).ConfigureAwait(false);
        return batch is null
            ? opened
            : opened + await book.ExecuteAsync(
                Missing, cancellationToken, One(file.Bank), One(file.Content.Sha256), One(book.Now), One(batch), One((short)DifferenceKind.OnlyAtOrder))
                .ConfigureAwait(false);
    }

    /// <summary>A refused payment is owed again; one that the statement has booked is not, whatever the answer says.</summary>
    public async Task PostAsync(DateOnly day, CancellationToken cancellationToken)
    {
        var owed = await book.ListAsync(
            """
            select kind, case when kind = 0 then party else '' end, agency, sum(ordered)::bigint from judged
            where verdict = 1 and status = 2 and not debited group by 1, 2, 3 order by 1, 2, 3
            """,
            reader => (
                Account: LedgerSets.Payable((PaymentKind)reader.GetInt16(0), reader.GetString(1), reader.GetString(2)), Sum: new Money(reader.GetInt64(3))),
            cancellationToken).ConfigureAwait(false);
        await LedgerSets.PostAsync(
            book, "return:" + file.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), day,
            [
                new Posting(LedgerAccounts.PaymentsDue, new Money(owed.Sum(o => o.Sum.Fen))),
                .. owed.Select(o => new Posting(o.Account, -o.Sum)),
            ],
            cancellationToken).ConfigureAwait(false);
    }

    public Task StepAsync(CancellationToken cancellationToken) => book.ExecuteAsync(Answered, cancellationToken, One(book.Now));
}
