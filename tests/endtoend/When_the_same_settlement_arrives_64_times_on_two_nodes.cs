using Hub.EndToEnd.Tests.Stage;
using Hub.Simulators.Institutions;

namespace Hub.EndToEnd.Tests;

/// <summary>Idempotency across nodes: one effect, one answer, whoever is asked and however often.</summary>
public sealed class When_the_same_settlement_arrives_64_times_on_two_nodes(Cluster cluster)
{
    private const int Callers = 64;

    [Fact]
    public async Task Should_have_one_effect_and_give_64_byte_identical_answers()
    {
        await using var stage = await HubStage.StartAsync(cluster, Quick.Options with
        {
            Nodes = 2,
            Settings = new Dictionary<string, string>(Quick.Options.Settings) { ["Infno:WaitLimitSeconds"] = "60" },
        });
        var clerk = stage.Clerk(Quick.Pharmacy);
        var sale = Quick.Sale(clerk, await Quick.IdentifyAsync(clerk, 7), 2560);
        clerk.Journal.Invoke(sale);
        using var first = new Counter(stage.UrlOf(0));
        using var second = new Counter(stage.UrlOf(1));

        var answers = await Task.WhenAll(Enumerable.Range(0, Callers).Select(i => (i % 2 == 0 ? first : second).SendAsync(sale, clerk.Options.Signer!.KeyId)));

        Assert.All(answers, a => Assert.Equal((200, "0"), (a.Status, a.Field("infcode"))));
        Assert.Single(answers.Select(a => a.Text).Distinct());
        Assert.Single(stage.Core.Read(books => books.Settlements.ToList()));
        Assert.Equal(Knowledge.Ok, (await clerk.SendUntilKnownAsync(sale, Quick.Cancel)).Knowledge);
        Assert.Equal(1, await Comparison.BooksAgreeAsync(stage));
        Assert.Equal(1, await stage.Books.CountAsync("select count(*) from message where kind = '2102' and direction = 1"));
    }

    [Fact]
    public async Task Should_go_on_when_one_node_is_killed()
    {
        await using var stage = await HubStage.StartAsync(cluster, Quick.Options with { Nodes = 2 });
        var clerk = stage.Clerk(Quick.Pharmacy, node: 1);
        var before = await Quick.SellAsync(clerk, 1, 1000);
        await stage.Node(0).KillAsync();

        for (var patient = 2; patient < 12; patient++)
        {
            // Cases of every lane: those of the dead node are taken over when its lease has run out.
            var sold = await Quick.SellAsync(clerk, patient, 1000 + patient);
            Assert.True(sold.Knowledge == Knowledge.Ok, $"{patient}: {sold.Text}\n{stage.Node(1).Tail()}");
        }

        Assert.Equal(Knowledge.Ok, before.Knowledge);
        Assert.Equal(11, await Comparison.BooksAgreeAsync(stage));
    }
}
