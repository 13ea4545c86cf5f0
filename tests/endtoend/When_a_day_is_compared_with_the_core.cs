using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Hub.EndToEnd.Tests.Stage;
using Hub.Simulators.Core.Faults;
using Hub.Simulators.Institutions;

namespace Hub.EndToEnd.Tests;

/// <summary><c>./hub reconcile</c> and <c>./hub differences</c> against a running hub and the core.</summary>
public sealed class When_a_day_is_compared_with_the_core(Cluster cluster)
{
    private static readonly string Today = TimeProvider.System.GetUtcNow().AddHours(8).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Should_balance_with_settled_cancelled_and_reversed_settlements()
    {
        await using var stage = await HubStage.StartAsync(cluster, Quick.Options);
        var clerk = stage.Clerk(Quick.Pharmacy);
        for (var patient = 1; patient <= 3; patient++)
        {
            Assert.Equal(Knowledge.Ok, (await Quick.SellAsync(clerk, patient, 4_000)).Knowledge);
        }

        var sold = clerk.Journal.Live().ToList();
        var cancelled = await clerk.CallAsync("2103", json => Quick.Data(
            json, ("psn_no", sold[0].PsnNo), ("setl_id", sold[0].SetlId), ("mdtrt_id", sold[0].MdtrtId)), Quick.Cancel);
        var reversed = await clerk.CallAsync("2601", json => Quick.Data(
            json, ("psn_no", sold[1].PsnNo), ("omsgid", sold[1].MsgId), ("oinfno", "2102")), Quick.Cancel);
        Assert.Equal((Knowledge.Ok, Knowledge.Ok), (cancelled.Knowledge, reversed.Knowledge));

        var (code, output) = await RunAsync(stage, "reconcile", Today, "--wait", "--json");

        Assert.True(code == 0, output + stage.Node().Tail());
        var compared = JsonDocument.Parse(output).RootElement.GetProperty("comparisons").EnumerateArray().ToList();
        Assert.All(compared, c => Assert.Equal("balanced", c.GetProperty("state").GetString()));
        Assert.Equal(3, compared.Sum(c => c.GetProperty("rows").GetInt32()));
        Assert.Equal(0, (await RunAsync(stage, "differences", "--json")).Code);
    }

    [Fact]
    public async Task Should_name_what_only_the_core_has_with_both_sides_raw_messages()
    {
        await using var stage = await HubStage.StartAsync(cluster, Quick.Options);
        var clerk = stage.Clerk(Quick.Pharmacy);
        stage.Core.Faults.Use(1, [new FaultRule { Kind = FaultKind.DoubleBooking, PerMillion = 1_000_000, InfNos = new HashSet<string> { "2102" } }]);
        Assert.Equal(Knowledge.Ok, (await Quick.SellAsync(clerk, 4, 7000)).Knowledge);

        var (code, output) = await RunAsync(stage, "reconcile", Today, "--institution", Quick.Pharmacy, "--wait", "--json");
        Assert.True(code == 1, output);

        var (listed, text) = await RunAsync(stage, "differences", Today, "--json");
        Assert.Equal(1, listed);
        var difference = Assert.Single(JsonDocument.Parse(text).RootElement.EnumerateArray());
        Assert.Equal(("OnlyAtCore", "core", "70.00"), (
            difference.GetProperty("kind").GetString(), difference.GetProperty("partner").GetString(), difference.GetProperty("theirs").GetString()));
        var (fetched, raw) = await RunAsync(stage, "differences", "--raw", difference.GetProperty("theirRawDigest").GetString()!);
        Assert.Equal(0, fetched);
        Assert.NotEmpty(raw);
        var person = Quick.PersonOf(4);
        Assert.All([person.Name, person.CertNo, person.PsnNo], personal => Assert.DoesNotContain(personal, text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("X-Forwarded-For", "10.1.2.3")]
    [InlineData("Host", "rebound.example")]
    public async Task Should_not_exist_for_callers_from_elsewhere(string header, string value)
    {
        await using var stage = await HubStage.StartAsync(cluster, Quick.Options);
        using var http = new HttpClient { BaseAddress = stage.UrlOf() };
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/operator/differences", Quick.Cancel)).StatusCode);
        http.DefaultRequestHeaders.Add(header, value);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("/operator/differences", Quick.Cancel)).StatusCode);
    }

    private static async Task<(int Code, string Output)> RunAsync(HubStage stage, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Repository.HubDll, .. arguments, "--config", stage.ConfigFile, "--url", stage.UrlOf().ToString()])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var command = Process.Start(start)!;
        var error = command.StandardError.ReadToEndAsync(Quick.Cancel);
        var output = await command.StandardOutput.ReadToEndAsync(Quick.Cancel);
        await command.WaitForExitAsync(Quick.Cancel);
        return (command.ExitCode, output + await error);
    }
}
