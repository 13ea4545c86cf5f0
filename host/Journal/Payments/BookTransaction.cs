using Hub.Journal.Store;
using Npgsql;

namespace Hub.Journal.Payments;

/// <summary>
/// One call of the payment book: a connection, a transaction, the moment it counts for. What is not committed is undone when it is
/// disposed. Statements run one after another on the one connection.
/// </summary>
internal sealed class BookTransaction : IAsyncDisposable
{
    private readonly NpgsqlTransaction transaction;

    private BookTransaction(NpgsqlDataSource contents, NpgsqlConnection connection, NpgsqlTransaction transaction, DateTimeOffset now)
    {
        Contents = contents;
        Connection = connection;
        this.transaction = transaction;
        Now = now;
    }

    /// <summary>Where stored files are read, beside what goes on on <see cref="Connection"/>.</summary>
    public NpgsqlDataSource Contents { get; }

    public NpgsqlConnection Connection { get; }

    public DateTimeOffset Now { get; }

    public static async Task<BookTransaction> BeginAsync(BookStore store, CancellationToken cancellationToken)
    {
        var connection = await store.Source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
            var book = new BookTransaction(store.Contents, connection, transaction, store.Time.GetUtcNow());

            // A cursor is read to its end here: the plan for all rows, not for the first ones.
            await book.ExecuteAsync(
                "set local work_mem = '" + store.WorkMemory + "MB'; set local cursor_tuple_fraction = 1", cancellationToken).ConfigureAwait(false);
            return book;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async Task<int> ExecuteAsync(string sql, CancellationToken cancellationToken, params NpgsqlParameter[] parameters)
    {
        await using var command = Columns.Query(Connection, sql, parameters);
        return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The first column of the first row; default when there is no row or it is null.</summary>
    public async Task<T?> AskAsync<T>(string sql, CancellationToken cancellationToken, params NpgsqlParameter[] parameters)
    {
        await using var command = Columns.Query(Connection, sql, parameters);
        return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is T value ? value : default;
    }

    /// <summary>Every row of a short answer.</summary>
    public async Task<List<T>> ListAsync<T>(
        string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken, params NpgsqlParameter[] parameters)
    {
        var rows = new List<T>();
        await using var command = Columns.Query(Connection, sql, parameters);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    public Task CommitAsync(CancellationToken cancellationToken) => transaction.CommitAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync().ConfigureAwait(false);
        await Connection.DisposeAsync().ConfigureAwait(false);
    }
}
