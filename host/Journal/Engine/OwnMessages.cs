using Hub.Journal.Store;
using Npgsql;

namespace Hub.Journal.Engine;

/// <summary>Reads a partner's own messages back from the log.</summary>
internal sealed class OwnMessages(NpgsqlDataSource source) : IOwnMessages
{
    private const string Found =
        """
        select m.id, m.channel, m.kind, m.key, m.at, m.content_digest, m.answer_hint, a.batch
        from message m left join answer a on a.message_id = m.id where m.partner = $1 and m.direction = 1
        """;

    public Task<OwnMessage?> FindAsync(string partner, string contentDigestHex, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(contentDigestHex);
        return contentDigestHex.Length == 64 && contentDigestHex.All(char.IsAsciiHexDigit)
            ? FindAsync(
                Found + " and m.content_digest = $2 order by m.id limit 1",
                [Columns.One(partner), Columns.One(Convert.FromHexString(contentDigestHex))],
                cancellationToken)
            : Task.FromResult<OwnMessage?>(null);
    }

    public Task<OwnMessage?> FindAsync(string partner, string kind, string key, CancellationToken cancellationToken) => FindAsync(
        Found + " and m.kind = $2 and m.key = $3", [Columns.One(partner), Columns.One(kind), Columns.One(key)], cancellationToken);

    private async Task<OwnMessage?> FindAsync(string sql, NpgsqlParameter[] parameters, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        OwnMessage message;
        long id;
        long? batch;
        await using (var command = Columns.Query(connection, sql, parameters))
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false))
        {
            if (!await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                return null;
            }

            id = reader.GetInt64(0);
            batch = reader.IsDBNull(7) ? null : reader.GetInt64(7);
            message = new OwnMessage
            {
                Channel = reader.GetString(1),
                Kind = reader.GetString(2),
                Key = reader.GetString(3),
                ReceivedAt = reader.GetFieldValue<DateTimeOffset>(4),
                ContentDigest = Convert.ToHexStringLower(reader.GetFieldValue<byte[]>(5)),
                AnswerHint = reader.GetString(6),
            };
        }

        return batch is { } answered && await RawStore.ReadAsync(connection, answered, RawRole.Answer, id, cancellationToken).ConfigureAwait(false) is { } bytes
            ? message with { Answer = bytes }
            : message;
    }
}
