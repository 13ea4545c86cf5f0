using Npgsql;

namespace Hub.Journal.Payments;

/// <summary>
/// Copies the records of a bank's file into a table of the transaction while it is read: one COPY, so that the database takes what was
/// read while the next is being read, and memory holds none of it.
/// </summary>
internal sealed class BankFileReading<TRecord>(BookTransaction book, string copy, Func<NpgsqlBinaryImporter, TRecord, CancellationToken, Task> write)
    : IAsyncDisposable
{
    private NpgsqlBinaryImporter? importer;

    public int Count { get; private set; }

    public async Task AddAsync(TRecord record, CancellationToken cancellationToken)
    {
        importer ??= await book.Connection.BeginBinaryImportAsync(copy, cancellationToken).ConfigureAwait(false);
        await importer.StartRowAsync(cancellationToken).ConfigureAwait(false);
        await write(importer, record, cancellationToken).ConfigureAwait(false);
        Count++;
    }

    /// <summary>Makes the records rows of the table; without it they are dropped.</summary>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        if (importer is not null)
        {
            await importer.CompleteAsync(cancellationToken).ConfigureAwait(false);
            await DisposeAsync().ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (importer is { } open)
        {
            importer = null;
            await open.DisposeAsync().ConfigureAwait(false);
        }
    }
}
