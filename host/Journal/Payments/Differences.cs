using Hub.Canonical;
using Hub.Journal.Engine;

namespace Hub.Journal.Payments;

/// <summary>Opens differences in the transaction that finds them; a known key is left as it is.</summary>
internal static class Differences
{
    public static async Task<int> OpenAsync(BookTransaction book, IReadOnlyList<Difference> differences, CancellationToken cancellationToken)
    {
        if (differences.Count == 0)
        {
            return 0;
        }

        await using var batch = new Npgsql.NpgsqlBatch(book.Connection);
        batch.BatchCommands.Add(BookStatements.Differences(differences, book.Now));
        return await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }
}
