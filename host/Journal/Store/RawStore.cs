using Npgsql;

namespace Hub.Journal.Store;

/// <summary>Reads raw bytes back by the batch that wrote them.</summary>
internal sealed class RawStore(NpgsqlDataSource source)
{
    public async Task<byte[]?> ReadAsync(long batch, RawRole role, long subject, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        return await ReadAsync(connection, batch, role, subject, cancellationToken).ConfigureAwait(false);
    }

    public static async Task<byte[]?> ReadAsync(
        NpgsqlConnection connection, long batch, RawRole role, long subject, CancellationToken cancellationToken)
    {
        await using var command = Columns.Query(
            connection,
            """
            select r.entries, r.body from raw r
            where r.day = (select e.day from evidence_batch e where e.batch = $1) and r.batch = $1 order by r.segment
            """,
            Columns.One(batch));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (RawPack.Find(reader.GetFieldValue<byte[]>(0), reader.GetFieldValue<byte[]>(1), role, subject) is { } bytes)
            {
                return bytes;
            }
        }

        return null;
    }
}
