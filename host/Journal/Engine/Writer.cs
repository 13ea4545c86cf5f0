using System.Threading.Channels;
using Hub.Certs.Signatures;
using Hub.Journal.Contracts;
using Hub.Journal.Evidence;
using Hub.Journal.Store;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Hub.Journal.Engine;

/// <summary>What all writers of a node share.</summary>
internal sealed record Shared(
    JournalOptions Options, SagaCatalog Catalog, ContractJson Contracts, LaneTable Lanes, AnswerSlots Slots, Lines Lines, SigningKey Key,
    TimeProvider Time, ILogger Logger, NpgsqlDataSource Connections, JournalMetrics Metrics, Action<int, WorkItem> Post, Func<bool> HasPeers);

/// <summary>
/// One writer: a connection, an evidence log and its lanes. It gathers whatever has come (messages, outcomes, time-outs),
/// and does all of it in one transaction: identities, evidence, sagas, effects, books, answers.
/// </summary>
internal sealed partial class Writer
{
    private readonly int index;
    private readonly Shared shared;
    private readonly Channel<WorkItem> queue = Channel.CreateUnbounded<WorkItem>();
    private readonly Queue<WorkItem> isolated = new();
    private readonly CaseBook cases;
    private readonly Parking parking;
    private readonly Folder folder;
    private readonly IntakeStage intake;
    private readonly HashSet<long> timeoutsTaken = [];
    private readonly RawPack pack = new();
    private NpgsqlConnection? connection;
    private EvidenceWriter? log;
    private IdSource? ids;
    private Task running = Task.CompletedTask;

    public Writer(int index, Shared shared)
    {
        this.index = index;
        this.shared = shared;
        cases = new CaseBook(shared.Options.CaseCacheMax);
        parking = new Parking(shared.Contracts, shared.Lanes, index, cases, HandOver, id => Post(new LoadWork(id)), shared.Logger);
        folder = new Folder(shared.Options, shared.Catalog, shared.Contracts, shared.Lanes, index, cases, shared.Lines, parking);
        intake = new IntakeStage(shared.Catalog, shared.Contracts, shared.Slots);
    }

    public int Quarantined => cases.Quarantined;

    public int Queued => queue.Reader.Count;

    public void Post(WorkItem item) => queue.Writer.TryWrite(item);

    public void Start() => running = Task.Run(RunAsync);

    /// <summary>Finishes what is queued and ends.</summary>
    public async Task StopAsync()
    {
        queue.Writer.TryComplete();
        await running.ConfigureAwait(false);
        if (connection is not null)
        {
            await connection.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task RunAsync()
    {
        var items = new List<WorkItem>();
        while (isolated.Count > 0 || await queue.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            items.Clear();
            await GatherAsync(items).ConfigureAwait(false);
            if (items.Count > 0)
            {
                await TransactAsync(items).ConfigureAwait(false);
            }
        }
    }

    private async Task GatherAsync(List<WorkItem> items)
    {
        if (isolated.TryDequeue(out var alone))
        {
            items.Add(alone);
            return;
        }

        var poll = false;
        while (items.Count < shared.Options.BatchMax && queue.Reader.TryRead(out var item))
        {
            switch (item)
            {
                case PollWork:
                    poll = true;
                    break;
                case ControlWork control:
                    await ControlAsync(control).ConfigureAwait(false);
                    break;
                case IntakeWork { Abandoned: true }:
                    break;
                default:
                    items.Add(item);
                    break;
            }
        }

        if (poll)
        {
            await GuardedAsync(() => PollAsync(items)).ConfigureAwait(false);
        }
    }

    private async Task ControlAsync(ControlWork control)
    {
        if (await GuardedAsync(control.Action).ConfigureAwait(false))
        {
            control.Done.TrySetResult();
        }
        else
        {
            control.Done.TrySetException(new InvalidOperationException("the database is not available"));
        }
    }

    private async Task<bool> GuardedAsync(Func<Task> action)
    {
        try
        {
            await OpenAsync().ConfigureAwait(false);
            await action().ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException or InvalidOperationException or IOException)
        {
            JournalLog.DatabaseUnavailable(shared.Logger, index, e.GetType().Name);
            await CloseAsync().ConfigureAwait(false);
            return false;
        }
    }

    private async Task OpenAsync()
    {
        if (connection is { State: System.Data.ConnectionState.Open })
        {
            return;
        }

        await CloseAsync().ConfigureAwait(false);
        connection = await shared.Connections.OpenConnectionAsync().ConfigureAwait(false);
        if (log is null)
        {
            (log, var newest) = await LogOwner.TakeAsync(connection, shared.Options.Node, shared.Options.LogName, shared.Key, default).ConfigureAwait(false);
            ids = new IdSource(log.LogId, newest, shared.Time);
            JournalLog.LogOpened(shared.Logger, log.Name, log.Frontier.Size);
        }
    }

    private async Task CloseAsync()
    {
        if (connection is not null)
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            connection = null;
        }
    }

    // Rows for lanes of another writer on this node go to it at once; other nodes are told by the database.
    private void HandOver(InboxRow row)
    {
        if (shared.Lanes.Find(row.Lane) is not null)
        {
            shared.Post(shared.Lanes.WriterOf(row.Lane), new LoadWork(row.Id));
        }

        if (row.MessageId is { } id && shared.Slots.Find(id) is { } slot)
        {
            slot.Polled = true;
        }
    }

    private async Task PollAsync(List<WorkItem> items)
    {
        var mine = shared.Lanes.Held().Where(l => shared.Lanes.WriterOf(l) == index).ToArray();
        if (mine.Length == 0)
        {
            return;
        }

        await using var batch = new NpgsqlBatch(connection);
        var now = shared.Time.GetUtcNow();
        batch.BatchCommands.Add(Columns.Command(
            "select id, lane, case_name, type, body from timeout where lane = any($1) and due_at <= $2 order by due_at limit 512",
            Columns.Shorts(mine), Columns.One(now)));
        batch.BatchCommands.Add(Columns.Command(
            """
            select id from inbox where lane = any($1) and state = 0 and due_at <= $2
                and not exists (select 1 from quarantine q where q.case_name = inbox.case_name) order by id limit 512
            """,
            Columns.Shorts(mine), Columns.One(now)));
        await using var reader = await batch.ExecuteReaderAsync().ConfigureAwait(false);
        while (await reader.ReadAsync().ConfigureAwait(false))
        {
            if (timeoutsTaken.Add(reader.GetInt64(0)))
            {
                items.Add(new TimeoutWork(
                    reader.GetInt64(0), reader.GetInt16(1), reader.GetString(2), reader.GetString(3), reader.GetFieldValue<byte[]>(4)));
            }
        }

        await reader.NextResultAsync().ConfigureAwait(false);
        while (await reader.ReadAsync().ConfigureAwait(false))
        {
            items.Add(new LoadWork(reader.GetInt64(0)));
        }
    }
}
