namespace Hub.Console.Queries;

internal sealed partial class ConsoleQueries
{
    /// <summary>Columns of <see cref="FileRow"/>; conditions are the caller's.</summary>
    private const string FileColumns =
        """
        select f.id, f.bank, f.kind, f.business_day as BusinessDay, f.file_number as FileNumber, f.requested_on as RequestedOn, f.name, f.count, f.fen,
            encode(f.sha256, 'hex') as Sha256, f.control_name as ControlName, f.sealed_by as SealedBy, f.sealed_at as SealedAt,
            r.released_by as ReleasedBy, r.released_at as ReleasedAt, s.state as State, s.at as Since, s.detail as Detail
        from payment_file f
        left join payment_release r on r.file = f.id
        join payment_file_state s on s.file = f.id
        """;

    private const string BankFileColumns =
        """
        select id, bank, name, kind, encode(sha256, 'hex') as Sha256, received_at as ReceivedAt, state, lines, differences, reason from bank_file
        """;

    private const string DifferenceColumns =
        """
        select key, kind, partner, day, settlement_id as SettlementId, message_key as MessageKey, ours, theirs, our_raw_digest as OurRawDigest,
            their_raw_digest as TheirRawDigest, text, opened_at as OpenedAt, closed_at as ClosedAt
        from difference
        """;

    // The book's index begins with the institution: its institutions are stepped through, and of each only the day is read.
    private const string Live =
        """
        with recursive known (code) as (
            select min(institution) from settlement
            union all select (select min(institution) from settlement where institution > code) from known where code is not null)
        select k.code as Institution, a.count as Accepted, a.fen as AcceptedFen, a.cleared, a.cleared_fen as ClearedFen
        from known k cross join lateral (
            select count(*)::int as count, coalesce(sum(s.fund_total + s.personal_account), 0)::bigint as fen,
                (count(*) filter (where c.clearing is not null))::int as cleared,
                coalesce(sum(s.fund_total + s.personal_account) filter (where c.clearing is not null), 0)::bigint as cleared_fen
            from settlement s left join clearing_item c on c.settlement_id = s.settlement_id
            where s.institution = k.code and s.settled_at >= @day::timestamp and s.settled_at < @day::timestamp + interval '1 day' and s.state <> 2) a
        where k.code is not null and a.count > 0
        """;

    private const string Results =
        """
        select institution, equality, accepted, accepted_fen as AcceptedFen, stated, stated_fen as StatedFen, core, core_fen as CoreFen, cleared,
            cleared_fen as ClearedFen, confirmed_fen as ConfirmedFen, booked_fen as BookedFen, differences, text
        from day_result where day = @day and run = (select max(run) from day_result where day = @day)
        """;

    private const string Paid =
        """
        select p.party as Institution, p.fen, a.status = 1 and r.serial is null as Confirmed, b.fen as BookedFen
        from payment p
        left join payment_answer a on a.serial = p.serial and a.kind = 1
        left join payment_answer r on r.serial = p.serial and r.kind = 2
        left join lateral (select -sum(l.fen)::bigint as fen from statement_line l where l.serial = p.serial and l.matched in (1, 2)) b on true
        where p.kind = 0 and p.day = @day
        """;

    private const string Stated =
        """
        select institution, sum(count)::int as Stated, sum(fund_total + account)::bigint as StatedFen from (
            select distinct on (institution, insurance_type, clearing_type, agency) institution, count, fund_total, account
            from stated_totals where day = @day and stated_by = 1
            order by institution, insurance_type, clearing_type, agency, id desc) newest
        group by institution
        """;

    /// <summary>Does the day agree, and if not, where does it not?</summary>
    internal Task<DayView> DayAsync(DateOnly day, CancellationToken cancellationToken) => ReadAsync(
        async reading =>
        {
            var at = new { day, most = options.PageRowsMax };
            var written = await reading.ListAsync<DayRow>(Results, at).ConfigureAwait(false);
            var result = await reading
                .OneAsync<ResultNote>("select at, by from day_result where day = @day order by run desc limit 1", at).ConfigureAwait(false);
            var live = await LiveAsync(reading, at).ConfigureAwait(false);
            var openCount = await reading
                .OneAsync<long>("select count(*) from difference where day = @day and closed_at is null", at).ConfigureAwait(false);
            return new DayView
            {
                Day = day,
                Rows = Merge(written, live),
                ResultAt = result?.At,
                ResultBy = result?.By ?? "",
                Differences = await reading.ListAsync<DifferenceRow>(
                    DifferenceColumns + " where day = @day and closed_at is null order by opened_at desc, key limit @most", at).ConfigureAwait(false),
                DifferenceCount = (int)openCount,
                Files = await reading.ListAsync<FileRow>(
                    FileColumns + " where f.business_day = @day order by f.bank, f.file_number limit @most", at).ConfigureAwait(false),
                BankFiles = await reading.ListAsync<BankFileRow>(
                    BankFileColumns
                    + " where received_at >= (@day::timestamp - interval '8 hours') at time zone 'UTC'"
                    + " and received_at < (@day::timestamp + interval '16 hours') at time zone 'UTC' order by id limit @most",
                    at).ConfigureAwait(false),
            };
        },
        cancellationToken);

    private static async Task<Dictionary<string, DayRow>> LiveAsync(Reading reading, object at)
    {
        var rows = (await reading.ListAsync<DayRow>(Live, at).ConfigureAwait(false)).ToDictionary(row => row.Institution, StringComparer.Ordinal);
        foreach (var stated in await reading.ListAsync<DayRow>(Stated, at).ConfigureAwait(false))
        {
            rows[stated.Institution] = Row(stated.Institution) with { Stated = stated.Stated, StatedFen = stated.StatedFen };
        }

        foreach (var paid in (await reading.ListAsync<PaidRow>(Paid, at).ConfigureAwait(false)).GroupBy(row => row.Institution))
        {
            rows[paid.Key] = Row(paid.Key) with
            {
                ConfirmedFen = paid.Where(row => row.Confirmed == true).Sum(row => row.Fen), BookedFen = paid.Sum(row => row.BookedFen ?? 0),
            };
        }

        return rows;

        DayRow Row(string institution) => rows.GetValueOrDefault(institution) ?? new DayRow { Institution = institution };
    }

    private static List<DayRow> Merge(IReadOnlyList<DayRow> written, Dictionary<string, DayRow> live)
    {
        var rows = new List<DayRow>();
        foreach (var result in written)
        {
            live.Remove(result.Institution, out var now);
            var moved = (now?.Accepted ?? 0) != result.Accepted || (now?.AcceptedFen ?? 0) != result.AcceptedFen;
            rows.Add(moved ? result with { AcceptedNow = now?.Accepted ?? 0, AcceptedNowFen = now?.AcceptedFen ?? 0 } : result);
        }

        rows.AddRange(live.Values);
        return [.. rows.OrderBy(row => row.Institution, StringComparer.Ordinal)];
    }

    private sealed record ResultNote
    {
        public DateTime At { get; init; }

        public string By { get; init; } = "";
    }

    private sealed record PaidRow
    {
        public string Institution { get; init; } = "";

        public long Fen { get; init; }

        public bool? Confirmed { get; init; }

        public long? BookedFen { get; init; }
    }
}
