using Hub.Adapters.Bank.Tests.Support;
using Hub.Journal;
using Hub.Journal.Payments;

namespace Hub.Adapters.Bank.Tests.Outbound;

/// <summary>
/// Every call of a delivery, and every pair of calls, fails once: before its effect, after it, or half-way; or the hub dies there and learns
/// nothing. What follows is what the saga does: not sent is sent again, unknown is asked about first.
/// </summary>
public sealed class When_the_connection_is_lost_at_any_call
{
    private const int CallsMax = 60;

    public static TheoryData<bool, bool> Banks => new() { { false, false }, { false, true }, { true, false }, { true, true } };

    [Theory]
    [MemberData(nameof(Banks))]
    public async Task Should_end_with_one_file_at_the_bank(bool takesAtOnce, bool dies)
    {
        var runs = 0;
        foreach (var first in Enum.GetValues<Mishap>())
        {
            for (var call = 0; await RunAsync(call, first, -1, default, takesAtOnce, dies); call++)
            {
                Assert.True(call < CallsMax, "the delivery does not end");
                foreach (var second in Enum.GetValues<Mishap>())
                {
                    for (var then = 0; await RunAsync(call, first, then, second, takesAtOnce, dies); then++)
                    {
                        runs++;
                        Assert.True(then < CallsMax, "the delivery does not end");
                    }
                }
            }
        }

        Assert.True(runs > 1_000, $"only {runs} pairs of failures were met");
    }

    /// <summary>One delivery whose first attempt fails at a call and whose second at another; false when a failure was never met.</summary>
    private static async Task<bool> RunAsync(int call, Mishap how, int then, Mishap secondHow, bool takesAtOnce, bool dies)
    {
        using var stage = new OutboundStage();
        stage.Server.TakesAtOnce = takesAtOnce;
        stage.Plan.Fail(call, how);
        var asks = false;
        var outcome = await CallAsync(stage, asks);
        var (firstHit, secondHit) = (stage.Plan.Hit, false);
        stage.Plan.Fail(then, secondHow);
        for (var i = 0; ; i++)
        {
            Assert.True(i < 20, "the delivery does not come to its end");
            switch (dies && i == 0 ? CallResult.Unknown : outcome.Result, outcome.Reply)
            {
                case (CallResult.NotSent, _):
                    break;
                case (CallResult.Unknown, _):
                    asks = true;
                    break;
                case (CallResult.Done, PaymentFileInquired { Presence: PaymentFilePresence.Absent or PaymentFilePresence.WithoutControl }):
                    asks = false;
                    break;
                case (CallResult.Done, PaymentFileDelivered or PaymentFileInquired { Presence: PaymentFilePresence.Same or PaymentFilePresence.Taken }):
                    stage.AssertDeliveredOnce();
                    return firstHit && (then < 0 || secondHit);
                default:
                    throw new InvalidOperationException($"call {call} {how}, then {then} {secondHow}: {outcome.Result} {outcome.Reply}");
            }

            outcome = await CallAsync(stage, asks);
            secondHit |= stage.Plan.Hit;
        }
    }

    // Not sent is a promise: the call has given nothing its final name.
    private static async Task<CallOutcome> CallAsync(OutboundStage stage, bool asks)
    {
        var renames = stage.Server.Renames.Count;
        var outcome = asks ? await stage.InquireAsync() : await stage.DeliverAsync();
        Assert.True(outcome.Result != CallResult.NotSent || renames == stage.Server.Renames.Count, "not sent, but renamed");
        return outcome;
    }
}
