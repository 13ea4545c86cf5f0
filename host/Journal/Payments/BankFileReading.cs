using Npgsql;

namespace Hub.Journal.Payments;

/// <summary>
/// Copies the records of a bank's file into a table of the transaction by the page: reading the content and copying share one connection,
/// and memory holds one page.
/// </summary>
internal sealed class BankFileReading<TRecord>(BookTransaction book, string copy, Func<NpgsqlBinaryImporter, TRecord, CancellationToken, Task> write)
{
    private const int Page = 10_000;

    private readonly List<TRecord> page = [];

    public int Count { get; private set; }

    public async Task AddAsync(TRecord record, CancellationToken cancellationToken)
    {
        page.Add(record);
        Count++;
        if (page.Count == Page)
        {
            await FlushAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (page.Count == 0)
        {
            return;
        }

        await using var writer = await book.Connection.BeginBinaryImportAsync(copy, cancellationToken).ConfigureAwait(false);
        foreach (var record in page)
        {
            await writer.StartRowAsync(cancellationToken).ConfigureAwait(false);
            await write(writer, record, cancellationToken).ConfigureAwait(false);
        }

        await writer.CompleteAsync(cancellationToken).ConfigureAwait(false);
        page.Clear();
    }
}
