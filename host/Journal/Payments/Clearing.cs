using System.Globalization;
using Hub.Canonical;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;
using static Hub.Journal.Store.Columns;

namespace Hub.Journal.Payments;

/// <summary>
/// Turns settlements that are not cleared yet into one payment per institution. What is cleared is decided by one statement, so that a
/// reversal that comes meanwhile is either left out with its settlement or cleared next time against it.
/// </summary>
internal sealed class Clearing(BookStore store, ILogger logger)
{
    private const string CandidateTable =
        "create temp table clearing_candidate (settlement_id text not null, institution text not null, fen bigint not null) on commit drop";

    /// <summary>
    /// A reversed settlement (state 2) and its counter-row never happened and are left out; but once the settlement had been cleared, the
    /// counter-row must be cleared too, or the money stays paid.
    /// </summary>
    private const string Candidates =
        """
        insert into clearing_candidate
        select s.settlement_id, s.institution, s.fund_total + s.personal_account from settlement s
        where s.settled_at < $1 and ($2::text[] is null or s.institution = any ($2))
            and not exists (select 1 from clearing_item c where c.settlement_id = s.settlement_id)
            and (s.state <> 2 or exists (select 1 from clearing_item c where c.settlement_id = s.cancels))
        """;

    private const string Totals =
        """
        select t.institution, t.count, t.fen, a.version, coalesce(c.number, 0) + 1
        from (select institution, count(*)::int as count, sum(fen)::bigint as fen from clearing_candidate group by institution) as t
        left join lateral (select max(version) as version from payee_approval where party = t.institution) as a on true
        left join lateral (select max(number) as number from clearing where institution = t.institution and through = $1) as c on true
        order by t.institution
        """;

    private const string Payments =
        """
        insert into payment (serial, kind, day, party, account, holder, bank_name, line_number, fen, memo, source, created_at)
        select n.id, 0, $5, n.party, p.account, p.holder, p.bank_name, p.line_number, n.fen, $6, n.id, $7
        from unnest($1, $2, $3, $4) as n (id, party, version, fen) join payee p using (party, version)
        """;

    private const string Clearings =
        """
        insert into clearing (id, institution, through, number, serial, count, fen, cleared_by, cleared_at)
        select n.id, n.institution, $6, n.number, n.id, n.count, n.fen, $7, $8
        from unnest($1, $2, $3, $4, $5) as n (id, institution, number, count, fen)
        """;

    private const string Items =
        """
        insert into clearing_item (settlement_id, clearing)
        select c.settlement_id, n.id from clearing_candidate c join unnest($1, $2) as n (id, institution) using (institution)
        """;

    private sealed record Total(string Institution, int Count, long Fen, int? Version, int Number)
    {
        public string Id(DateOnly through) => string.Create(CultureInfo.InvariantCulture, $"C{through:yyyyMMdd}{Institution}{Number:00}");
    }

    public async Task<ClearingReport> ClearAsync(DateOnly through, IReadOnlyList<string>? institutions, Act act, CancellationToken cancellationToken)
    {
        Audit.Check(act);
        await using var book = await BookTransaction.BeginAsync(store, cancellationToken).ConfigureAwait(false);
        await Locks.ClearingAsync(book, cancellationToken).ConfigureAwait(false);
        await ChooseAsync(book, through, institutions, cancellationToken).ConfigureAwait(false);
        var totals = await book.ListAsync(
            Totals,
            reader => new Total(
                reader.GetString(0), reader.GetInt32(1), reader.GetInt64(2), reader.IsDBNull(3) ? null : reader.GetInt32(3), reader.GetInt32(4)),
            cancellationToken, One(through)).ConfigureAwait(false);
        var paid = totals.Where(t => t.Fen > 0 && t.Version is not null).ToList();
        if (paid.Count > 0)
        {
            await WriteAsync(book, through, paid, act, cancellationToken).ConfigureAwait(false);
        }

        var report = new ClearingReport(
            paid.Count, paid.Sum(t => t.Count), new Money(paid.Sum(t => t.Fen)),
            [.. totals.Where(t => t.Fen <= 0).Select(t => t.Institution)],
            [.. totals.Where(t => t.Fen > 0 && t.Version is null).Select(t => t.Institution)]);
        await Audit.WriteAsync(
            book, act, "clear-settlements", through.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), null,
            new
            {
                payments = report.Payments, settlements = report.Settlements, fen = report.Total.Fen, carried = report.Carried,
                withoutAccount = report.WithoutAccount,
            },
            cancellationToken).ConfigureAwait(false);
        await book.CommitAsync(cancellationToken).ConfigureAwait(false);
        PaymentsLog.Cleared(logger, through, report.Settlements, report.Payments, report.Carried.Count, report.WithoutAccount.Count);
        return report;
    }

    /// <summary>Puts what a clearing through a day would clear into the table <c>clearing_candidate</c> of the transaction.</summary>
    public static async Task ChooseAsync(
        BookTransaction book, DateOnly through, IReadOnlyList<string>? institutions, CancellationToken cancellationToken)
    {
        await book.ExecuteAsync(CandidateTable, cancellationToken).ConfigureAwait(false);
        await book.ExecuteAsync(
            Candidates, cancellationToken, LocalTime(through.AddDays(1).ToDateTime(TimeOnly.MinValue)),
            new NpgsqlParameter { Value = (object?)institutions?.ToArray() ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text })
            .ConfigureAwait(false);
        await book.ExecuteAsync("analyze clearing_candidate", cancellationToken).ConfigureAwait(false);
    }

    private static async Task WriteAsync(BookTransaction book, DateOnly through, List<Total> paid, Act act, CancellationToken cancellationToken)
    {
        var ids = paid.Select(t => t.Id(through)).ToArray();
        await book.ExecuteAsync(
            Payments, cancellationToken, Texts(ids), Texts(paid.Select(t => t.Institution)), Ints(paid.Select(t => t.Version!.Value)),
            Longs(paid.Select(t => t.Fen)), One(through), One("医保结算 " + through.ToString("yyyyMMdd", CultureInfo.InvariantCulture)), One(book.Now))
            .ConfigureAwait(false);
        await book.ExecuteAsync(
            Clearings, cancellationToken, Texts(ids), Texts(paid.Select(t => t.Institution)), Ints(paid.Select(t => t.Number)),
            Ints(paid.Select(t => t.Count)), Longs(paid.Select(t => t.Fen)), One(through), One(act.Officer), One(book.Now)).ConfigureAwait(false);
        await book.ExecuteAsync(Items, cancellationToken, Texts(ids), Texts(paid.Select(t => t.Institution))).ConfigureAwait(false);
        await LedgerSets.PostAsync(
            book,
            [
                .. paid.Select(t => new LedgerTransaction
                {
                    Key = "clear:" + t.Id(through), Day = through,
                    Postings =
                    [
                        new Posting(LedgerAccounts.InstitutionPayable(t.Institution), new Money(t.Fen)),
                        new Posting(LedgerAccounts.PaymentsDue, new Money(-t.Fen)),
                    ],
                }),
            ],
            cancellationToken).ConfigureAwait(false);
    }
}
