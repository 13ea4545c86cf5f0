using Hub.Journal.Evidence;
using Hub.Journal.Store;
using Npgsql;
using static Hub.Journal.Store.Columns;

namespace Hub.Journal.Engine;

/// <summary>Turns a round into one pipelined batch of statements: one per table, rows as arrays, the commit at its end.</summary>
internal static class RoundWriter
{
    public const string Release =
        "update inbox set state = 0 where case_name = any($1) and state = 1 returning id, case_name";

    public static NpgsqlBatch Write(NpgsqlConnection connection, Round round, EvidenceWriter log, LaneTable lanes, string node, long newestId)
    {
        var batch = new NpgsqlBatch(connection);
        var commands = batch.BatchCommands;
        Fence(commands, round, lanes, node);
        Evidence(commands, round, log, newestId);
        Messages(commands, round);
        Cases(commands, round);
        Inbox(commands, round);
        Outbox(commands, round);
        Books(commands, round);
        if (round.Released.Count > 0)
        {
            commands.Add(Command(Release, Texts(round.Released)));
        }

        if (round.TellsInbox)
        {
            commands.Add(new NpgsqlBatchCommand("notify hub_inbox"));
        }

        if (round.TellsAnswers)
        {
            commands.Add(new NpgsqlBatchCommand("notify hub_answer"));
        }

        commands.Add(new NpgsqlBatchCommand("commit"));
        return batch;
    }

    private static void Fence(NpgsqlBatchCommandCollection commands, Round round, LaneTable lanes, string node)
    {
        if (round.Lanes.Count > 0)
        {
            var mine = round.Lanes.Order().ToArray();
            commands.Add(Command(
                "select fence_lanes($1, $2, $3)", One(node), Shorts(mine), Longs(mine.Select(l => lanes.Find(l)?.Token ?? -1))));
        }
    }

    private static void Evidence(NpgsqlBatchCommandCollection commands, Round round, EvidenceWriter log, long newestId)
    {
        var edge = round.Sealed?.After ?? log.Frontier;
        commands.Add(Command(
            "select advance_log($1, $2, $3, $4, $5, $6, $7)",
            One(log.LogId), One(log.Token), One(log.Frontier.Size), One(edge.Size), One(edge.ToBytes()), One(newestId), One(round.Batch)));
        if (round.Sealed is not { } s)
        {
            return;
        }

        commands.Add(Command(
            """
            insert into evidence_batch (batch, log_id, day, first_seq, frontier, entries, leaves, head_at, head_key, signature, root)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            """,
            One(s.Batch), One(log.LogId), One(s.Day), One(s.FirstSequence), One(s.FrontierBefore), One(s.Entries), One(s.Leaves),
            One(s.Head.TimestampMicroseconds), One(s.Head.KeyId), One(s.Head.Signature.ToArray()), One(s.Head.Root.ToArray())));
        var segments = round.Raw.Finish();
        if (segments.Count > 0)
        {
            commands.Add(Command(
                "insert into raw (day, batch, segment, entries, body) select $1, $2, n - 1, e, b from unnest($3, $4) with ordinality as r (e, b, n)",
                One(s.Day), One(s.Batch), Bytes(segments.Select(x => x.Entries)), Bytes(segments.Select(x => x.Body))));
        }
    }

    private static void Messages(NpgsqlBatchCommandCollection commands, Round round)
    {
        if (round.Messages is { Count: > 0 } rows)
        {
            commands.Add(Command(
                """
                insert into message (id, direction, partner, channel, kind, key, at, decision, reason, case_name, content_digest, raw_digest, original, batch)
                select r.*, $14 from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
                    as r (id, direction, partner, channel, kind, key, at, decision, reason, case_name, content_digest, raw_digest, original)
                """,
                Longs(rows.Select(r => r.Id)), Shorts(rows.Select(r => r.Direction)), Texts(rows.Select(r => r.Partner)),
                Texts(rows.Select(r => r.Channel)), Texts(rows.Select(r => r.Kind)), Texts(rows.Select(r => r.Key)),
                Times(rows.Select(r => r.At)), Shorts(rows.Select(r => r.Decision)), Texts(rows.Select(r => r.Reason)),
                Texts(rows.Select(r => r.Case)), Bytes(rows.Select(r => r.ContentDigest)), Bytes(rows.Select(r => r.RawDigest)),
                Longs(rows.Select(r => r.Original)), One(round.Batch)));
        }

        if (round.Answers is { Count: > 0 } answers)
        {
            commands.Add(Command(
                "insert into answer (message_id, answered_at, batch) select id, $2, $3 from unnest($1) as r (id)",
                Longs(answers.Select(a => a.To.MessageId)), One(round.Now), One(round.Batch)));
        }

        if (round.Forbidden is { Count: > 0 } barred)
        {
            commands.Add(Command(
                "insert into forbidden (message_id, at, type, body) select r.id, $4, r.type, r.body from unnest($1, $2, $3) as r (id, type, body)",
                Longs(barred.Select(f => f.Id)), Texts(barred.Select(f => f.Type)), Bytes(barred.Select(f => f.Body)), One(round.Now)));
        }
    }

    private static void Cases(NpgsqlBatchCommandCollection commands, Round round)
    {
        if (round.Changed.Count > 0)
        {
            var cells = round.Changed.OrderBy(c => c.Name, StringComparer.Ordinal).ToArray();
            commands.Add(Command(
                """
                insert into case_state (name, saga, lane, version, partner, at, state)
                select * from unnest($1, $2, $3, $4, $5, $6, $7)
                on conflict (name) do update set
                    version = case when case_state.version = excluded.version - 1 then excluded.version else stale_case() end,
                    partner = excluded.partner, at = excluded.at, state = excluded.state
                """,
                Texts(cells.Select(c => c.Name)), Texts(cells.Select(c => c.Saga!.Name)), Shorts(cells.Select(c => c.Lane)),
                Longs(cells.Select(c => c.Version + 1)), Texts(cells.Select(c => c.Partner)), Times(cells.Select(c => c.At)),
                Bytes(cells.Select(c => c.Stored))));
        }

        if (round.Aliases is { Count: > 0 } aliases)
        {
            commands.Add(Command(
                "insert into case_alias (alias, case_name) select * from unnest($1, $2) on conflict (alias) do nothing",
                Texts(aliases.Select(a => a.Alias)), Texts(aliases.Select(a => a.Case))));
        }

        if (round.Quarantined is { Count: > 0 } cases)
        {
            commands.Add(Command(
                """
                insert into quarantine (case_name, lane, inbox_id, type, reason, attempts, since)
                select r.*, $7 from unnest($1, $2, $3, $4, $5, $6) as r (case_name, lane, inbox_id, type, reason, attempts)
                on conflict (case_name) do update set inbox_id = excluded.inbox_id, type = excluded.type, reason = excluded.reason,
                    attempts = excluded.attempts, since = excluded.since
                """,
                Texts(cases.Select(c => c.Case)), Shorts(cases.Select(c => c.Lane)), Longs(cases.Select(c => c.InboxId)),
                Texts(cases.Select(c => c.Type)), Texts(cases.Select(c => c.Reason)), Shorts(cases.Select(c => c.Attempts)), One(round.Now)));
        }
    }

    private static void Inbox(NpgsqlBatchCommandCollection commands, Round round)
    {
        if (round.InboxAdded is { Count: > 0 } rows)
        {
            commands.Add(Command(
                """
                insert into inbox (id, lane, case_name, message_id, type, body, raw_digest, state, attempts, due_at)
                select * from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
                """,
                Longs(rows.Select(r => r.Id)), Shorts(rows.Select(r => r.Lane)), Texts(rows.Select(r => r.Case)),
                Longs(rows.Select(r => r.MessageId)), Texts(rows.Select(r => r.Type)), Bytes(rows.Select(r => r.Body)),
                Bytes(rows.Select(r => r.RawDigest)), Shorts(rows.Select(r => r.State)), Shorts(rows.Select(r => r.Attempts)),
                Times(rows.Select(r => r.DueAt))));
        }

        if (round.InboxRemoved.Count > 0)
        {
            commands.Add(Command("delete from inbox where id = any($1)", Longs(round.InboxRemoved)));
        }

        if (round.InboxChanged is { Count: > 0 } changed)
        {
            commands.Add(Command(
                """
                update inbox set state = r.state, attempts = r.attempts, due_at = r.due_at
                from unnest($1, $2, $3, $4) as r (id, state, attempts, due_at) where inbox.id = r.id
                """,
                Longs(changed.Select(r => r.Id)), Shorts(changed.Select(r => r.State)), Shorts(changed.Select(r => r.Attempts)),
                Times(changed.Select(r => r.DueAt))));
        }

        if (round.TimeoutsRemoved.Count > 0)
        {
            commands.Add(Command("delete from timeout where id = any($1)", Longs(round.TimeoutsRemoved)));
        }

        if (round.TimeoutsAdded is { Count: > 0 } timeouts)
        {
            commands.Add(Command(
                "insert into timeout (id, lane, case_name, due_at, type, body) select * from unnest($1, $2, $3, $4, $5, $6)",
                Longs(timeouts.Select(t => t.Id)), Shorts(timeouts.Select(t => t.Lane)), Texts(timeouts.Select(t => t.Case)),
                Times(timeouts.Select(t => t.DueAt)), Texts(timeouts.Select(t => t.Type)), Bytes(timeouts.Select(t => t.Body))));
        }
    }

    private static void Outbox(NpgsqlBatchCommandCollection commands, Round round)
    {
        if (round.OutboxAdded is { Count: > 0 } added)
        {
            commands.Add(Command(
                """
                insert into outbox (request_id, lane, destination, kind, key, partner, message_type, case_name, tag, state, at, batch)
                select r.*, $11, $12 from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
                    as r (request_id, lane, destination, kind, key, partner, message_type, case_name, tag, state)
                """,
                Longs(added.Select(r => r.Request.RequestId)), Shorts(added.Select(r => r.Lane)), Texts(added.Select(r => r.Destination)),
                Texts(added.Select(r => r.Request.Kind)), Texts(added.Select(r => r.Request.Key)), Texts(added.Select(r => r.Request.Partner)),
                Texts(added.Select(r => r.Request.MessageType)), Texts(added.Select(r => r.Case)), Texts(added.Select(r => r.Tag)),
                Shorts(added.Select(r => r.Sending ? (short)1 : (short)0)), One(round.Now), One(round.Batch)));
        }

        if (round.OutboxRemoved.Count > 0)
        {
            commands.Add(Command("delete from outbox where request_id = any($1)", Longs(round.OutboxRemoved)));
        }

        if (round.OutboxSending.Count > 0)
        {
            commands.Add(Command("update outbox set state = 1 where request_id = any($1)", Longs(round.OutboxSending)));
        }

        if (round.OutboxLate.Count > 0)
        {
            commands.Add(Command("update outbox set state = 2 where request_id = any($1)", Longs(round.OutboxLate)));
        }

        if (round.Outcomes is { Count: > 0 } outcomes)
        {
            commands.Add(Command(
                """
                insert into outcome (request_id, late, result, at, raw_digest, detail, batch)
                select r.request_id, r.late, r.result, $6, r.raw_digest, r.detail, $7
                from unnest($1, $2, $3, $4, $5) as r (request_id, late, result, raw_digest, detail)
                """,
                Longs(outcomes.Select(o => o.RequestId)), Flags(outcomes.Select(o => o.Late)), Shorts(outcomes.Select(o => (short)o.Result)),
                Bytes(outcomes.Select(o => o.RawDigest)), Texts(outcomes.Select(o => o.Detail)), One(round.Now), One(round.Batch)));
        }
    }

    private static void Books(NpgsqlBatchCommandCollection commands, Round round)
    {
        BookStatements.Ledger(commands, round);
        BookStatements.Settlements(commands, round);
        if (round.Differences.Count > 0)
        {
            commands.Add(BookStatements.Differences(round.Differences, round.Now));
        }

        if (round.FileSteps.Count > 0)
        {
            commands.Add(BookStatements.FileSteps(round.FileSteps, round.Now));
        }

        if (round.Stated.Count > 0)
        {
            commands.Add(BookStatements.Stated(round.Stated));
        }
    }
}
