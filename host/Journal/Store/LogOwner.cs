using Hub.Certs.Evidence;
using Hub.Certs.Signatures;
using Hub.Journal.Evidence;
using Npgsql;

namespace Hub.Journal.Store;

/// <summary>Takes an evidence log for a writer, and looks after a lost connection where it stands.</summary>
internal static class LogOwner
{
    /// <summary>A log that nobody alive owns, or a new one.</summary>
    public static async Task<(EvidenceWriter Log, long NewestId)> TakeAsync(
        NpgsqlConnection connection, string node, string logName, SigningKey key, CancellationToken cancellationToken)
    {
        await using var take = Columns.Query(
            connection,
            """
            update evidence_log set owner = $1, token = token + 1 where log_id = (
                select l.log_id from evidence_log l left join node n on n.name = l.owner
                where l.name like $2 || '-%' and (l.owner is null or n.name is null or n.expires_at < now())
                order by l.log_id limit 1 for update of l skip locked)
            returning log_id, name, token, frontier, last_id
            """,
            Columns.One(node), Columns.One(logName));
        if (await ReadAsync(take, key, cancellationToken).ConfigureAwait(false) is { } taken)
        {
            return taken;
        }

        await using var make = Columns.Query(
            connection,
            """
            with guard as (select pg_advisory_xact_lock(4855425) as held),
                 next as (select coalesce(max(log_id), 0) + 1 as id from evidence_log, guard)
            insert into evidence_log (log_id, name, owner, token, frontier)
            select id, $2 || '-' || id, $1, 1, $3 from next returning log_id, name, token, frontier, last_id
            """,
            Columns.One(node), Columns.One(logName), Columns.One(MerkleFrontier.Empty.ToBytes()));
        while (true)
        {
            try
            {
                return (await ReadAsync(make, key, cancellationToken).ConfigureAwait(false))!.Value;
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
            {
                // Another writer made a log of that number in the same moment: try the next number.
            }
        }
    }

    /// <summary>
    /// The batch that committed last, once no transaction of the lost connection can commit any more (the row's lock says
    /// so); null when the log belongs to another writer now.
    /// </summary>
    public static async Task<long?> LastBatchAsync(NpgsqlConnection connection, EvidenceWriter log, CancellationToken cancellationToken)
    {
        await using var command = Columns.Query(
            connection, "select token, coalesce(last_batch, 0) from evidence_log where log_id = $1 for update", Columns.One(log.LogId));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        return await reader.ReadAsync(cancellationToken).ConfigureAwait(false) && reader.GetInt64(0) == log.Token ? reader.GetInt64(1) : null;
    }

    private static async Task<(EvidenceWriter Log, long NewestId)?> ReadAsync(NpgsqlCommand command, SigningKey key, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        if (!await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        var frontier = MerkleFrontier.FromBytes(reader.GetFieldValue<byte[]>(3));
        return (new EvidenceWriter(reader.GetInt16(0), reader.GetString(1), reader.GetInt64(2), frontier, key), reader.GetInt64(4));
    }
}
