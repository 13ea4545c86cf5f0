using Hub.EndToEnd.Tests.Stage;
using Hub.Simulators.Institutions;

namespace Hub.EndToEnd.Tests;

/// <summary>An electronic prescription is dispensed at most once, whichever pharmacies and nodes race for it.</summary>
public sealed class When_two_pharmacies_dispense_one_prescription(Cluster cluster)
{
    private const string Other = "P43010000102";
    private const int Races = 40;

    [Fact]
    public async Task Should_let_exactly_one_win_each_race_on_two_nodes()
    {
        await using var stage = await HubStage.StartAsync(cluster, Quick.Options with
        {
            Nodes = 2,
            Institutions = ["H43010000001", Quick.Pharmacy, Other],
            Settings = new Dictionary<string, string>(Quick.Options.Settings) { ["Infno:WaitLimitSeconds"] = "30" },
        });
        var (one, two) = (stage.Clerk(Quick.Pharmacy, node: 0), stage.Clerk(Other, node: 1));
        var wins = (One: 0, Two: 0);
        for (var race = 0; race < Races; race++)
        {
            // Patients of their own: the same basket for the same person in the same second would be the same sale.
            var (patient, another) = (await Quick.IdentifyAsync(one, 10 + (2 * race)), await Quick.IdentifyAsync(two, 11 + (2 * race)));
            var number = "RX" + Quick.Text(430100_2026_0000 + race);
            var results = await Task.WhenAll(
                SellAsync(one, Quick.Sale(one, patient, 1000 + race, prescription: number)),
                SellAsync(two, Quick.Sale(two, another, 2000 + race, prescription: number)));
            Assert.Single(results, result => result.Knowledge == Knowledge.Ok);
            var refused = Assert.Single(results, result => result.Knowledge != Knowledge.Ok);
            Assert.Contains("SET-1028", refused.Text, StringComparison.Ordinal);
            wins = results[0].Knowledge == Knowledge.Ok ? (wins.One + 1, wins.Two) : (wins.One, wins.Two + 1);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{wins.One} to {wins.Two}");
        Assert.Equal(Races, stage.Core.Read(books => books.Settlements.Count));
        Assert.Equal(Races, await Comparison.BooksAgreeAsync(stage));
    }

    private static async Task<CallResult> SellAsync(InstitutionClient clerk, BuiltRequest sale)
    {
        clerk.Journal.Invoke(sale);
        return await clerk.SendUntilKnownAsync(sale, Quick.Cancel);
    }
}
