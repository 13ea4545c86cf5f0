namespace Hub.Console.Queries;

/// <summary>
/// What the trace asks the books: first which rows a key means (<see cref="Seeds"/>), then every step of those rows. Each look-up
/// goes through an index; keys whose index begins with something else are stepped through.
/// </summary>
internal static class TraceStatements
{
    /// <summary>
    /// Rows that a key means. Received messages have their index by partner and kind first, of which there are few. A settlement is found from
    /// its message by institution and time: the core's time and ours are less than days apart.
    /// </summary>
    internal const string Seeds =
        """
        with recursive doors as (
            (select partner, kind from message where direction = 1 order by partner, kind limit 1)
            union all
            select n.partner, n.kind from doors d cross join lateral (
                select m.partner, m.kind from message m where m.direction = 1 and (m.partner, m.kind) > (d.partner, d.kind)
                order by m.partner, m.kind limit 1) n),
        messages as (
            select m.id, m.partner, m.at from doors d join message m on m.direction = 1 and m.partner = d.partner and m.kind = d.kind and m.key = @key)
        select 'message' as kind, id::text as id from messages
        union select 'settlement', s.settlement_id from settlement s where s.settlement_id = @key or s.cancels = @key
        union select 'settlement', s.settlement_id from messages m join settlement s on s.institution = m.partner and s.message_key = @key
            and s.settled_at between (m.at at time zone 'UTC') - interval '3 days' and (m.at at time zone 'UTC') + interval '3 days'
        union select 'payment', serial from payment where serial = @key or repeats = @key
        union select 'payment', serial from clearing where id = @key
        union select 'file', id from payment_file where id = @key or name = @key or control_name = @key
        union select 'bankfile', b.id::text from bank_file_name n join bank_file b on b.bank = n.bank and b.sha256 = n.sha256 where n.name = @key
        """;

    /// <summary>Messages that asked for the settlements, and the payments that paid them.</summary>
    internal const string Widened =
        """
        select 'message' as kind, m.id::text as id from settlement s cross join lateral (
            with recursive kinds as (
                (select min(kind) as kind from message where direction = 1 and partner = s.institution)
                union all select (select min(m.kind) from message m where m.direction = 1 and m.partner = s.institution and m.kind > k.kind)
                from kinds k where k.kind is not null)
            select x.id from kinds k join message x on x.direction = 1 and x.partner = s.institution and x.kind = k.kind and x.key = s.message_key) m
        where s.settlement_id = any (@settlements)
        union select 'payment', c.serial from clearing_item i join clearing c on c.id = i.clearing where i.settlement_id = any (@settlements)
        union select 'payment', p.repeats from payment p where p.serial = any (@payments) and p.repeats is not null
        union select 'payment', p.serial from payment p where p.repeats = any (@payments)
        """;

    /// <summary>
    /// Everything that happened to the rows of the key. The core tells its time to the second: within one, what causes comes before what is
    /// caused (rank).
    /// </summary>
    internal const string Steps =
        """
        select * from (
        select m.at, 1 as rank, 'MessageReceived' as what, m.key as subject, 'key' as leads, 'decision.' || m.decision as word,
            m.partner || ' ' || m.kind || coalesce(' ' || m.reason, '') as detail, null::bigint as fen, coalesce(encode(m.raw_digest, 'hex'), '') as digest
        from message m where m.id = any (@messages)
        union all
        select c.at, 2, 'MessageConflict', c.key, '', 'decision.' || c.decision, c.partner || ' ' || c.kind || coalesce(' ' || c.reason, ''), null,
            coalesce(encode(c.raw_digest, 'hex'), '')
        from message c where c.direction = 3 and c.original = any (@messages)
        union all
        select a.answered_at, 9, 'MessageAnswered', m.key, '', '', '', null, '' from answer a join message m on m.id = a.message_id
        where a.message_id = any (@messages)
        union all
        select m.at, 3, 'MessageSent', m.key, '', '', m.channel || ' ' || m.kind, null, '' from message m
        where m.direction = 2 and m.case_name = any (@cases)
        union all
        select o.at, 4, case when o.late then 'CallEndedLate' else 'CallEnded' end, m.key, '', '', m.channel || ' ' || m.kind, null,
            coalesce(encode(o.raw_digest, 'hex'), '')
        from message m join outcome o on o.request_id = m.id where m.direction = 2 and m.case_name = any (@cases)
        union all
        select (s.settled_at - interval '8 hours') at time zone 'UTC', 5,
            case when s.cancels is null then 'Settled' else 'SettlementCancelled' end, s.settlement_id, 'key', '',
            s.institution || ' ' || s.encounter_id || coalesce(' ⟲ ' || s.cancels, ''), s.fund_total + s.personal_account, ''
        from settlement s where s.settlement_id = any (@settlements)
        union all
        select t.at, 6, 'Posted', t.key, '', '', string_agg(p.account || ' ' || to_char(p.fen * 0.01, 'FM999999999999990.00'), '; ' order by p.line), null, ''
        from ledger_transaction t join posting p on p.transaction_id = t.id where t.key = any (@ledger) group by t.id
        union all
        select c.cleared_at, 10, 'Cleared', c.id, '', '', c.institution || ' ×' || c.count || ' · ' || c.cleared_by, c.fen, ''
        from clearing c where c.serial = any (@payments)
        union all
        select p.created_at, 11, case when p.repeats is null then 'PaymentMade' else 'PaymentRepeats' end, p.serial, 'key', '',
            coalesce(p.repeats, ''), p.fen, ''
        from payment p where p.serial = any (@payments)
        union all
        select f.sealed_at, 12, 'FileSealed', f.id, 'file', '', coalesce('№ ' || l.number || ' · ', '') || f.name || ' · ' || f.sealed_by, f.fen,
            encode(f.sha256, 'hex')
        from payment_file f left join payment_file_line l on l.file = f.id and l.serial = any (@payments)
        where f.id = any (@files)
        union all
        select r.released_at, 13, 'FileReleased', r.file, 'file', '', r.released_by, null, '' from payment_release r where r.file = any (@files)
        union all
        select s.at, 14, 'FileStep', s.file, 'file', 'filestate.' || s.state, s.detail, null, '' from payment_file_step s
        where s.file = any (@files) and s.state > 2
        union all
        select b.received_at, 20, 'BankFileReceived', b.name, 'key', 'bankfilestate.' || b.state, b.bank || coalesce(' · ' || b.reason, ''), null,
            encode(b.sha256, 'hex')
        from bank_file b where b.id = any (@bankfiles)
        union all
        select coalesce(b.ended_at, b.received_at), case a.kind when 1 then 21 else 23 end,
            case a.kind when 1 then 'BankAnswered' else 'BankReturned' end, a.serial, 'key',
            'paymentstatus.' || a.status, b.name || ':' || a.line || coalesce(' · ' || a.bank_serial, '') || coalesce(' · ' || a.reason_code, ''), a.fen,
            encode(b.sha256, 'hex')
        from payment_answer a join bank_file b on b.id = a.bank_file where a.serial = any (@payments)
        union all
        select coalesce(b.ended_at, b.received_at), 22, 'Booked', l.bank_serial, '', 'matched.' || l.matched,
            l.statement || ' · ' || to_char(l.booked_on, 'YYYY-MM-DD'), l.fen,
            encode(b.sha256, 'hex')
        from statement_line l join bank_file b on b.id = l.bank_file where l.serial = any (@payments)
        ) steps order by date_trunc('second', at), rank, at, subject
        """;
}
