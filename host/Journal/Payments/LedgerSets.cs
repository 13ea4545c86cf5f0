using Hub.Canonical;
using static Hub.Journal.Store.Columns;

namespace Hub.Journal.Payments;

/// <summary>Posts what a set of payments amounts to. The database refuses a transaction that does not sum to zero, and a key used before.</summary>
internal static class LedgerSets
{
    private const string Case = "payments";

    public static async Task PostAsync(BookTransaction book, IReadOnlyList<LedgerTransaction> transactions, CancellationToken cancellationToken)
    {
        var lines = transactions.SelectMany(
            t => t.Postings.Where(p => p.Amount != Money.Zero).Select((p, i) => (t.Key, Line: (short)i, p.Account, p.Amount.Fen))).ToArray();
        if (lines.Length == 0)
        {
            return;
        }

        var moving = lines.Select(l => l.Key).ToHashSet(StringComparer.Ordinal);
        var posted = transactions.Where(t => moving.Contains(t.Key)).ToArray();
        await book.ExecuteAsync(
            """
            with posted as (
                insert into ledger_transaction (id, key, day, case_name, at)
                select nextval('ledger_set_id'), r.key, r.day, $8, $7 from unnest($1, $2) as r (key, day) returning id, key)
            insert into posting (transaction_id, line, account, fen)
            select p.id, l.line, l.account, l.fen from unnest($3, $4, $5, $6) as l (key, line, account, fen) join posted p using (key)
            """,
            cancellationToken,
            Texts(posted.Select(t => t.Key)), Days(posted.Select(t => t.Day)), Texts(lines.Select(l => l.Key)), Shorts(lines.Select(l => l.Line)),
            Texts(lines.Select(l => l.Account)), Longs(lines.Select(l => l.Fen)), One(book.Now), One(Case)).ConfigureAwait(false);
    }

    public static Task PostAsync(
        BookTransaction book, string key, DateOnly day, IEnumerable<Posting> postings, CancellationToken cancellationToken) =>
        PostAsync(book, [new LedgerTransaction { Key = key, Day = day, Postings = [.. postings] }], cancellationToken);

    /// <summary>Where a payment is owed while it is not ordered.</summary>
    public static string Payable(PaymentKind kind, string party, string agency) =>
        kind == PaymentKind.PayInstitution ? LedgerAccounts.InstitutionPayable(party) : LedgerAccounts.PersonsPayable(agency);
}
