using System.Text;
using Hub.Journal.Tests.Support;

namespace Hub.Journal.Tests;

[Collection(nameof(PostgresGroup))]
public sealed class When_a_saga_uses_its_context(PostgresFixture postgres)
{
    private static string Text(IntakeOutcome outcome) => Encoding.UTF8.GetString(outcome.Answer.Span);

    [Fact]
    public async Task Should_give_deferred_messages_back_in_their_order()
    {
        var database = await postgres.CreateAsync();
        await using var node = new TestNode(database.Options("a"), new FakeLine(TimeSpan.Zero));
        await node.Engine.StartAsync(CancellationToken.None);
        for (var i = 1; i <= 5; i++)
        {
            Assert.Equal(IntakeResult.Pending, (await node.SendAsync("m" + i, new Later(i), "c", TimeSpan.FromMilliseconds(1))).Result);
        }

        var rest = Task.WhenAll(Enumerable.Range(1, 5).Select(i => node.SendAsync("m" + i, new Later(i), "c")));
        await Task.WhenAll(node.SendAsync("open", new Open(), "c"), node.SendAsync("m6", new Later(6), "c"));
        await rest;
        var stored = await database.AskAsync<byte[]>("select state from case_state where name = 'c'");
        Assert.Contains("\"Order\":[1,2,3,4,5,6]", await StateAsync(stored!), StringComparison.Ordinal);
        Assert.Equal(0, await database.AskAsync<long>("select count(*) from inbox"));
    }

    [Fact]
    public async Task Should_bar_an_identity_before_it_arrives()
    {
        var database = await postgres.CreateAsync();
        var line = new FakeLine(TimeSpan.Zero);
        await using var node = new TestNode(database.Options("a"), line);
        await node.Engine.StartAsync(CancellationToken.None);
        await node.SendAsync("b", new Bar("2207", "never"), "c");
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => node.SendAsync("never", new Buy("H1", 1000), "c")));
        Assert.All(outcomes, o => Assert.Contains("barred", Text(o), StringComparison.Ordinal));
        var again = await node.SendAsync("never", new Buy("H1", 1000), "c");
        Assert.Equal(Text(outcomes[0]), Text(again));
        Assert.Single(outcomes.Select(Text).Distinct());
        Assert.Empty(line.Executed);
    }

    [Fact]
    public async Task Should_find_the_case_by_alias_and_by_an_earlier_message()
    {
        var database = await postgres.CreateAsync();
        await using var node = new TestNode(database.Options("a"), new FakeLine(TimeSpan.Zero));
        await node.Engine.StartAsync(CancellationToken.None);
        await node.SendAsync("m1", new Nickname("nick"), "real");
        Assert.Contains("\"real\"", Text(await node.SendAsync("m2", new Nickname("nick2"), "nick")), StringComparison.Ordinal);
        var byMessage = TestNode.Intake("m3", new Nickname("nick3"), CaseReference.OfMessage("2207", "m1"));
        var outcome = await node.Engine.SubmitAsync(byMessage, TimeSpan.FromSeconds(20), CancellationToken.None);
        Assert.Contains("\"real\"", Text(outcome), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_resolve_a_reference_to_a_message_of_the_same_batch()
    {
        var database = await postgres.CreateAsync();
        await using var node = new TestNode(database.Options("a") with { Writers = 1, Lanes = 1 }, new FakeLine(TimeSpan.Zero));
        await node.Engine.StartAsync(CancellationToken.None);
        var sent = Enumerable.Range(0, 20).SelectMany(i => new[]
        {
            TestNode.Intake("a" + i, new Nickname("n" + i), CaseReference.Of("case" + i)),
            TestNode.Intake("b" + i, new Nickname("o" + i), CaseReference.OfMessage("2207", "a" + i)),
        }).Select(m => node.Engine.SubmitAsync(m, TimeSpan.FromSeconds(20), CancellationToken.None));
        var outcomes = await Task.WhenAll(sent);
        for (var i = 0; i < 20; i++)
        {
            Assert.Contains("\"case" + i + "\"", Text(outcomes[(2 * i) + 1]), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Should_bring_a_timeout_once_when_it_is_due()
    {
        var database = await postgres.CreateAsync();
        var time = new ShiftedTime();
        await using var node = new TestNode(database.Options("a"), new FakeLine(TimeSpan.Zero), time);
        await node.Engine.StartAsync(CancellationToken.None);
        await node.SendAsync("m1", new Alarm(3600), "c");
        Assert.Equal(1, await database.AskAsync<long>("select count(*) from timeout"));
        time.Shift = TimeSpan.FromHours(2);
        await database.UntilAsync("select count(*) from timeout", 0);
        Assert.Contains("\"Rings\":1", await StateAsync((await database.AskAsync<byte[]>("select state from case_state where name = 'c'"))!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_tell_other_cases_also_across_lanes_and_nodes()
    {
        var database = await postgres.CreateAsync();
        await using var a = new TestNode(database.Options("a"), new FakeLine(TimeSpan.Zero));
        await a.Engine.StartAsync(CancellationToken.None);
        await using var b = new TestNode(database.Options("b"), new FakeLine(TimeSpan.Zero));
        await b.Engine.StartAsync(CancellationToken.None);
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => (i % 2 == 0 ? a : b).SendAsync("m" + i, new Tell("to" + (i % 7)), "from" + i)));
        await database.UntilAsync("select count(*) from inbox", 0);
        await database.UntilAsync("select count(*) from case_state where name like 'to%'", 7);
        var heard = 0;
        for (var i = 0; i < 7; i++)
        {
            var stored = await database.AskAsync<byte[]>("select state from case_state where name = 'to" + i + "'");
            heard += (await StateAsync(stored!)).Split("\"from").Length - 1;
        }

        Assert.Equal(40, heard);
    }

    internal static Task<string> StateAsync(byte[] stored) => Task.FromResult(
        Encoding.UTF8.GetString(System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(
            new Hub.Journal.Contracts.ContractJson([typeof(SampleState)]).Read(stored, typeof(SampleState)))));
}
