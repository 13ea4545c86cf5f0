using Hub.Journal.Store;
using Npgsql;

namespace Hub.Journal.Engine;

/// <summary>Taking over a lane and letting it go, always between two transactions of its writer.</summary>
internal sealed partial class Writer
{
    /// <summary>
    /// The lane is ours: whatever the former owner left is taken up. A request that was handed to a line is unknown, never
    /// sent again; one that was not is sent; one that was reported unknown before is closed.
    /// </summary>
    public Task TakeLaneAsync(short lane, long token) => RunAsync(async () =>
    {
        var waiting = await WaitingAsync(lane).ConfigureAwait(false);
        var open = await OpenRequestsAsync(lane).ConfigureAwait(false);
        shared.Lanes.Set(lane, new LaneTable.Holding(token, false));
        foreach (var (id, name) in waiting)
        {
            cases.Await(name, id);
        }

        foreach (var name in waiting.Select(w => w.Case).Distinct(StringComparer.Ordinal).Where(n => !cases.IsQuarantined(n)))
        {
            Post(new LoadWork(cases.Backlog(name)!.Min));
        }

        foreach (var (request, state) in open)
        {
            Recover(request, state);
        }

        JournalLog.LaneTaken(
            shared.Logger, lane, token, waiting.Count, open.Count(o => o.State == 1), open.Count(o => o.State == 0));
    });

    /// <summary>What comes new for the lane goes to the inbox; what is open is finished here.</summary>
    public Task DrainLaneAsync(short lane, bool drain = true) => RunAsync(() =>
    {
        if (shared.Lanes.Find(lane) is { } holding)
        {
            shared.Lanes.Set(lane, holding with { Draining = drain });
        }

        return Task.CompletedTask;
    });

    /// <summary>Gives a drained lane back when none of its requests is open; false: not yet.</summary>
    public async Task<bool> ReleaseLaneAsync(short lane)
    {
        var released = false;
        await RunAsync(async () =>
        {
            if (shared.Lanes.Find(lane) is not { } holding)
            {
                return;
            }

            await using var command = Columns.Query(
                connection!,
                """
                update lane_lease set owner = null where lane = $1 and owner = $2 and token = $3
                    and not exists (select 1 from outbox where lane = $1)
                """,
                Columns.One(lane), Columns.One(shared.Options.Node), Columns.One(holding.Token));
            released = await command.ExecuteNonQueryAsync().ConfigureAwait(false) == 1;
            if (released)
            {
                DropLane(lane);
            }
        }).ConfigureAwait(false);
        return released;
    }

    /// <summary>The lane is another node's now.</summary>
    public Task LoseLaneAsync(short lane) => RunAsync(() =>
    {
        DropLane(lane);
        return Task.CompletedTask;
    });

    /// <summary>A quarantined case goes on (its failed message retried or thrown away).</summary>
    public Task ResumeCaseAsync(string name, bool discard) => RunAsync(async () =>
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("begin"));
        var lane = shared.Lanes.LaneOf(name);
        batch.BatchCommands.Add(Columns.Command(
            "select fence_lanes($1, $2, $3)",
            Columns.One(shared.Options.Node), Columns.Shorts([lane]), Columns.Longs([shared.Lanes.Find(lane)?.Token ?? -1])));
        batch.BatchCommands.Add(Columns.Command(
            discard
                ? "delete from inbox where id = (select inbox_id from quarantine where case_name = $1)"
                : "update inbox set attempts = 0, due_at = $2 where id = (select inbox_id from quarantine where case_name = $1) and $2 is not null",
            discard ? [Columns.One(name)] : [Columns.One(name), Columns.One(shared.Time.GetUtcNow())]));
        batch.BatchCommands.Add(Columns.Command("delete from quarantine where case_name = $1", Columns.One(name)));
        batch.BatchCommands.Add(new NpgsqlBatchCommand("commit"));
        await batch.ExecuteNonQueryAsync().ConfigureAwait(false);
        cases.Unquarantine(name);
        if (discard && cases.Backlog(name) is { } ids)
        {
            cases.Done(name, ids.Min);
        }

        if (cases.Backlog(name) is { } left)
        {
            Post(new LoadWork(left.Min));
        }
    });

    private async Task RunAsync(Func<Task> action)
    {
        var control = new ControlWork(action);
        if (queue.Writer.TryWrite(control))
        {
            await control.Done.Task.ConfigureAwait(false);
        }
    }

    private void DropLane(short lane)
    {
        shared.Lanes.Set(lane, null);
        cases.ForgetLane(lane, shared.Lanes);
        JournalLog.LaneLost(shared.Logger, lane);
    }

    private void Recover(OpenRequest request, short state)
    {
        const short Pending = 0;
        const short Sending = 1;
        if (!shared.Lines.Knows(request.Destination))
        {
            Post(new OutcomeWork(
                request, OutboundLine.Unknown(request, "no adapter serves this destination any more", closes: true).Outcome, default, closes: true));
        }
        else if (state == Pending)
        {
            shared.Lines.To(request.Destination).Enqueue(request);
        }
        else if (state == Sending)
        {
            Post(OutboundLine.Unknown(request, "the hub was restarted during the call", closes: true));
        }
        else
        {
            var known = OutboundLine.Unknown(request, "", closes: true);
            Post(new OutcomeWork(request, known.Outcome with { Late = true }, default, closes: true));
        }
    }

    private async Task<List<(long Id, string Case)>> WaitingAsync(short lane)
    {
        await using (var command = Columns.Query(connection!, "select case_name from quarantine where lane = $1", Columns.One(lane)))
        {
            await using var names = await command.ExecuteReaderAsync().ConfigureAwait(false);
            while (await names.ReadAsync().ConfigureAwait(false))
            {
                cases.Quarantine(names.GetString(0));
            }
        }

        var waiting = new List<(long, string)>();
        await using var query = Columns.Query(connection!, "select id, case_name from inbox where lane = $1 and state = 0 order by id", Columns.One(lane));
        await using var reader = await query.ExecuteReaderAsync().ConfigureAwait(false);
        while (await reader.ReadAsync().ConfigureAwait(false))
        {
            waiting.Add((reader.GetInt64(0), reader.GetString(1)));
        }

        return waiting;
    }

    private async Task<List<(OpenRequest Request, short State)>> OpenRequestsAsync(short lane)
    {
        var rows = new List<(OpenRequest Request, short State, long Batch)>();
        await using (var query = Columns.Query(
            connection!,
            """
            select request_id, kind, key, partner, message_type, destination, case_name, tag, state, at, batch
            from outbox where lane = $1 order by request_id
            """,
            Columns.One(lane)))
        {
            await using var reader = await query.ExecuteReaderAsync().ConfigureAwait(false);
            while (await reader.ReadAsync().ConfigureAwait(false))
            {
                rows.Add((
                    new OpenRequest
                    {
                        Request = new OutboundRequest(
                            reader.GetInt64(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), default, reader.GetString(4)),
                        Lane = lane,
                        Destination = reader.GetString(5),
                        Case = reader.GetString(6),
                        Tag = reader.GetString(7),
                        At = reader.GetFieldValue<DateTimeOffset>(9),
                    },
                    reader.GetInt16(8),
                    reader.GetInt64(10)));
            }
        }

        var open = new List<(OpenRequest, short)>();
        foreach (var (request, state, batch) in rows)
        {
            var body = await RawStore.ReadAsync(connection!, batch, RawRole.Sent, request.Request.RequestId, default).ConfigureAwait(false);
            open.Add((request with { Request = request.Request with { Body = body ?? [] } }, state));
        }

        return open;
    }
}
