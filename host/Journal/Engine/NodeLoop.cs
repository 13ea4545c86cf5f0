using System.Globalization;
using Hub.Journal.Store;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Hub.Journal.Engine;

/// <summary>
/// The node's part in sharing the lanes: proves every interval that it lives (database time), takes free lanes up to its
/// share, hands over what is beyond, and makes the daily partitions ahead.
/// </summary>
internal sealed class NodeLoop(Shared shared, IReadOnlyList<Writer> writers)
{
    private readonly JournalOptions options = shared.Options;
    private DateOnly partitionsUntil;
    private int peers;

    /// <summary>Other nodes that live.</summary>
    public int Peers => Volatile.Read(ref peers);

    /// <summary>When the lease was last renewed; a node that could not renew takes nothing new.</summary>
    public bool Healthy { get; private set; }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await TickAsync(cancellationToken).ConfigureAwait(false);
                Healthy = true;
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException or InvalidOperationException or IOException)
            {
                Healthy = false;
                JournalLog.LeaseFailed(shared.Logger, e.GetType().Name);
            }

            try
            {
                await Task.Delay(options.LeaseInterval, TimeProvider.System, cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    /// <summary>One round of the loop; the first is run before the node serves.</summary>
    public async Task TickAsync(CancellationToken cancellationToken)
    {
        await using var connection = await shared.Connections.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await RenewAsync(connection, cancellationToken).ConfigureAwait(false);
        await PartitionsAsync(connection, cancellationToken).ConfigureAwait(false);
        var (nodes, rows) = await LanesAsync(connection, cancellationToken).ConfigureAwait(false);
        Volatile.Write(ref peers, nodes - 1);
        foreach (var (lane, owner, token, _) in rows.Where(r => shared.Lanes.Find(r.Lane) is not null))
        {
            if (owner != options.Node || token != shared.Lanes.Find(lane)?.Token)
            {
                await WriterOf(lane).LoseLaneAsync(lane).ConfigureAwait(false);
            }
        }

        var share = (options.Lanes + nodes - 1) / nodes;
        await TakeAsync(connection, rows, share, cancellationToken).ConfigureAwait(false);
        await HandOverAsync(share).ConfigureAwait(false);
    }

    /// <summary>Gives everything back at a clean stop.</summary>
    public async Task ReleaseAllAsync(CancellationToken cancellationToken)
    {
        await using var connection = await shared.Connections.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(Columns.Command("update lane_lease set owner = null where owner = $1", Columns.One(options.Node)));
        batch.BatchCommands.Add(Columns.Command("update evidence_log set owner = null where owner = $1", Columns.One(options.Node)));
        batch.BatchCommands.Add(Columns.Command("update node set expires_at = now() where name = $1", Columns.One(options.Node)));
        await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private Writer WriterOf(short lane) => writers[shared.Lanes.WriterOf(lane)];

    private async Task RenewAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var renew = Columns.Query(
            connection,
            """
            insert into node (name, expires_at) values ($1, now() + $2 * interval '1 millisecond')
            on conflict (name) do update set expires_at = excluded.expires_at
            """,
            Columns.One(options.Node), Columns.One((long)options.LeaseTime.TotalMilliseconds));
        await renew.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task PartitionsAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(shared.Time.GetUtcNow().UtcDateTime);
        if (partitionsUntil >= today.AddDays(1))
        {
            return;
        }

        for (var day = today.AddDays(-1); day <= today.AddDays(options.PartitionsAhead); day = day.AddDays(1))
        {
            await using var make = Columns.Query(connection, "select make_raw_partition($1)", Columns.One(day));
            await make.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }

        partitionsUntil = today.AddDays(options.PartitionsAhead);
    }

    private async Task<(int Nodes, List<(short Lane, string? Owner, long Token, bool Free)> Rows)> LanesAsync(
        NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(Columns.Command(
            "insert into lane_lease (lane) select generate_series(0, $1 - 1) on conflict do nothing", Columns.One(options.Lanes)));
        batch.BatchCommands.Add(new NpgsqlBatchCommand("select count(*)::int from node where expires_at > now()"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(
            """
            select l.lane, l.owner, l.token, n.name is null or n.expires_at <= now()
            from lane_lease l left join node n on n.name = l.owner order by l.lane
            """));
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        var nodes = Math.Max(1, reader.GetInt32(0));
        await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        var rows = new List<(short, string?, long, bool)>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            rows.Add((reader.GetInt16(0), reader.IsDBNull(1) ? null : reader.GetString(1), reader.GetInt64(2), reader.GetBoolean(3)));
        }

        return rows.Count == options.Lanes
            ? (nodes, rows)
            : throw new SchemaException(string.Create(
                CultureInfo.InvariantCulture, $"the database has {rows.Count} lanes, the option Lanes says {options.Lanes}; lanes are fixed for ever"));
    }

    private async Task TakeAsync(
        NpgsqlConnection connection, List<(short Lane, string? Owner, long Token, bool Free)> rows, int share, CancellationToken cancellationToken)
    {
        // A lane that the table calls ours but that we do not hold (its writer dropped it) is taken again with a new token.
        var free = rows.Where(r => shared.Lanes.Find(r.Lane) is null && (r.Free || r.Owner == options.Node)).Take(share - shared.Lanes.Held().Count);
        foreach (var (lane, _, token, _) in free.ToArray())
        {
            await using var take = Columns.Query(
                connection,
                "update lane_lease set owner = $1, token = token + 1 where lane = $2 and token = $3 returning token",
                Columns.One(options.Node), Columns.One(lane), Columns.One(token));
            if (await take.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is long mine)
            {
                await WriterOf(lane).TakeLaneAsync(lane, mine).ConfigureAwait(false);
            }
        }
    }

    private async Task HandOverAsync(int share)
    {
        var held = shared.Lanes.Held();
        foreach (var lane in held.Take(share).Where(l => shared.Lanes.Find(l) is { Draining: true }))
        {
            await WriterOf(lane).DrainLaneAsync(lane, drain: false).ConfigureAwait(false); // the other node is gone again
        }

        foreach (var lane in held.Skip(share))
        {
            await WriterOf(lane).DrainLaneAsync(lane).ConfigureAwait(false);
            await WriterOf(lane).ReleaseLaneAsync(lane).ConfigureAwait(false);
        }
    }
}
