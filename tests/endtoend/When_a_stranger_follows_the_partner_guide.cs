using System.Text.RegularExpressions;
using Hub.EndToEnd.Tests.Stage;

namespace Hub.EndToEnd.Tests;

/// <summary>
/// Runs every block of docs/partner-guide.md as it stands, in order, in one shell: bash blocks are the stranger's, sh blocks the operator's.
/// </summary>
public sealed partial class When_a_stranger_follows_the_partner_guide(Cluster cluster)
{
    private const string Institution = "P43010000101";

    [Fact]
    public async Task Should_settle_repeat_prove_and_undo_with_curl_and_openssl_alone()
    {
        await using var stage = await HubStage.StartAsync(cluster, Quick.Options with { Institutions = [Quick.Hospital] });
        var folder = Directory.CreateDirectory(Path.Combine(stage.Folder, "stranger")).FullName;
        await using var shell = new BashSession(folder, new Dictionary<string, string>
        {
            ["HUB"] = stage.UrlOf().ToString().TrimEnd('/'), ["INSTITUTION"] = Institution, ["KEY"] = Institution + "-1",
        });
        await shell.RunAsync($"operator() {{ dotnet '{Repository.HubDll}' \"$@\" --config '{stage.ConfigFile}'; }}");

        var said = "";
        foreach (var (language, block) in Blocks())
        {
            var (code, output) = await shell.RunAsync(block.Replace("./hub ", "operator ", StringComparison.Ordinal));
            Assert.True(code == 0, $"exit {code}:\n{block}\n{output}\n{shell.Errors}\n{stage.Node().Tail()}");
            said += output;
            if (language == "sh" && block.Contains("partner add", StringComparison.Ordinal))
            {
                await Eventually.HoldsAsync(() => stage.Node().Log().Contains("partners\":2", StringComparison.OrdinalIgnoreCase)
                    || stage.Node().Log().Contains("registry", StringComparison.OrdinalIgnoreCase), "the hub has read the registry again");
            }
        }

        Assert.Matches("settlement [0-9]+, fund pays [0-9.]+, cash [0-9.]+", said);
        Assert.Contains("the same answer", said, StringComparison.Ordinal);
        Assert.Contains("INF-2001", said, StringComparison.Ordinal);
        Assert.Contains("valid", said, StringComparison.Ordinal);
        Assert.Equal("\"infcode\":0", Regex.Match(said[said.LastIndexOf("infcode", StringComparison.Ordinal)..].Insert(0, "\""), "\"infcode\":\"?0").Value.Replace("\"0", "0", StringComparison.Ordinal));
        var booked = Assert.Single(stage.Core.Read(b => b.Settlements.Select(s => (s.SetlId, s.Amounts.TotalFen, s.Reversed)).ToList()));
        Assert.Equal((2560, true), (booked.TotalFen, booked.Reversed));
        Assert.Empty(await stage.Books.StandingAsync());
        Assert.Equal([new LedgerSide(Institution, 0, 0)], await stage.Books.LedgerAsync());
        await ReceiptCannotBeChangedAsync(shell);
    }

    [Fact]
    public void Should_find_a_guide_that_names_every_step()
    {
        var blocks = Blocks();

        Assert.True(blocks.Count(b => b.Language == "bash") >= 8);
        Assert.Equal(2, blocks.Count(b => b.Language == "sh"));
    }

    private static async Task ReceiptCannotBeChangedAsync(BashSession shell)
    {
        foreach (var change in new[] { "s/\"size\":\\([0-9]*\\)/\"size\":1\\1/", "s/\"decision\":\"[a-z]/\"decision\":\"Z/", "s/\"sig\":\"\\(..\\)./\"sig\":\"\\1*/" })
        {
            var (code, output) = await shell.RunAsync(
                $"sed '{change}' receipt.json > changed.json; cmp -s receipt.json changed.json && exit 9; operator verify changed.json --anchors trust-anchors.json");
            Assert.True(code == 1, $"{change}: exit {code}\n{output}\n{shell.Errors}");
        }
    }

    private static List<(string Language, string Text)> Blocks() =>
    [
        .. Block().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "partner-guide.md")))
            .Select(m => (m.Groups[1].Value, m.Groups[2].Value)),
    ];

    [GeneratedRegex("^```(bash|sh)\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
