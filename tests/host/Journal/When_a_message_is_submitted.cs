using Hub.Certs.Evidence;
using Hub.Journal.Tests.Support;

namespace Hub.Journal.Tests;

[Collection(nameof(PostgresGroup))]
public sealed class When_a_message_is_submitted(PostgresFixture postgres)
{
    [Fact]
    public async Task Should_settle_once_and_answer_with_a_receipt_that_verifies()
    {
        var database = await postgres.CreateAsync();
        await using var node = new TestNode(database.Options("a"), new FakeLine(TimeSpan.FromMilliseconds(1)), log: Console.Out);
        await node.Engine.StartAsync(CancellationToken.None);

        var first = await node.SendAsync("m1", new Buy("H1", 1000), "case-1");
        Assert.Equal(IntakeResult.Answered, first.Result);
        Assert.False(first.Duplicate);
        var second = await node.SendAsync("m1", new Buy("H1", 1000), "case-1");
        Assert.Equal(IntakeResult.Answered, second.Result);
        Assert.True(second.Duplicate);
        Assert.Equal(first.Answer.ToArray(), second.Answer.ToArray());
        Assert.Equal(first.MessageId, second.MessageId);
        Assert.Equal(first.ReceivedAt, second.ReceivedAt);
        var conflict = await node.SendAsync("m1", new Buy("H1", 2000), "case-1");
        Assert.Equal(IntakeResult.Conflict, conflict.Result);

        Assert.Equal(1, await database.AskAsync<long>("select count(*) from settlement"));
        Assert.Equal(4, await database.AskAsync<long>("select count(*) from posting"));
        Assert.Equal(2, await database.AskAsync<long>("select count(*) from message where direction in (1, 3)"));
        Assert.Equal(0, await database.AskAsync<long>("select count(*) from outbox"));
        Assert.Equal(0, await database.AskAsync<long>("select count(*) from inbox"));

        var intake = TestNode.Intake("m1", new Buy("H1", 1000), CaseReference.Of("case-1"));
        var receipt = await node.Engine.ReceiptAsync(Convert.ToHexStringLower(intake.ContentDigest.Span), CancellationToken.None);
        Assert.NotNull(receipt);
        var verdict = ReceiptVerifier.Verify(receipt.Value.Span, Anchors.All, first.Answer.ToArray());
        Assert.True(verdict.IsValid, verdict.Message);
    }
}
