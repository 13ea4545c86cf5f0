using Hub.Journal.Store;
using Npgsql;
using static Hub.Journal.Store.Columns;

namespace Hub.Journal.Engine;

/// <summary>What the table knows of an identity that had arrived before.</summary>
internal sealed record KnownMessage(
    long Id, byte[]? ContentDigest, DateTimeOffset At, short Decision, string? Case, long? AnswerBatch);

/// <summary>The reading statements of a round.</summary>
internal static class RoundReader
{
    private const string Accept =
        """
        insert into message (id, direction, partner, channel, kind, key, at, decision, reason, case_name, content_digest, raw_digest, answer_hint, batch)
        select u.id, 1, u.partner, u.channel, u.kind, u.key, u.at, u.decision, u.reason,
            case u.how
                when 0 then coalesce((select a.case_name from case_alias a where a.alias = u.name), u.name)
                when 1 then coalesce((select m.case_name from message m
                    where m.partner = u.partner and m.kind = u.ref_kind and m.key = u.ref_key and m.direction = 1), u.name)
            end,
            u.content_digest, u.raw_digest, u.answer_hint, $17
        from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
            as u (id, partner, channel, kind, key, at, decision, reason, how, name, ref_kind, ref_key, content_digest, raw_digest, answer_hint, n)
        on conflict (partner, kind, key) where direction = 1 do nothing
        returning id, case_name
        """;

    private const string States = "select name, saga, version, partner, at, state from case_state where name = any($1)";

    /// <summary>Inserts the identities that are new; returns the case of each.</summary>
    public static NpgsqlBatchCommand AcceptCommand(IReadOnlyList<(long Id, IntakeWork Work)> rows, long batch) => Command(
        Accept,
        Longs(rows.Select(r => r.Id)), Texts(rows.Select(r => r.Work.Intake.Partner)), Texts(rows.Select(r => r.Work.Intake.Channel)),
        Texts(rows.Select(r => r.Work.Intake.Kind)), Texts(rows.Select(r => r.Work.Intake.Key)), Times(rows.Select(r => r.Work.ReceivedAt)),
        Shorts(rows.Select(r => (short)r.Work.Intake.Decision)), Texts(rows.Select(r => r.Work.Intake.Reason)), Shorts(rows.Select(r => How(r.Work))),
        Texts(rows.Select(r => r.Work.Intake.Case.Name)), Texts(rows.Select(r => Reference(r.Work).Kind)), Texts(rows.Select(r => Reference(r.Work).Key)),
        Bytes(rows.Select(r => r.Work.Intake.ContentDigest.ToArray())), Bytes(rows.Select(r => r.Work.RawDigest)),
        Texts(rows.Select(r => r.Work.Intake.AnswerHint)), Shorts(rows.Select((_, i) => (short)i)), One(batch));

    public static NpgsqlBatchCommand StatesCommand(IEnumerable<string> cases) => Command(States, Texts(cases));

    public static async Task<Dictionary<long, string?>> ReadAcceptedAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var accepted = new Dictionary<long, string?>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            accepted.Add(reader.GetInt64(0), reader.IsDBNull(1) ? null : reader.GetString(1));
        }

        return accepted;
    }

    public static async Task ReadStatesAsync(NpgsqlDataReader reader, Func<string, CaseCell> cellOf, CancellationToken cancellationToken)
    {
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var cell = cellOf(reader.GetString(0));
            cell.StoredSaga = reader.GetString(1);
            cell.Version = reader.GetInt64(2);
            cell.Partner = reader.GetString(3);
            cell.At = reader.GetFieldValue<DateTimeOffset>(4);
            cell.Stored = reader.GetFieldValue<byte[]>(5);
            cell.State = null;
        }
    }

    /// <summary>What is known of identities that were not new; one entry per row asked for.</summary>
    public static async Task<KnownMessage?[]> KnownAsync(
        NpgsqlConnection connection, IReadOnlyList<IntakeWork> works, CancellationToken cancellationToken)
    {
        var known = new KnownMessage?[works.Count];
        await using var command = Query(
            connection,
            """
            select u.n, m.id, m.content_digest, m.at, m.decision, m.case_name, a.batch
            from unnest($1, $2, $3) with ordinality as u (partner, kind, key, n)
            join message m on m.partner = u.partner and m.kind = u.kind and m.key = u.key and m.direction = 1
            left join answer a on a.message_id = m.id
            """,
            Texts(works.Select(w => w.Intake.Partner)), Texts(works.Select(w => w.Intake.Kind)), Texts(works.Select(w => w.Intake.Key)));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            known[reader.GetInt64(0) - 1] = new(
                reader.GetInt64(1), reader.IsDBNull(2) ? null : reader.GetFieldValue<byte[]>(2), reader.GetFieldValue<DateTimeOffset>(3),
                reader.GetInt16(4), reader.IsDBNull(5) ? null : reader.GetString(5), reader.IsDBNull(6) ? null : reader.GetInt64(6));
        }

        return known;
    }

    public static async Task<List<InboxRow>> InboxAsync(
        NpgsqlConnection connection, string condition, NpgsqlParameter[] parameters, CancellationToken cancellationToken)
    {
        var rows = new List<InboxRow>();
        await using var command = Query(
            connection,
            "select id, lane, case_name, message_id, type, body, raw_digest, state, attempts, due_at from inbox where " + condition + " order by id",
            parameters);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            rows.Add(new(
                reader.GetInt64(0), reader.GetInt16(1), reader.GetString(2), reader.IsDBNull(3) ? null : reader.GetInt64(3),
                reader.GetString(4), reader.GetFieldValue<byte[]>(5), reader.IsDBNull(6) ? null : reader.GetFieldValue<byte[]>(6),
                reader.GetInt16(7), reader.GetInt16(8), reader.GetFieldValue<DateTimeOffset>(9)));
        }

        return rows;
    }

    private static short How(IntakeWork work) =>
        work.Intake.Answer is not null ? (short)2 : work.Intake.Case.How == CaseReferenceKind.Message ? (short)1 : (short)0;

    /// <summary>Kind and key of the message that a reference names.</summary>
    public static (string Kind, string Key) Reference(IntakeWork work)
    {
        if (work.Intake.Answer is not null || work.Intake.Case.How != CaseReferenceKind.Message)
        {
            return ("", "");
        }

        var name = work.Intake.Case.Name;
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? ("", name) : (name[..slash], name[(slash + 1)..]);
    }
}
