using Hub.Canonical;
using Hub.Canonical.Messages;
using Hub.Routes.Settlement;

namespace Hub.Routes.Tests.Settlement;

public sealed class When_claims_come_in_any_order
{
    private const int Walks = 1_000;

    [Theory]
    [InlineData(DischargeOrder.Either)]
    [InlineData(DischargeOrder.SettlementFirst)]
    public void Should_book_the_visit_at_most_once_and_answer_everybody(DischargeOrder order)
    {
        var saga = new EncounterSaga(new SettlementOptions { DischargeOrder = order, ResolutionDelayMax = TimeSpan.FromSeconds(2) });
        var (settled, undone, stopped, refused) = (0, 0, 0, 0);
        for (var seed = 1; seed <= Walks; seed++)
        {
            try
            {
                var walk = new ClaimWalk(seed, saga);
                for (var i = 0; i < 50; i++)
                {
                    walk.Step();
                }

                walk.Finish();
                AssertSameBooks(walk);
                settled += walk.Hub.Ledger.Count(t => t.Key.StartsWith("settle:", StringComparison.Ordinal));
                undone += walk.Hub.Ledger.Count(t => !t.Key.StartsWith("settle:", StringComparison.Ordinal));
                stopped += walk.Hub.Replies.Values.Count(r => r is Refused { Code: "SET-1206" });
                refused += walk.Hub.Replies.Values.Count(r => r is Refused { Code: "SET-1022" });
            }
            catch (Exception broken)
            {
                throw new InvalidOperationException($"seed {seed}: {broken.Message}", broken);
            }
        }

        Assert.True(settled > Walks && undone > Walks / 4 && stopped > Walks / 20 && refused > Walks / 10, $"{settled} {undone} {stopped} {refused}");
    }

    private static void AssertSameBooks(ClaimWalk walk)
    {
        Assert.InRange(walk.LiveMost, 0, 1);
        Assert.Equal(walk.Hub.Submitted.Order(), walk.Hub.Replies.Keys.Order());
        var live = walk.Core.Settlements.Where(s => s.Live).ToList();
        var ours = walk.Hub.Book.Values.Where(r => r is { State: SettlementState.Settled, CancelsSettlementId: null }).ToList();
        Assert.Equal(live.Select(s => (s.Id, s.Fen)).Order(), ours.Select(r => (r.SettlementId, r.Total.Fen)).Order());
        Assert.Equal(live.Sum(s => s.Fen), walk.Hub.Book.Values.Sum(r => r.Total.Fen));
        var state = walk.Hub.State<EncounterState>();
        Assert.Null(state.Operation);
        Assert.Null(state.Plan);
        Assert.Equal(0, walk.Hub.DeferredCount);
    }
}
