using Hub.Adapters.Bank.Outbound;
using Hub.Adapters.Bank.Tests.Support;
using Hub.Journal.Payments;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.Adapters.Bank.Tests.Outbound;

/// <summary>A node that lost its lane is still at work while the other delivers: at every call of the one, the other does all of it.</summary>
public sealed class When_two_nodes_bring_the_same_file
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Should_be_one_file_whatever_the_order(bool takesAtOnce)
    {
        var met = true;
        for (var at = 0; met; at++)
        {
            using var stage = new OutboundStage();
            using var metrics = new BankMetrics(stage.Pauses);
            var other = new BankOutbound(
                [Places.Of("banka")], stage.Server, stage.Contents, new BankTransferOptions(), stage.Pauses, metrics, stage.Time, NullLogger<BankOutbound>.Instance);
            stage.Server.TakesAtOnce = takesAtOnce;
            (met, var calls) = (false, 0);
            stage.Server.Meanwhile = (_, _) =>
            {
                if (!met && calls++ == at)
                {
                    met = true;
                    var request = other.Encode(99, new DeliverPaymentFile(stage.File), stage.Time.GetUtcNow());
                    other.SendAsync(request, TestContext.Current.CancellationToken).GetAwaiter().GetResult();
                }
            };
            var outcome = await stage.DeliverAsync();
            for (var i = 0; outcome.Result != Journal.CallResult.Done; i++)
            {
                Assert.True(i < 5, $"{at}: {outcome.Result}");
                outcome = await stage.DeliverAsync();
            }

            Assert.Equal(1, stage.Server.Taken.Count + stage.Server.In("in").Count(name => name == OutboundStage.Name));
            Assert.All(stage.Server.Taken, t => Assert.Equal(stage.Bytes, t.Bytes));
            Assert.True(at < 100);
        }
    }
}
