using System.Globalization;
using Hub.Canonical;
using Microsoft.Extensions.Logging;
using Npgsql;
using static Hub.Journal.Store.Columns;

namespace Hub.Journal.Payments;

/// <summary>Compares hospital, core and bank for one day, institution by institution, and writes the result down.</summary>
internal sealed class ThreeWay(BookStore store, ILogger logger)
{
    /// <summary>
    /// Every row of the day with its clearing. A settlement that was reversed after it had been cleared never happened; its counter-row,
    /// whenever it came, belongs to its day, so that both sides of the clearing meet.
    /// </summary>
    private const string DayRows =
        """
        create temp table day_row on commit drop as
        select s.settlement_id, s.institution, s.insurance_type, s.clearing_type, s.agency, s.fund_total + s.personal_account as fen,
            s.state <> 2 as counts, s.state in (1, 3) as refunded, c.clearing, false as late
        from settlement s left join clearing_item c using (settlement_id)
        where s.settled_at >= $1 and s.settled_at < $2 and not (s.state = 2 and s.cancels is not null)
        union all
        select s.settlement_id, s.institution, s.insurance_type, s.clearing_type, s.agency, s.fund_total + s.personal_account, false, false, c.clearing, true
        from settlement o join clearing_item oc using (settlement_id) join settlement s on s.cancels = o.settlement_id and s.state = 2
        left join clearing_item c on c.settlement_id = s.settlement_id
        where o.settled_at >= $1 and o.settled_at < $2 and o.state = 2 and o.cancels is null
        """;

    /// <summary>The payments that cleared the day, each with the last of its repetitions and what became of that one.</summary>
    private const string DayPayments =
        """
        create temp table day_payment on commit drop as
        with recursive cleared as (
            select r.institution, c.serial, sum(r.fen)::bigint as fen from day_row r join clearing c on c.id = r.clearing group by 1, 2),
        chain as (
            select institution, fen, serial, serial as root from cleared
            union all select c.institution, c.fen, p.serial, c.root from chain c join payment p on p.repeats = c.serial)
        select c.institution, c.fen, c.serial, c.root, not exists (select 1 from payment p where p.repeats = c.serial) as last,
            exists (select 1 from payment_answer a where a.serial = c.serial and a.kind = 1 and a.status = 1)
                and not exists (select 1 from payment_answer a where a.serial = c.serial and a.kind = 2) as confirmed,
            exists (select 1 from statement_line s where s.serial = c.serial and s.matched = 1)
                and not exists (select 1 from statement_line s where s.serial = c.serial and s.matched = 2) as booked
        from chain c
        """;

    private const string Figures =
        """
        with hub_group as (
            select institution, insurance_type, clearing_type, agency, count(*) filter (where refunded)::int as refunds,
                coalesce(sum(fen) filter (where refunded), 0)::bigint as refund_fen
            from day_row where counts group by 1, 2, 3, 4),
        hub as (
            select institution, count(*) filter (where counts)::int as accepted, coalesce(sum(fen) filter (where counts), 0)::bigint as accepted_fen,
                count(clearing) filter (where counts)::int as cleared, coalesce(sum(fen) filter (where clearing is not null), 0)::bigint as cleared_fen,
                count(*) filter (where clearing is null and (counts or late))::int as uncleared
            from day_row group by institution),
        newest as (
            select distinct on (stated_by, institution, insurance_type, clearing_type, agency)
                stated_by, institution, insurance_type, clearing_type, agency, count, fund_total + account as fen, includes_refunds
            from stated_totals where day = $1
            order by stated_by, institution, insurance_type, clearing_type, agency, id desc),
        side as (
            -- Who leaves refunds out (settlements that were cancelled and the rows that cancel them) is compared net of ours.
            select n.stated_by, n.institution, sum(n.count + case when n.includes_refunds then 0 else coalesce(g.refunds, 0) end)::int as count,
                sum(n.fen + case when n.includes_refunds then 0 else coalesce(g.refund_fen, 0) end)::bigint as fen,
                count(g.institution) = (select count(*) from hub_group h where h.institution = n.institution) as known
            from newest n left join hub_group g using (institution, insurance_type, clearing_type, agency) group by 1, 2),
        bank as (
            select institution, sum(fen) filter (where last and confirmed)::bigint as confirmed, sum(fen) filter (where last and booked)::bigint as booked
            from day_payment group by institution),
        everyone as (
            select institution from day_row where counts or late or clearing is not null
            union select institution from side where count <> 0 or fen <> 0),
        wrong as (
            select e.institution, count(distinct d.key)::int as count
            from everyone e join difference d on d.closed_at is null and (
                d.day = $1 and (d.partner = e.institution or d.institution = e.institution)
                or exists (select 1 from day_payment p where p.institution = e.institution and p.serial = d.message_key))
            group by e.institution)
        select e.institution, coalesce(h.accepted, 0), coalesce(h.accepted_fen, 0), i.count, i.fen, k.count, k.fen, coalesce(h.cleared, 0),
            coalesce(h.cleared_fen, 0), coalesce(h.uncleared, 0), coalesce(b.confirmed, 0), coalesce(b.booked, 0), coalesce(w.count, 0)
        from everyone e left join hub h using (institution) left join bank b using (institution) left join wrong w using (institution)
        left join side i on i.institution = e.institution and i.stated_by = 1 and i.known
        left join side k on k.institution = e.institution and k.stated_by = 2 and k.known
        order by e.institution
        """;

    private const string Write =
        """
        insert into day_result (day, institution, run, equality, accepted, accepted_fen, stated, stated_fen, core, core_fen, cleared, cleared_fen,
            confirmed_fen, booked_fen, differences, text, at, by)
        select $1, r.institution, $2, r.equality, r.accepted, r.accepted_fen, r.stated, r.stated_fen, r.core, r.core_fen, r.cleared, r.cleared_fen,
            r.confirmed, r.booked, r.differences, r.text, $3, $4
        from unnest($5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18) as r (institution, equality, accepted, accepted_fen, stated, stated_fen,
            core, core_fen, cleared, cleared_fen, confirmed, booked, differences, text)
        """;

    public async Task<IReadOnlyList<DayResult>> ReconcileAsync(DateOnly day, Act act, CancellationToken cancellationToken)
    {
        Audit.Check(act);
        await using var book = await BookTransaction.BeginAsync(store, cancellationToken).ConfigureAwait(false);
        await book.ExecuteAsync(
            DayRows, cancellationToken, LocalTime(day.ToDateTime(TimeOnly.MinValue)), LocalTime(day.AddDays(1).ToDateTime(TimeOnly.MinValue)))
            .ConfigureAwait(false);
        await book.ExecuteAsync("analyze day_row", cancellationToken).ConfigureAwait(false);
        await book.ExecuteAsync(DayPayments, cancellationToken).ConfigureAwait(false);
        await book.ExecuteAsync("analyze day_payment", cancellationToken).ConfigureAwait(false);
        var figures = await book.ListAsync(Figures, ReadFigures, cancellationToken, One(day)).ConfigureAwait(false);
        var carried = await CarriedAsync(
            book, day, [.. figures.Where(f => f.ClearedCount == 0 && f.Uncleared > 0).Select(f => f.Institution)], cancellationToken).ConfigureAwait(false);
        var results = figures.ConvertAll(f => Result(day, f with { Carried = carried.Contains(f.Institution) }));
        var run = await WriteAsync(book, day, results, act, cancellationToken).ConfigureAwait(false);
        results = results.ConvertAll(r => r with { Run = run });
        var counts = results.CountBy(r => r.Equality).ToDictionary(c => c.Key, c => c.Value);
        var (equal, incomplete, different) = (
            counts.GetValueOrDefault(DayEquality.Equal), counts.GetValueOrDefault(DayEquality.Incomplete), counts.GetValueOrDefault(DayEquality.Different));
        await Audit.WriteAsync(
            book, act, "reconcile-day", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), null, new { equal, incomplete, different }, cancellationToken)
            .ConfigureAwait(false);
        await book.CommitAsync(cancellationToken).ConfigureAwait(false);
        PaymentsLog.Reconciled(logger, day, equal, incomplete, different);
        return results;
    }

    public async Task<IReadOnlyList<DayResult>> ResultAsync(DateOnly day, CancellationToken cancellationToken)
    {
        await using var book = await BookTransaction.BeginAsync(store, cancellationToken).ConfigureAwait(false);
        return await book.ListAsync(
            """
            select institution, equality, accepted, accepted_fen, stated, stated_fen, core, core_fen, cleared, cleared_fen, confirmed_fen, booked_fen,
                differences, text, run
            from day_result where day = $1 and run = (select max(run) from day_result where day = $1) order by institution
            """,
            reader => new DayResult
            {
                Institution = reader.GetString(0), Day = day, Equality = (DayEquality)reader.GetInt16(1),
                AcceptedCount = reader.GetInt32(2), Accepted = new Money(reader.GetInt64(3)),
                StatedCount = Count(reader, 4), Stated = Sum(reader, 5), CoreCount = Count(reader, 6), Core = Sum(reader, 7),
                ClearedCount = reader.GetInt32(8), Cleared = new Money(reader.GetInt64(9)), Confirmed = new Money(reader.GetInt64(10)),
                Booked = new Money(reader.GetInt64(11)), Differences = reader.GetInt32(12), Text = reader.GetString(13),
                Run = reader.GetInt64(14),
            },
            cancellationToken, One(day)).ConfigureAwait(false);
    }

    /// <summary>Of institutions that have nothing cleared on the day: those that are owed nothing by all that waits up to it.</summary>
    private static async Task<HashSet<string>> CarriedAsync(BookTransaction book, DateOnly day, string[] institutions, CancellationToken cancellationToken)
    {
        if (institutions.Length == 0)
        {
            return [];
        }

        await Clearing.ChooseAsync(book, day, institutions, cancellationToken).ConfigureAwait(false);
        var waiting = await book.ListAsync(
            "select institution from clearing_candidate group by institution having sum(fen) <= 0", reader => reader.GetString(0), cancellationToken)
            .ConfigureAwait(false);
        return [.. waiting];
    }

    private static DayFigures ReadFigures(NpgsqlDataReader reader) => new()
    {
        Institution = reader.GetString(0), AcceptedCount = reader.GetInt32(1), Accepted = new Money(reader.GetInt64(2)),
        StatedCount = Count(reader, 3), Stated = Sum(reader, 4), CoreCount = Count(reader, 5), Core = Sum(reader, 6),
        ClearedCount = reader.GetInt32(7), Cleared = new Money(reader.GetInt64(8)), Uncleared = reader.GetInt32(9),
        Confirmed = new Money(reader.GetInt64(10)), Booked = new Money(reader.GetInt64(11)), Differences = reader.GetInt32(12),
    };

    private static DayResult Result(DateOnly day, DayFigures figures)
    {
        var (equality, text) = figures.Judge();
        return new DayResult
        {
            Institution = figures.Institution, Day = day, Equality = equality, AcceptedCount = figures.AcceptedCount, Accepted = figures.Accepted,
            StatedCount = figures.StatedCount, Stated = figures.Stated, CoreCount = figures.CoreCount, Core = figures.Core,
            ClearedCount = figures.ClearedCount, Cleared = figures.Cleared, Confirmed = figures.Confirmed, Booked = figures.Booked,
            Differences = figures.Differences, Text = text,
        };
    }

    private static async Task<long> WriteAsync(BookTransaction book, DateOnly day, List<DayResult> results, Act act, CancellationToken cancellationToken)
    {
        var run = await book.AskAsync<long>("select nextval('day_result_run')", cancellationToken).ConfigureAwait(false);
        await book.ExecuteAsync(
            Write, cancellationToken, One(day), One(run), One(book.Now), One(act.Officer), Texts(results.Select(r => r.Institution)),
            Shorts(results.Select(r => (short)r.Equality)), Ints(results.Select(r => r.AcceptedCount)), Longs(results.Select(r => r.Accepted.Fen)),
            Ints(results.Select(r => r.StatedCount)), Longs(results.Select(r => r.Stated?.Fen)), Ints(results.Select(r => r.CoreCount)),
            Longs(results.Select(r => r.Core?.Fen)), Ints(results.Select(r => r.ClearedCount)), Longs(results.Select(r => r.Cleared.Fen)),
            Longs(results.Select(r => r.Confirmed.Fen)), Longs(results.Select(r => r.Booked.Fen)), Ints(results.Select(r => r.Differences)),
            Texts(results.Select(r => r.Text))).ConfigureAwait(false);
        return run;
    }

    private static int? Count(NpgsqlDataReader reader, int at) => reader.IsDBNull(at) ? null : reader.GetInt32(at);

    private static Money? Sum(NpgsqlDataReader reader, int at) => reader.IsDBNull(at) ? null : new Money(reader.GetInt64(at));
}
