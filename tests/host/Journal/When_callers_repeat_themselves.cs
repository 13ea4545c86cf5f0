using Hub.Journal.Tests.Support;

namespace Hub.Journal.Tests;

[Collection(nameof(PostgresGroup))]
public sealed class When_callers_repeat_themselves(PostgresFixture postgres)
{
    [Fact]
    public async Task Should_have_one_effect_and_one_answer_for_64_parallel_callers_on_two_nodes()
    {
        var database = await postgres.CreateAsync();
        var line = new FakeLine(TimeSpan.FromMilliseconds(20));
        await using var a = new TestNode(database.Options("a"), line);
        await a.Engine.StartAsync(CancellationToken.None);
        await using var b = new TestNode(database.Options("b"), line);
        await b.Engine.StartAsync(CancellationToken.None);
        await UntilSharedAsync(a, b);

        for (var round = 0; round < 4; round++)
        {
            var key = "same-" + round;
            var outcomes = await Task.WhenAll(Enumerable.Range(0, 64).Select(i => (i % 2 == 0 ? a : b).SendAsync(key, new Buy("H1", 1000), "case-" + key)));
            Assert.All(outcomes, o => Assert.Equal(IntakeResult.Answered, o.Result));
            Assert.Single(outcomes.Select(o => Convert.ToHexString(o.Answer.Span)).Distinct());
            Assert.Single(outcomes, o => !o.Duplicate);
            Assert.Single(outcomes.Select(o => o.MessageId).Distinct());
        }

        Assert.Equal(4, line.Executed.Count);
        Assert.All(line.Executed.Values, n => Assert.Equal(1, n));
        Assert.Equal(4, await database.AskAsync<long>("select count(*) from settlement"));
    }

    [Fact]
    public async Task Should_keep_every_contradicting_arrival_and_change_nothing()
    {
        var database = await postgres.CreateAsync();
        await using var node = new TestNode(database.Options("a"), new FakeLine(TimeSpan.Zero));
        await node.Engine.StartAsync(CancellationToken.None);
        var first = await node.SendAsync("m", new Buy("H1", 1000), "c");
        var others = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => node.SendAsync("m", new Buy("H1", 2000 + i), "c")));
        Assert.All(others, o => Assert.Equal(IntakeResult.Conflict, o.Result));
        Assert.All(others, o => Assert.Equal(first.MessageId, o.MessageId));
        Assert.Equal(1, await database.AskAsync<long>("select count(*) from settlement where total = 1000"));
        Assert.Equal(1, await database.AskAsync<long>("select count(*) from settlement"));
        Assert.Equal(10, await database.AskAsync<long>("select count(*) from message where direction = 3 and decision = 4"));
        var raw = await node.Engine.Administration.RawAsync(
            Convert.ToHexStringLower(TestNode.Intake("m", new Buy("H1", 2003), CaseReference.Of("c")).ContentDigest.Span), CancellationToken.None);
        Assert.Equal(TestNode.Intake("m", new Buy("H1", 2003), CaseReference.Of("c")).Raw.ToArray(), raw!.Value.ToArray());
        Assert.Equal(10, (await node.Engine.Administration.TraceAsync("H43010000001", "2207", "m", CancellationToken.None))!.Conflicts);
    }

    [Fact]
    public async Task Should_tell_pending_and_then_the_answer()
    {
        var database = await postgres.CreateAsync();
        var go = new TaskCompletionSource();
        var line = new FakeLine(TimeSpan.Zero)
        {
            Misbehave = async (_, _) =>
            {
                await go.Task;
                return null;
            },
        };
        await using var node = new TestNode(database.Options("a"), line);
        await node.Engine.StartAsync(CancellationToken.None);
        var pending = await node.SendAsync("m", new Buy("H1", 1000), "c", TimeSpan.FromMilliseconds(1));
        Assert.Equal(IntakeResult.Pending, pending.Result);
        var waiting = node.SendAsync("m", new Buy("H1", 1000), "c");
        go.SetResult();
        var answered = await waiting;
        Assert.Equal(IntakeResult.Answered, answered.Result);
        Assert.True(answered.Duplicate);
        Assert.Equal(pending.MessageId, answered.MessageId);
    }

    private static async Task UntilSharedAsync(TestNode a, TestNode b)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (a.Engine.Health().Lanes != 8 || b.Engine.Health().Lanes != 8)
        {
            Assert.False(limit.IsCancellationRequested, "the nodes did not share the lanes");
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        }
    }
}
