using System.Globalization;
using Hub.Simulators.Processes;
using Npgsql;

namespace Hub.Simulators.Bench;

/// <summary>
/// Makes a journal long: copies the rows that a real run has just left, over and over, with other ids, keys and digests, spread over the
/// thirty days before. The copies have the shape of real messages because they were real.
/// </summary>
internal sealed class Prefill(string dataFolder)
{
    private const int Days = 30;

    // Ids rise with time, so a copy's are shifted into the past by whole lengths of the original run.
    private static readonly string[] Copy =
    [
        """
        insert into message select id - $1, direction, partner, channel, kind, key || $2, at - $3, decision, reason, 'filled:' || $2 || case_name,
            sha256(content_digest || $2::bytea), sha256(raw_digest || $2::bytea), answer_hint, original, batch - $1 from message where id > $4
        """,
        "insert into answer select message_id - $1, answered_at - $3, batch - $1 from answer where message_id > $4 and $2 <> ''",
        """
        insert into raw (day, batch, segment, entries, body) select (day - $3)::date, batch - $1, segment, entries, body from raw
            where batch > $4 and $2 <> ''
        """,
        """
        insert into evidence_batch select batch - $1, log_id + 100, (day - $3)::date, first_seq + $5, frontier, entries, leaves, head_at, head_key,
            signature, root from evidence_batch where batch > $4 and $2 <> ''
        """,
        """
        insert into case_state select 'filled:' || $2 || name, saga, lane, version, partner, at - $3, state from case_state
            where name not like 'filled:%' and $1 > 0 and $4 > 0
        """,
        """
        insert into outcome select request_id - $1, late, result, at - $3, sha256(raw_digest || $2::bytea), detail, batch - $1 from outcome
            where request_id > $4
        """,
        """
        insert into ledger_transaction select id - $1, key || $2, (day - $3)::date, 'filled:' || $2 || case_name, at - $3 from ledger_transaction
            where id > $4
        """,
        "insert into posting select transaction_id - $1, line, account, fen from posting where transaction_id > $4 and $2 <> '' and $3 is not null",
        """
        insert into settlement select settlement_id || $2, cancels || $2, encounter_id, institution, message_key || $2, setting, person_number,
            insurance_type, clearing_type, agency, settled_at - $3, state, total, fund_total, personal_account, cash, hospital_share,
            'filled:' || $2 || case_name from settlement where case_name not like 'filled:%' and $1 > 0 and $4 > 0
        """,
    ];

    /// <summary>Messages stored now.</summary>
    public async Task<long> CountAsync(CancellationToken cancel)
    {
        await using NpgsqlConnection connection = await HubDatabase.OpenAsync(dataFolder, HubDatabase.Name, cancel);
        return await ScalarAsync(connection, "select count(*) from message", cancel);
    }

    /// <summary>Copies until there are at least so many messages; returns how many there are.</summary>
    public async Task<long> FillAsync(long messages, Action<long> progress, CancellationToken cancel)
    {
        await using NpgsqlConnection connection = await HubDatabase.OpenAsync(dataFolder, HubDatabase.Name, cancel);
        long original = await ScalarAsync(connection, "select count(*) from message", cancel);
        // A ledger entry is made after its message: the span of all ids counts, or a copy would run into the original.
        const string Ids = "select id from message union all select id from ledger_transaction"
            + " union all select request_id from outcome union all select batch from evidence_batch";
        long oldest = await ScalarAsync(connection, $"select min(id) from ({Ids}) ids", cancel);
        long newest = await ScalarAsync(connection, $"select max(id) from ({Ids}) ids", cancel);
        long leaves = await ScalarAsync(connection, "select max(first_seq) + 100000 from evidence_batch", cancel);
        await HubDatabase.ExecuteAsync(connection, $"select make_raw_partition((now() - make_interval(days => d))::date) from generate_series(0, {Days + 1}) d", cancel);
        await HubDatabase.ExecuteAsync(connection, "set synchronous_commit = off", cancel);
        long copies = (messages - original + original - 1) / original;
        for (long copy = 1; copy <= copies; copy++)
        {
            await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancel);
            foreach (string statement in Copy)
            {
                await CopyAsync(connection, statement, copy, (newest - oldest + 1) * copy, oldest - 1, leaves * copy, cancel);
            }
            await transaction.CommitAsync(cancel);
            progress(original * (copy + 1));
        }
        await HubDatabase.ExecuteAsync(connection, "vacuum analyze", cancel);
        await HubDatabase.ExecuteAsync(connection, "checkpoint", cancel);
        return original * (copies + 1);
    }

    private static async Task CopyAsync(
        NpgsqlConnection connection, string statement, long copy, long shift, long before, long leaves, CancellationToken cancel)
    {
        await using NpgsqlCommand command = connection.CreateCommand();
        command.CommandText = statement;
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = shift });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = "-" + copy.ToString(CultureInfo.InvariantCulture) });
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = TimeSpan.FromDays(1 + (copy % Days)) });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = before });
        if (statement.Contains("$5", StringComparison.Ordinal))
        {
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = leaves });
        }
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static async Task<long> ScalarAsync(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using NpgsqlCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync(cancel) is long value ? value : throw new ChildFailedException("the journal is empty: nothing to copy");
    }
}
