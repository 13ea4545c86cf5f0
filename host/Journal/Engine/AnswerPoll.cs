using Hub.Journal.Store;
using Npgsql;

namespace Hub.Journal.Engine;

/// <summary>Looks for answers that were given elsewhere while callers of this node wait for them.</summary>
internal sealed class AnswerPoll(NpgsqlDataSource source, AnswerSlots slots, RawStore raw)
{
    private int running;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref running, 1) == 1)
        {
            return;
        }

        try
        {
            await LookAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException or IOException or OperationCanceledException or InvalidOperationException)
        {
            // The next round looks again; a caller's own limit ends its waiting.
        }
        finally
        {
            Volatile.Write(ref running, 0);
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        var wanted = slots.Polled();
        if (wanted.Count == 0)
        {
            return;
        }

        var found = new List<(long Id, long Batch)>();
        await using (var connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false))
        {
            await using var command = Columns.Query(connection, "select message_id, batch from answer where message_id = any($1)", Columns.Longs(wanted));
            await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                found.Add((reader.GetInt64(0), reader.GetInt64(1)));
            }
        }

        foreach (var (id, batch) in found)
        {
            if (await raw.ReadAsync(batch, RawRole.Answer, id, cancellationToken).ConfigureAwait(false) is { } bytes)
            {
                slots.Find(id)?.Complete(bytes);
            }
        }
    }
}
