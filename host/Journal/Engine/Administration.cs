using Hub.Journal.Store;
using Npgsql;

namespace Hub.Journal.Engine;

/// <summary>The operator's view of the engine.</summary>
internal sealed class Administration(JournalEngine engine, NpgsqlDataSource source) : IJournalAdministration
{
    public Task<IReadOnlyList<QuarantinedCase>> QuarantinedAsync(CancellationToken cancellationToken) => ListAsync(
        """
        select q.case_name, q.type, q.reason, q.attempts, q.since, (select count(*)::int from inbox i where i.case_name = q.case_name and i.state = 0)
        from quarantine q order by q.since, q.case_name limit 1000
        """,
        r => new QuarantinedCase(r.GetString(0), r.GetString(1), r.GetString(2), r.GetInt16(3), r.GetFieldValue<DateTimeOffset>(4), r.GetInt32(5)),
        [],
        cancellationToken);

    public Task<bool> RetryAsync(string caseName, CancellationToken cancellationToken) => ResumeAsync(caseName, false, cancellationToken);

    public Task<bool> DiscardAsync(string caseName, CancellationToken cancellationToken) => ResumeAsync(caseName, true, cancellationToken);

    public Task<IReadOnlyList<LaneHolding>> LanesAsync(CancellationToken cancellationToken) => ListAsync(
        """
        select l.lane, l.owner, l.token, coalesce(n.expires_at > now(), false) from lane_lease l left join node n on n.name = l.owner order by l.lane
        """,
        r => new LaneHolding(r.GetInt16(0), r.IsDBNull(1) ? null : r.GetString(1), r.GetInt64(2), r.GetBoolean(3)),
        [],
        cancellationToken);

    public Task<IReadOnlyList<OpenCall>> OpenCallsAsync(CancellationToken cancellationToken) => ListAsync(
        "select request_id, destination, kind, key, partner, case_name, state, at from outbox order by request_id limit 1000",
        r => new OpenCall(
            r.GetInt64(0), r.GetString(1), r.GetString(2), r.GetString(3), r.GetString(4), r.GetString(5), (OpenCallState)r.GetInt16(6),
            r.GetFieldValue<DateTimeOffset>(7)),
        [],
        cancellationToken);

    public async Task<MessageTrace?> TraceAsync(string partner, string kind, string key, CancellationToken cancellationToken)
    {
        var found = await ListAsync(
            """
            select m.id, m.at, m.decision, m.reason, m.case_name, m.raw_digest, a.answered_at,
                (select count(*)::int from message c where c.direction = 3 and c.original = m.id)
            from message m left join answer a on a.message_id = m.id
            where m.partner = $1 and m.kind = $2 and m.key = $3 and m.direction = 1
            """,
            r => new MessageTrace
            {
                MessageId = r.GetInt64(0),
                ReceivedAt = r.GetFieldValue<DateTimeOffset>(1),
                Decision = (Decision)r.GetInt16(2),
                Reason = r.IsDBNull(3) ? null : r.GetString(3),
                Case = r.IsDBNull(4) ? null : r.GetString(4),
                RawDigest = r.IsDBNull(5) ? "" : Convert.ToHexStringLower(r.GetFieldValue<byte[]>(5)),
                AnsweredAt = r.IsDBNull(6) ? null : r.GetFieldValue<DateTimeOffset>(6),
                Conflicts = r.GetInt32(7),
                Calls = [],
            },
            [Columns.One(partner), Columns.One(kind), Columns.One(key)],
            cancellationToken).ConfigureAwait(false);
        if (found.Count == 0 || found[0].Case is not { } name)
        {
            return found.SingleOrDefault();
        }

        var calls = await ListAsync(
            """
            select m.id, m.channel, m.kind, m.key, m.at, o.result, l.result from message m
            left join outcome o on o.request_id = m.id and not o.late left join outcome l on l.request_id = m.id and l.late
            where m.case_name = $1 and m.direction = 2 order by m.id limit 1000
            """,
            r => new TracedCall(
                r.GetInt64(0), r.GetString(1), r.GetString(2), r.GetString(3), r.GetFieldValue<DateTimeOffset>(4),
                r.IsDBNull(5) ? null : (CallResult)r.GetInt16(5), r.IsDBNull(6) ? null : (CallResult)r.GetInt16(6)),
            [Columns.One(name)],
            cancellationToken).ConfigureAwait(false);
        return found[0] with { Calls = calls };
    }

    public async Task<ReadOnlyMemory<byte>?> RawAsync(string digestHex, CancellationToken cancellationToken)
    {
        if (digestHex is not { Length: 64 } || !digestHex.All(char.IsAsciiHexDigitLower))
        {
            return null;
        }

        var places = await ListAsync(
            """
            select batch, id, 1 from message where raw_digest = $1 and direction <> 2
            union all select batch, request_id, case when late then 5 else 4 end from outcome where raw_digest = $1 and raw_digest is not null limit 1
            """,
            r => (Batch: r.GetInt64(0), Subject: r.GetInt64(1), Role: (RawRole)r.GetInt32(2)),
            [Columns.One(Convert.FromHexString(digestHex))],
            cancellationToken).ConfigureAwait(false);
        return places.Count == 0
            ? null
            : await engine.Raw.ReadAsync(places[0].Batch, places[0].Role, places[0].Subject, cancellationToken).ConfigureAwait(false);
    }

    public JournalHealth Health() => engine.Health();

    private async Task<bool> ResumeAsync(string caseName, bool discard, CancellationToken cancellationToken)
    {
        var quarantined = await QuarantinedAsync(cancellationToken).ConfigureAwait(false);
        if (!engine.Holds(caseName) || !quarantined.Any(q => q.Case == caseName))
        {
            return false;
        }

        await engine.WriterOfCase(caseName).ResumeCaseAsync(caseName, discard).ConfigureAwait(false);
        return true;
    }

    private async Task<IReadOnlyList<T>> ListAsync<T>(
        string sql, Func<NpgsqlDataReader, T> row, NpgsqlParameter[] parameters, CancellationToken cancellationToken)
    {
        var rows = new List<T>();
        await using var connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var command = Columns.Query(connection, sql, parameters);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            rows.Add(row(reader));
        }

        return rows;
    }
}
