using Hub.Canonical;
using Hub.Journal.Store;
using Npgsql;

namespace Hub.Journal.Payments;

/// <summary>Balances out of <c>account_day</c>: what is read every day must not cost more every year.</summary>
internal sealed class LedgerBook(NpgsqlDataSource source) : ILedgerBook
{
    public async Task AddUpAsync(DateOnly day, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var batch = new NpgsqlBatch(connection);

        // One statement a transaction: the batch is one. Who adds up at the same time waits for the lock and then finds the same sums.
        batch.BatchCommands.Add(Columns.Command("select pg_advisory_xact_lock(hashtext('account_day'), $1)", Columns.One(day.DayNumber)));
        batch.BatchCommands.Add(Columns.Command("delete from account_day where day = $1", Columns.One(day)));
        batch.BatchCommands.Add(Columns.Command(
            """
            insert into account_day (day, account, kind, count, fen)
            select t.day, p.account, split_part(t.key, ':', 1), count(*)::int, sum(p.fen)::bigint
            from ledger_transaction t join posting p on p.transaction_id = t.id where t.day = $1 group by 1, 2, 3
            """,
            Columns.One(day)));
        await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task<AccountDay> DayAsync(string account, DateOnly day, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var command = Columns.Query(
            connection,
            """
            select '' as kind, 0 as count, coalesce(sum(fen), 0)::bigint from account_day where account = $1 and day < $2
            union all
            select kind, count, fen from account_day where account = $1 and day = $2 order by kind
            """,
            Columns.One(account), Columns.One(day));
        var opening = Money.Zero;
        var movements = new List<AccountMovement>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var amount = new Money(reader.GetInt64(2));
            if (reader.GetString(0) is { Length: > 0 } kind)
            {
                movements.Add(new AccountMovement(kind, reader.GetInt32(1), amount));
            }
            else
            {
                opening = amount;
            }
        }

        return new AccountDay(opening, movements, movements.Aggregate(opening, (sum, m) => sum + m.Amount));
    }
}
