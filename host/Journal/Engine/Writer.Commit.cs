using System.Diagnostics;
using Hub.Journal.Store;
using Npgsql;

namespace Hub.Journal.Engine;

/// <summary>The commit of a writer's transaction and what follows when it does not succeed.</summary>
internal sealed partial class Writer
{
    private const string Fenced = "HB001";
    private const string LogLost = "HB002";

    private async Task TransactAsync(List<WorkItem> items)
    {
        Round? round = null;
        var committing = false;
        var began = Stopwatch.GetTimestamp();
        try
        {
            await OpenAsync().ConfigureAwait(false);
            round = await ReadAndFoldAsync(items).ConfigureAwait(false);
            round.TellsInbox = shared.HasPeers() && round.InboxAdded.Exists(r => shared.Lanes.Find(r.Lane) is null);
            Fault.Hit("i10.after");
            Fault.Hit("i11.before");
            committing = true;
            await CommitAsync(round).ConfigureAwait(false);
            committing = false;
            Fault.Hit("i11.after");
            Fault.Hit("c5.after");
            Committed(round);
            Fault.Hit(round.Outcomes.Count > 0 ? "k5.after" : "i12.before");
            shared.Metrics.Committed(items.Count, round.New.Count, Stopwatch.GetElapsedTime(began));
        }
        catch (PostgresException e) when (e.SqlState != PostgresErrorCodes.AdminShutdown && e.SqlState != PostgresErrorCodes.CrashShutdown)
        {
            Undo(round);
            await RefusedAsync(items, e).ConfigureAwait(false);
        }
        catch (Exception e) when (e is NpgsqlException or IOException or TimeoutException || connection is not { State: System.Data.ConnectionState.Open })
        {
            await LostAsync(items, round, committing, e).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // The writer must survive whatever happens: its items are kept and tried again, alone.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Undo(round);
            JournalLog.WriterFailed(shared.Logger, e, index, items.Count);
            await CloseAsync().ConfigureAwait(false);
            await IsolateAsync(items).ConfigureAwait(false);
        }
    }

    private async Task CommitAsync(Round round)
    {
        if (!round.Writes && round.New.Count == 0)
        {
            await using var nothing = new NpgsqlCommand("commit", connection);
            await nothing.ExecuteNonQueryAsync().ConfigureAwait(false);
            return;
        }

        await using var batch = RoundWriter.Write(connection!, round, log!, shared.Lanes, shared.Options.Node, ids!.Newest);
        await using var reader = await batch.ExecuteReaderAsync().ConfigureAwait(false);
        do
        {
            while (reader.FieldCount == 2 && await reader.ReadAsync().ConfigureAwait(false))
            {
                var (id, name) = (reader.GetInt64(0), reader.GetString(1));
                round.AfterCommit.Add(() =>
                {
                    cases.Await(name, id);
                    Post(new LoadWork(id));
                });
            }
        }
        while (await reader.NextResultAsync().ConfigureAwait(false));
    }

    private void Committed(Round round)
    {
        if (round.Sealed is { } batch)
        {
            log!.Committed(batch);
        }

        foreach (var cell in round.Changed)
        {
            cell.Version++;
            cell.StoredSaga = cell.Saga!.Name;
        }

        EndCells(round);
        foreach (var action in round.AfterCommit)
        {
            action();
        }

        cases.Trim();
    }

    private void EndCells(Round round)
    {
        foreach (var cell in round.Changed)
        {
            cell.BeginTransaction();
        }

        foreach (var name in round.InboxAdded.Select(r => r.Case).Concat(round.InboxChanged.Select(r => r.Case)))
        {
            cases.Find(name)?.BeginTransaction();
        }
    }

    private void Undo(Round? round)
    {
        if (round is null)
        {
            return;
        }

        foreach (var cell in round.Changed)
        {
            cases.Forget(cell.Name);
        }

        EndCells(round);
        foreach (var action in round.AfterRollback)
        {
            action();
        }

        round.AfterRollback.Clear();
    }

    // The database said no: nothing of the transaction is there.
    private async Task RefusedAsync(List<WorkItem> items, PostgresException e)
    {
        JournalLog.TransactionFailed(shared.Logger, index, e.SqlState, items.Count);
        await CloseAsync().ConfigureAwait(false);
        switch (e.SqlState)
        {
            case Fenced:
                shared.Metrics.Fenced();
                foreach (var lane in shared.Lanes.Held().Where(l => shared.Lanes.WriterOf(l) == index))
                {
                    DropLane(lane);
                }

                await AgainAsync(items, pause: true).ConfigureAwait(false);
                break;
            case LogLost:
                log = null;
                await AgainAsync(items, pause: false).ConfigureAwait(false);
                break;
            case { } state when state.StartsWith("40", StringComparison.Ordinal):
                await AgainAsync(items, pause: false).ConfigureAwait(false);
                break;
            case { } state when state.StartsWith("23", StringComparison.Ordinal) || state.StartsWith("22", StringComparison.Ordinal)
                || state.StartsWith("HB", StringComparison.Ordinal):
                await IsolateAsync(items).ConfigureAwait(false);
                break;
            default:
                await UnavailableAsync(items, e.SqlState).ConfigureAwait(false);
                break;
        }
    }

    // The connection is gone. Before the commit was sent nothing is there; after it only the database knows, and is asked.
    private async Task LostAsync(List<WorkItem> items, Round? round, bool committing, Exception e)
    {
        await CloseAsync().ConfigureAwait(false);
        if (!committing || round is null)
        {
            Undo(round);
            await UnavailableAsync(items, e.GetType().Name).ConfigureAwait(false);
            return;
        }

        JournalLog.DatabaseUnavailable(shared.Logger, index, "lost while committing: " + e.GetType().Name);
        if (await IsCommittedAsync(round).ConfigureAwait(false))
        {
            Committed(round);
        }
        else
        {
            Undo(round);
            await AgainAsync(items, pause: false).ConfigureAwait(false);
        }
    }

    private async Task<bool> IsCommittedAsync(Round round)
    {
        while (true)
        {
            try
            {
                await OpenAsync().ConfigureAwait(false);
                var last = await LogOwner.LastBatchAsync(connection!, log!, default).ConfigureAwait(false);
                var committed = last == round.Batch;
                JournalLog.CommitResolved(shared.Logger, index, round.Batch, committed);
                if (last is null)
                {
                    log = null;
                    await CloseAsync().ConfigureAwait(false);
                }

                return committed;
            }
            catch (Exception e) when (e is NpgsqlException or IOException or TimeoutException)
            {
                await CloseAsync().ConfigureAwait(false);
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System).ConfigureAwait(false);
            }
        }
    }

    private async Task AgainAsync(List<WorkItem> items, bool pause)
    {
        if (pause)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System).ConfigureAwait(false);
        }

        foreach (var item in items)
        {
            isolatedOrQueue(item);
        }

        // The queue may be completed while stopping; what cannot be queued any more is found in the tables by the next owner.
        void isolatedOrQueue(WorkItem item)
        {
            if (!queue.Writer.TryWrite(item))
            {
                isolated.Enqueue(item);
            }
        }
    }

    // One of them is at fault: each gets a transaction of its own, and the one that fails is treated as a failed message.
    private async Task IsolateAsync(List<WorkItem> items)
    {
        const int GiveUpAfter = 5;
        if (items.Count == 1 && ++items[0].Failures > GiveUpAfter)
        {
            JournalLog.ItemGivenUp(shared.Logger, items[0].Failures, items[0].GetType().Name);
            (items[0] as IntakeWork)?.Accepted.TrySetResult(new(IntakeResult.Unavailable, 0, false, default, default, null, 0));
            if (items[0] is not (IntakeWork or LoadWork))
            {
                await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System).ConfigureAwait(false);
                await AgainAsync(items, pause: true).ConfigureAwait(false);
            }

            return;
        }

        foreach (var item in items)
        {
            isolated.Enqueue(item);
        }
    }

    private async Task UnavailableAsync(List<WorkItem> items, string reason)
    {
        JournalLog.DatabaseUnavailable(shared.Logger, index, reason);
        var rest = new List<WorkItem>();
        foreach (var item in items)
        {
            if (item is IntakeWork work)
            {
                work.Abandoned = true;
                work.Accepted.TrySetResult(new(IntakeResult.Unavailable, 0, false, default, default, null, 0));
            }
            else
            {
                rest.Add(item);
            }
        }

        await AgainAsync(rest, pause: true).ConfigureAwait(false);
    }
}
