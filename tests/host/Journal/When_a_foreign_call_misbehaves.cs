using System.Text;
using Hub.Journal.Tests.Support;

namespace Hub.Journal.Tests;

[Collection(nameof(PostgresGroup))]
public sealed class When_a_foreign_call_misbehaves(PostgresFixture postgres)
{
    [Fact]
    public async Task Should_report_unknown_once_and_the_late_answer_once_and_send_nothing_again()
    {
        var database = await postgres.CreateAsync();
        var go = new TaskCompletionSource();
        var sent = 0;
        var line = new FakeLine(TimeSpan.Zero)
        {
            Misbehave = async (_, _) =>
            {
                Interlocked.Increment(ref sent);
                await go.Task;
                return null;
            },
        };
        await using var node = new TestNode(database.Options("a") with { UnknownAfter = TimeSpan.FromMilliseconds(100) }, line);
        await node.Engine.StartAsync(CancellationToken.None);
        var outcome = await node.SendAsync("m", new Buy("H1", 1000), "c");
        Assert.Contains("unknown", Encoding.UTF8.GetString(outcome.Answer.Span), StringComparison.Ordinal);
        Assert.Equal(OpenCallState.Unknown, Assert.Single(await node.Engine.Administration.OpenCallsAsync(CancellationToken.None)).State);
        go.SetResult();
        await database.UntilAsync("select count(*) from outbox", 0);
        await database.UntilAsync("select count(*) from outcome where late", 1);
        Assert.Equal(1, await database.AskAsync<long>("select count(*) from outcome where not late"));
        var state = await When_a_saga_uses_its_context.StateAsync((await database.AskAsync<byte[]>("select state from case_state"))!);
        Assert.Contains("\"Late\":1,\"Unknown\":1", state, StringComparison.Ordinal);
        Assert.Equal(0, await database.AskAsync<long>("select count(*) from settlement"));
        Assert.Equal(1, sent);
    }

    [Fact]
    public async Task Should_send_again_only_what_was_certainly_not_delivered()
    {
        var database = await postgres.CreateAsync();
        var bodies = new List<string>();
        var line = new FakeLine(TimeSpan.Zero)
        {
            Misbehave = (request, _) =>
            {
                lock (bodies)
                {
                    bodies.Add(Encoding.UTF8.GetString(request.Body.Span));
                    return Task.FromResult(bodies.Count < 3 ? new TransportResult(TransportStatus.NotSent, default, "refused") : null);
                }
            },
        };
        await using var node = new TestNode(
            database.Options("a") with { NotSentRetries = [TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(1)] }, line);
        await node.Engine.StartAsync(CancellationToken.None);
        var outcome = await node.SendAsync("m", new Buy("H1", 1000), "c");
        Assert.Contains("Done", Encoding.UTF8.GetString(outcome.Answer.Span), StringComparison.Ordinal);
        Assert.Equal(3, bodies.Count);
        Assert.Single(bodies.Distinct());
    }

    [Theory]
    [InlineData(TransportStatus.NotSent, "NotSent")]
    [InlineData(TransportStatus.Unknown, "unknown")]
    public async Task Should_tell_how_a_call_ended_without_an_answer(TransportStatus status, string expected)
    {
        var database = await postgres.CreateAsync();
        var sent = 0;
        var line = new FakeLine(TimeSpan.Zero)
        {
            Misbehave = (_, _) =>
            {
                sent++;
                return Task.FromResult<TransportResult?>(new TransportResult(status, default, "cut"));
            },
        };
        await using var node = new TestNode(database.Options("a") with { NotSentRetries = [] }, line);
        await node.Engine.StartAsync(CancellationToken.None);
        var outcome = await node.SendAsync("m", new Buy("H1", 1000), "c");
        Assert.Contains(expected, Encoding.UTF8.GetString(outcome.Answer.Span), StringComparison.Ordinal);
        Assert.Equal(1, sent);
        Assert.Equal(0, await database.AskAsync<long>("select count(*) from settlement"));
    }

    [Fact]
    public async Task Should_wait_for_a_free_line_and_send_everything()
    {
        var database = await postgres.CreateAsync();
        var line = new FakeLine(TimeSpan.FromMilliseconds(1));
        await using var node = new TestNode(database.Options("a") with { OutboundConcurrency = 1 }, line);
        await node.Engine.StartAsync(CancellationToken.None);
        await Task.WhenAll(Enumerable.Range(0, 30).Select(i => node.SendAsync("m" + i, new Buy("H1", 1000), "c" + i)));
        Assert.Equal(30, line.Executed.Count);
        Assert.Equal(30, await database.AskAsync<long>("select count(*) from settlement"));
        Assert.Equal(0, await database.AskAsync<long>("select count(*) from outbox"));
    }
}
