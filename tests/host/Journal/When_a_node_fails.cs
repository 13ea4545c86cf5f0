using System.Text;
using Hub.Journal.Embedded;
using Hub.Journal.Tests.Support;
using Npgsql;

namespace Hub.Journal.Tests;

[Collection(nameof(PostgresGroup))]
public sealed class When_a_node_fails(PostgresFixture postgres)
{
    [Fact]
    public async Task Should_refuse_the_late_writer_after_a_takeover_and_answer_there_all_the_same()
    {
        var database = await postgres.CreateAsync();
        var line = new FakeLine(TimeSpan.Zero);
        var options = database.Options("old") with { LeaseInterval = TimeSpan.FromMinutes(3), LeaseTime = TimeSpan.FromMinutes(10), Lanes = 1, Writers = 1 };
        await using var old = new TestNode(options, line);
        await old.Engine.StartAsync(CancellationToken.None);
        Assert.Equal(IntakeResult.Answered, (await old.SendAsync("m1", new Buy("H1", 1000), "c")).Result);

        // The old node's lease runs out while it believes to hold the lane (as after a long pause).
        await database.ExecuteAsync("update node set expires_at = now() - interval '1 second' where name = 'old'");
        await using var other = new TestNode(database.Options("new") with { Lanes = 1, Writers = 1 }, line);
        await other.Engine.StartAsync(CancellationToken.None);
        Assert.Equal(1, other.Engine.Health().Lanes);

        var late = await old.SendAsync("m2", new Buy("H1", 1000), "c");
        Assert.Equal(IntakeResult.Answered, late.Result);
        Assert.Equal(0, old.Engine.Health().Lanes);
        Assert.Equal(2, await database.AskAsync<long>("select count(*) from settlement"));
        Assert.Equal(2, await database.AskAsync<long>("select count(distinct batch) from answer"));
        Assert.All(line.Executed.Values, n => Assert.Equal(1, n));
    }

    [Fact]
    public async Task Should_refuse_a_transaction_with_an_old_token()
    {
        var database = await postgres.CreateAsync();
        await using var node = new TestNode(database.Options("a"), new FakeLine(TimeSpan.Zero));
        await node.Engine.StartAsync(CancellationToken.None);
        await database.ExecuteAsync("select fence_lanes('a', array[3::smallint], array[1::bigint])");
        foreach (var stale in new[] { "'a', array[3::smallint], array[0::bigint]", "'b', array[3::smallint], array[1::bigint]" })
        {
            var refused = await Assert.ThrowsAsync<PostgresException>(() => database.ExecuteAsync("select fence_lanes(" + stale + ")"));
            Assert.Equal("HB001", refused.SqlState);
        }

        var log = await Assert.ThrowsAsync<PostgresException>(() => database.ExecuteAsync("select advance_log(1::smallint, 0, 0, 1, '', 1, 1)"));
        Assert.Equal("HB002", log.SqlState);
    }

    [Fact]
    public async Task Should_lose_and_double_nothing_when_the_database_crashes_under_load()
    {
        var folder = Path.Combine(Path.GetTempPath(), "hub-journal-crash-" + Environment.ProcessId);
        var settings = new PrivatePostgresOptions { DataFolder = folder, SharedBuffersMegabytes = 32 };
        var server = await PrivatePostgres.StartAsync(settings, TimeProvider.System, CancellationToken.None);
        try
        {
            await server.CreateDatabaseAsync("t", CancellationToken.None);
            var database = new TestDatabase(server.OwnerConnectionString("t"), server.ApplicationConnectionString("t"));
            var line = new FakeLine(TimeSpan.Zero);
            await using var node = new TestNode(database.Options("a") with { RequireDurability = true, LeaseTime = TimeSpan.FromMinutes(1) }, line);
            await node.Engine.StartAsync(CancellationToken.None);

            const int Callers = 16;
            const int Each = 40;
            var sent = 0;
            var answers = new System.Collections.Concurrent.ConcurrentDictionary<string, string>();
            var work = Task.WhenAll(Enumerable.Range(0, Callers).Select(async c =>
            {
                for (var i = 0; i < Each; i++)
                {
                    var key = c + "-" + i;
                    var outcome = await SettledAsync(node, key);
                    answers[key] = Encoding.UTF8.GetString(outcome.Answer.Span);
                    Interlocked.Increment(ref sent);
                }
            }));
            for (var crash = 1; crash <= 2; crash++)
            {
                while (Volatile.Read(ref sent) < crash * 150 && !work.IsCompleted)
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
                }

                await server.StopAsync(immediate: true);
                server = await PrivatePostgres.StartAsync(settings, TimeProvider.System, CancellationToken.None);
            }

            await work;
            Assert.Equal(Callers * Each, await database.AskAsync<long>("select count(*) from message where direction = 1"));
            Assert.Equal(Callers * Each, await database.AskAsync<long>("select count(*) from answer"));
            Assert.Equal(line.Executed.Count, await database.AskAsync<long>("select count(*) from settlement"));
            Assert.Equal(Callers * Each, line.Executed.Count);
            Assert.All(line.Executed.Values, n => Assert.Equal(1, n));
            foreach (var (key, answer) in answers)
            {
                Assert.Equal(answer, Encoding.UTF8.GetString((await SettledAsync(node, key)).Answer.Span));
            }
        }
        finally
        {
            await server.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<IntakeOutcome> SettledAsync(TestNode node, string key)
    {
        while (true)
        {
            var outcome = await node.SendAsync(key, new Buy("H1", 1000), "c" + key);
            if (outcome.Result == IntakeResult.Answered)
            {
                return outcome;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }
    }

    [Fact]
    public async Task Should_refuse_what_exceeds_its_limit_and_keep_nothing_of_it()
    {
        var database = await postgres.CreateAsync();
        await using var node = new TestNode(database.Options("a") with { IntakeQueueMax = 1 }, new FakeLine(TimeSpan.FromMilliseconds(20)));
        await node.Engine.StartAsync(CancellationToken.None);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => node.SendAsync("m" + i, new Buy("H1", 1000), "c" + i)));
        var refused = outcomes.Count(o => o.Result == IntakeResult.Unavailable);
        Assert.InRange(refused, 1, 49);
        Assert.Equal(50 - refused, await database.AskAsync<long>("select count(*) from message where direction = 1"));
    }
}
