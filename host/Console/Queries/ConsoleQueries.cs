using Dapper;
using Npgsql;

namespace Hub.Console.Queries;

/// <summary>
/// What pages read, one query object for each question. Reads only: each query runs in a read-only transaction with one view of the books,
/// so that the figures of a page belong together.
/// </summary>
internal sealed partial class ConsoleQueries(NpgsqlDataSource source, ConsoleOptions options)
{
    private readonly int secondsMax = (int)options.QueryLimit.TotalSeconds;

    private async Task<T> ReadAsync<T>(Func<Reading, Task<T>> read, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var transaction = await connection
            .BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellationToken).ConfigureAwait(false);
        await connection.ExecuteAsync("set transaction read only", transaction: transaction).ConfigureAwait(false);
        return await read(new Reading(connection, transaction, secondsMax, cancellationToken)).ConfigureAwait(false);
    }

    /// <summary>One read-only look at the books.</summary>
    private sealed record Reading(NpgsqlConnection Connection, NpgsqlTransaction Transaction, int SecondsMax, CancellationToken CancellationToken)
    {
        internal async Task<IReadOnlyList<T>> ListAsync<T>(string sql, object? values = null) =>
            (await Connection.QueryAsync<T>(Command(sql, values)).ConfigureAwait(false)).AsList();

        internal Task<T?> OneAsync<T>(string sql, object? values = null) => Connection.QuerySingleOrDefaultAsync<T>(Command(sql, values));

        private CommandDefinition Command(string sql, object? values) => new(sql, values, Transaction, SecondsMax, cancellationToken: CancellationToken);
    }
}
