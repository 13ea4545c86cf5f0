using Hub.Certs.Evidence;
using Hub.Journal.Store;
using Npgsql;

namespace Hub.Journal.Evidence;

/// <summary>Finds and renders receipts from what the accepting transaction stored.</summary>
internal static class Receipts
{
    /// <summary>By the digest of the content or of the raw bytes: the receipt of the answer, else of the acceptance.</summary>
    public static async Task<ReadOnlyMemory<byte>?> FindAsync(NpgsqlDataSource source, byte[] digest, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var command = Columns.Query(
            connection,
            """
            select m.id, m.batch, a.batch from message m left join answer a on a.message_id = m.id
            where m.content_digest = $1 and m.direction = 1
            union all
            select m.id, m.batch, a.batch from message m left join answer a on a.message_id = m.id
            where m.raw_digest = $1 and m.direction <> 2 limit 1
            """,
            Columns.One(digest));
        long id;
        long batch;
        LeafRole role;
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false))
        {
            if (!await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                return null;
            }

            id = reader.GetInt64(0);
            (batch, role) = reader.IsDBNull(2) ? (reader.GetInt64(1), LeafRole.Received) : (reader.GetInt64(2), LeafRole.Answer);
        }

        return await RenderAsync(connection, batch, role, id, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The receipt of one leaf of a batch.</summary>
    public static async Task<byte[]?> RenderAsync(
        NpgsqlConnection connection, long batch, LeafRole role, long subject, CancellationToken cancellationToken)
    {
        await using var command = Columns.Query(
            connection,
            """
            select b.frontier, b.entries, b.leaves, l.name, b.head_at, b.head_key, b.signature, b.root
            from evidence_batch b join evidence_log l on l.log_id = b.log_id where b.batch = $1
            """,
            Columns.One(batch));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        if (!await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        var frontier = reader.GetFieldValue<byte[]>(0);
        var entries = reader.GetFieldValue<byte[]>(1);
        var head = new SignedTreeHead
        {
            LogId = reader.GetString(3),
            Size = MerkleFrontier.FromBytes(frontier).Size + (entries.Length / EvidenceWriter.EntryBytes),
            Root = new Hash256(reader.GetFieldValue<byte[]>(7)),
            TimestampMicroseconds = reader.GetInt64(4),
            KeyId = reader.GetString(5),
            Signature = reader.GetFieldValue<byte[]>(6),
        };
        return EvidenceWriter.Receipt(frontier, entries, reader.GetFieldValue<byte[]>(2), head, role, subject);
    }
}
