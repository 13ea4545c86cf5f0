using Hub.Canonical;
using Hub.Routes.Settlement;
using static Hub.Routes.Tests.Samples;

namespace Hub.Routes.Tests.Settlement;

public sealed class When_anything_happens_in_any_order
{
    private const int Walks = 800;
    private const int StepsPerWalk = 60;

    private static EncounterSaga Saga() => new(new SettlementOptions { ResolutionDelayMax = TimeSpan.FromSeconds(2) });

    private static RandomWalk Walk(int seed)
    {
        var walk = new RandomWalk(seed, Saga());
        for (var i = 0; i < StepsPerWalk; i++)
        {
            walk.Step();
        }

        walk.Finish();
        return walk;
    }

    [Fact]
    public void Should_end_with_every_command_answered_and_the_books_of_the_core()
    {
        var (settled, undone, contradicted) = (0, 0, 0);
        for (var seed = 1; seed <= Walks; seed++)
        {
            try
            {
                var walk = Walk(seed);
                Assert.Equal(walk.Hub.Submitted.Order(), walk.Hub.Replies.Keys.Order());
                AssertSameBooks(walk);
                settled += walk.Hub.Ledger.Count(t => t.Key.StartsWith("settle:", StringComparison.Ordinal));
                undone += walk.Hub.Ledger.Count(t => !t.Key.StartsWith("settle:", StringComparison.Ordinal));
                contradicted += walk.Hub.Differences.Count(d => d.Kind == DifferenceKind.ContradictingAnswer);
            }
            catch (Exception broken)
            {
                throw new InvalidOperationException($"seed {seed}: {broken.Message}", broken);
            }
        }

        // The walks must have been where it hurts, otherwise they prove nothing.
        Assert.True(settled > Walks && undone > Walks / 2 && contradicted > Walks / 20, $"{settled} {undone} {contradicted}");
    }

    private static void AssertSameBooks(RandomWalk walk)
    {
        var live = walk.Core.Settlements.Where(s => s.Live).ToList();
        var ours = walk.Hub.Book.Values.Where(r => r is { State: SettlementState.Settled, CancelsSettlementId: null }).ToList();
        Assert.Equal(live.Select(s => (s.Id, s.Fen)).Order(), ours.Select(r => (r.SettlementId, r.Total.Fen)).Order());
        Assert.Equal(live.Sum(s => s.Fen), walk.Hub.Book.Values.Sum(r => r.Total.Fen));
        var payable = walk.Hub.Ledger.SelectMany(t => t.Postings).Where(p => p.Account.EndsWith(":payable", StringComparison.Ordinal));
        Assert.Equal(-ours.Sum(r => r.FundTotal.Fen + r.PersonalAccount.Fen), payable.Sum(p => p.Amount.Fen));
        Assert.Null(walk.Hub.State<EncounterState>().Operation);
        Assert.Empty(walk.Hub.State<EncounterState>().FollowUps);
        Assert.Equal(0, walk.Hub.DeferredCount);
    }

    [Fact]
    public void Should_end_the_same_alone_and_between_others()
    {
        var saga = Saga();
        var together = Enumerable.Range(1, 20).Select(seed => new RandomWalk(seed, saga)).ToList();
        for (var i = 0; i < StepsPerWalk; i++)
        {
            foreach (var walk in together)
            {
                walk.Step();
            }
        }

        foreach (var (walk, seed) in together.Select((walk, i) => (walk, i + 1)))
        {
            walk.Finish();
            Assert.Equal(Walk(seed).StateText(), walk.StateText());
        }
    }

    [Fact]
    public void Should_keep_the_state_of_a_settled_encounter_small()
    {
        var hub = When_an_outpatient_settles.Opened100();
        hub.Submit(Settle(10000));
        hub.Done(Samples.Settled("S1", 10000));
        Assert.InRange(System.Text.Json.JsonSerializer.Serialize(hub.State<EncounterState>()).Length, 1, 1_600);
    }
}
