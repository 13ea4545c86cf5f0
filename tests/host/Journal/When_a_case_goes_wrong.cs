using System.Text;
using Hub.Journal.Tests.Support;

namespace Hub.Journal.Tests;

[Collection(nameof(PostgresGroup))]
public sealed class When_a_case_goes_wrong(PostgresFixture postgres)
{
    [Fact]
    public async Task Should_quarantine_the_case_and_let_the_lane_go_on()
    {
        var database = await postgres.CreateAsync();
        var options = database.Options("a") with { Lanes = 1, Writers = 1, DelayedRetries = [TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(50)] };
        await using var node = new TestNode(options, new FakeLine(TimeSpan.Zero));
        await node.Engine.StartAsync(CancellationToken.None);

        var before = await node.SendAsync("m0", new Buy("H1", 1000), "bad");
        Assert.Equal(IntakeResult.Answered, before.Result);
        var poison = await node.SendAsync("m1", new Buy("H1", 1000) { Poison = true }, "bad", TimeSpan.FromMilliseconds(1));
        Assert.Equal(IntakeResult.Pending, poison.Result);
        var behind = await node.SendAsync("m2", new Buy("H1", 1000), "bad", TimeSpan.FromMilliseconds(1));
        Assert.Equal(IntakeResult.Pending, behind.Result);
        Assert.Equal(IntakeResult.Answered, (await node.SendAsync("m3", new Buy("H1", 1000), "good")).Result);

        await database.UntilAsync("select count(*) from quarantine", 1);
        var quarantined = Assert.Single(await node.Engine.Administration.QuarantinedAsync(CancellationToken.None));
        Assert.Equal(("bad", 3, 2), (quarantined.Case, quarantined.Attempts, quarantined.Waiting));
        Assert.DoesNotContain("poison", quarantined.Reason, StringComparison.Ordinal);

        Assert.True(await node.Engine.Administration.RetryAsync("bad", CancellationToken.None));
        await database.UntilAsync("select count(*) from inbox where attempts = 3", 1);
        await database.UntilAsync("select count(*) from quarantine", 1);
        Assert.True(await node.Engine.Administration.DiscardAsync("bad", CancellationToken.None));
        Assert.Equal(IntakeResult.Answered, (await node.SendAsync("m2", new Buy("H1", 1000), "bad")).Result);
        Assert.Equal(IntakeResult.Answered, (await node.SendAsync("m4", new Buy("H1", 1000), "bad")).Result);
        Assert.Equal(0, await database.AskAsync<long>("select count(*) from inbox"));
        Assert.Equal(4, await database.AskAsync<long>("select count(*) from settlement"));
    }

    [Fact]
    public async Task Should_not_keep_half_a_change_of_the_handler_that_threw()
    {
        var database = await postgres.CreateAsync();
        await using var node = new TestNode(database.Options("a") with { DelayedRetries = [], Lanes = 1, Writers = 1 }, new FakeLine(TimeSpan.Zero));
        await node.Engine.StartAsync(CancellationToken.None);
        await node.SendAsync("m0", new Open(), "c");
        await Task.WhenAll(
            node.SendAsync("m1", new Later(1), "c"), node.SendAsync("m2", new Buy("H1", 5) { Poison = true }, "c", TimeSpan.FromMilliseconds(1)));
        await database.UntilAsync("select count(*) from quarantine", 1);
        await node.Engine.Administration.DiscardAsync("c", CancellationToken.None);
        Assert.Equal(IntakeResult.Answered, (await node.SendAsync("m3", new Later(3), "c")).Result);
        var stored = await database.AskAsync<byte[]>("select state from case_state where name = 'c'");
        Assert.Contains("\"order\":[1,3]", Encoding.UTF8.GetString(stored!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_quarantine_a_case_whose_effects_the_database_refuses_and_commit_the_others()
    {
        var database = await postgres.CreateAsync();
        var options = database.Options("a") with { Lanes = 1, Writers = 1, DelayedRetries = [] };
        await using var node = new TestNode(options, new FakeLine(TimeSpan.Zero));
        await node.Engine.StartAsync(CancellationToken.None);
        await node.SendAsync("taken", new Buy("H1", 1000), "x");
        var all = await Task.WhenAll(
            node.SendAsync("m1", new Bar("2207", "taken"), "bad", TimeSpan.FromMilliseconds(1)), // its row is there already
            node.SendAsync("m2", new Buy("H1", 1000), "good"));
        Assert.Equal(IntakeResult.Answered, all[1].Result);
        await database.UntilAsync("select count(*) from quarantine where case_name = 'bad'", 1);
    }

    [Fact]
    public async Task Should_quarantine_what_this_version_cannot_read()
    {
        var database = await postgres.CreateAsync();
        await using var node = new TestNode(database.Options("a") with { DelayedRetries = [] }, new FakeLine(TimeSpan.Zero));
        await node.Engine.StartAsync(CancellationToken.None);
        var lane = Engine.LaneHash.Of("c", 16);
        await database.ExecuteAsync(
            "insert into inbox values (1, " + lane + ", 'c', null, 'Newer', convert_to(chr(1) || '{}', 'UTF8'), null, 0, 0, now())");
        await database.ExecuteAsync("insert into timeout values (2, " + lane + ", 'd', now(), 'Newer', convert_to('{}', 'UTF8'))");
        await database.UntilAsync("select count(*) from quarantine where case_name = 'c'", 1);
        Assert.Equal(1, await database.AskAsync<long>("select count(*) from inbox where id = 1 and type = 'Newer'"));
        Assert.Equal(IntakeResult.Answered, (await node.SendAsync("m", new Buy("H1", 1000), "other")).Result);
    }
}
