using System.Text;
using Hub.Adapters.Front.Wire;
using Hub.Certs.Registry;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;

namespace Hub.Adapters.Front.Inbound;

/// <summary>
/// Polls the tables of institutions (deploy/front/front.sql). New records are locked, go through the hub like records of a file, and their results and
/// status are written in one transaction of that database. The hub commits first: a crash between the two leaves the record as new, and the next look
/// gets the same answer from the store.
/// </summary>
internal sealed class FrontTables(
    FrontOptions options, FrontDatabases databases, RecordSubmission records, PartnerRegistryFile registry, TimeProvider time, ILogger<FrontTables> log)
    : BackgroundService
{
    private static readonly TableKind[] Kinds = [new("claim", FrontColumns.Claims.Values), new("sale", FrontColumns.Sales.Values)];

    /// <summary>One look into one institution's tables; how many records were finished.</summary>
    public async Task<int> LookAsync(FrontInstitution institution, CancellationToken cancel)
    {
        if (registry.Current.Find(institution.Partner) is not { Status: PartnerStatus.Active })
        {
            return 0;
        }

        var place = new FrontPlace(institution.Partner, institution.TreatmentDivision, FrontEncoding.Utf8, FolderProves: true);
        var finished = 0;
        try
        {
            foreach (var kind in Kinds)
            {
                finished += await LookAsync(kind, databases.Of(institution), place, cancel).ConfigureAwait(false);
            }
        }
        catch (NpgsqlException e)
        {
            FrontLog.TablesNotReached(log, institution.Partner, e.SqlState ?? "no connection");
        }

        return finished;
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        options.Institutions.Where(i => i.DatabaseSecret.Length > 0).Select(institution => WatchAsync(institution, stoppingToken)));

    private async Task WatchAsync(FrontInstitution institution, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.PollSeconds), time);
        try
        {
            do
            {
                try
                {
                    await LookAsync(institution, stop).ConfigureAwait(false);
                }
                catch (Exception e) when (e is not (OperationCanceledException or OutOfMemoryException))
                {
                    FrontLog.LookFailed(log, institution.Partner, e);
                }
            }
            while (await timer.WaitForNextTickAsync(stop).ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
            return;
        }
    }

    private async Task<int> LookAsync(TableKind kind, NpgsqlDataSource database, FrontPlace place, CancellationToken cancel)
    {
        var connection = await database.OpenConnectionAsync(cancel).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            var transaction = await connection.BeginTransactionAsync(cancel).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                var ids = await LockAsync(kind, connection, cancel).ConfigureAwait(false);
                if (ids.Count == 0)
                {
                    return 0;
                }

                var found = await ReadAsync(kind, connection, ids, cancel).ConfigureAwait(false);
                var results = await records.SubmitAsync([.. found.Select(f => f.Record)], place, default, cancel).ConfigureAwait(false);
                Step.Hit("submitted");
                for (var i = 0; i < found.Count; i++)
                {
                    await WriteAsync(kind, connection, found[i].Id, found[i].MessageId, results[i], cancel).ConfigureAwait(false);
                }

                await transaction.CommitAsync(cancel).ConfigureAwait(false);
                return results.Count(r => r.Answer.IsFinal);
            }
        }
    }

    private async Task<List<long>> LockAsync(TableKind kind, NpgsqlConnection connection, CancellationToken cancel)
    {
        // What is pending was tried before and comes behind what is new, so that it keeps nobody waiting.
        var command = new NpgsqlCommand(kind.Lock, connection);
        await using (command.ConfigureAwait(false))
        {
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = options.TableRowsMax });
            var reader = await command.ExecuteReaderAsync(cancel).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                var ids = new List<long>();
                while (await reader.ReadAsync(cancel).ConfigureAwait(false))
                {
                    ids.Add(reader.GetInt64(0));
                }

                return ids;
            }
        }
    }

    private static async Task<List<(long Id, string MessageId, FrontRecord Record)>> ReadAsync(
        TableKind kind, NpgsqlConnection connection, List<long> ids, CancellationToken cancel)
    {
        var rows = new List<(long Id, string MessageId, byte[] Row)>();
        var command = new NpgsqlCommand(kind.Select, connection);
        await using (command.ConfigureAwait(false))
        {
            command.Parameters.Add(new NpgsqlParameter { Value = ids.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint });
            var reader = await command.ExecuteReaderAsync(cancel).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync(cancel).ConfigureAwait(false))
                {
                    var cells = Enumerable.Range(1, kind.Columns.Count).Select(i => reader.IsDBNull(i) ? "" : reader.GetString(i)).ToArray();
                    rows.Add((reader.GetInt64(0), cells[kind.MessageIdAt], Encoding.UTF8.GetBytes(string.Join('\t', cells))));
                }
            }
        }

        return [.. rows.GroupBy(row => row.Id).Select(group => (group.Key, group.First().MessageId, FrontTableReader.Record(
            kind.Columns, kind.Header, [.. group.Select((row, i) => new FrontRow(i + 1, row.Row))])))];
    }

    private static async Task WriteAsync(
        TableKind kind, NpgsqlConnection connection, long id, string messageId, FrontResult result, CancellationToken cancel)
    {
        var command = new NpgsqlCommand(kind.Write, connection);
        await using (command.ConfigureAwait(false))
        {
            var a = result.Answer;
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = id });
            command.Parameters.Add(new NpgsqlParameter<short> { TypedValue = (short)(a.IsFinal ? 1 : 0) });
            foreach (var text in (string[])
                [kind.Name, messageId, a.State.ToString(), a.Code, a.Text, a.SettlementId, a.Total, a.Fund, a.Account, a.Cash, result.Receipt])
            {
                command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = text });
            }

            await command.ExecuteNonQueryAsync(cancel).ConfigureAwait(false);
        }
    }
}
