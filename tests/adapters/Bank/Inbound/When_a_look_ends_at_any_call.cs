using Hub.Adapters.Bank.Tests.Support;
using Hub.Journal;
using Hub.Journal.Payments;

namespace Hub.Adapters.Bank.Tests.Inbound;

/// <summary>
/// Every call of a look, whether to the bank, the content store, the book or the journal, fails once, and every pair of calls of two looks; the
/// hub may die there. The looks that follow must leave every file applied once, every forgery set aside, and the outbox empty.
/// </summary>
public sealed class When_a_look_ends_at_any_call
{
    private const int CallsMax = 200;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Should_finish_it_with_every_file_applied_once(bool dies)
    {
        var runs = 0;
        foreach (var first in Enum.GetValues<Mishap>())
        {
            for (var call = 0; await RunAsync(call, first, -1, default, dies); call++)
            {
                Assert.True(call < CallsMax, "the look does not end");
                foreach (var second in new[] { Mishap.Before, Mishap.After })
                {
                    for (var then = 0; await RunAsync(call, first, then, second, dies); then++)
                    {
                        runs++;
                        Assert.True(then < CallsMax, "the look does not end");
                    }
                }
            }
        }

        Assert.True(runs > 2_000, $"only {runs} pairs of failures were met");
    }

    private static async Task<bool> RunAsync(int call, Mishap how, int then, Mishap secondHow, bool dies)
    {
        using var stage = new InboxStage();
        var good = stage.Put("RET_A_1.txt", "return");
        var forged = stage.Put("RET_A_2.txt", "forged", signature: "bad");
        stage.Put("STM_A_1.txt", "statement");
        var hits = 0;
        foreach (var (at, mishap) in new[] { (call, how), (then, secondHow), (-1, default) })
        {
            stage.Plan.Fail(at, mishap);
            try
            {
                await stage.LookAsync();
            }
            catch (IOException)
            {
                // The store was away before anything was asked of the bank.
            }

            hits += stage.Plan.Hit ? 1 : 0;
            if (dies)
            {
                stage.Restarted();
            }
        }

        await stage.LookAsync();
        Assert.Empty(stage.Server.In("out"));
        Assert.Equal(3, stage.Book.Files.Count);
        Assert.All(stage.Book.Files, f => Assert.Equal(f.Content == forged ? BankFileState.Quarantined : BankFileState.Applied, f.State));
        Assert.All(stage.Book.Files, f => Assert.Equal(f.Content == forged ? 0 : 1, stage.Book.Effects.GetValueOrDefault(f.Id)));
        Assert.Equal(3, stage.Journal.Messages.Count);
        Assert.All(stage.Journal.Messages, m => Assert.Equal(
            Convert.ToHexStringLower(m.ContentDigest.Span) == forged.Sha256 ? Decision.Quarantined : Decision.Accepted, m.Decision));
        Assert.Contains(stage.Server.Files.Values, f => f.Bytes.Length == good.Length);
        Assert.Equal(6, stage.Server.In("out/archive").Count());
        return hits == (then < 0 ? 1 : 2);
    }
}
