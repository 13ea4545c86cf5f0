using System.Globalization;
using System.Text.RegularExpressions;
using Hub.EndToEnd.Tests.Stage;
using Hub.Simulators.Institutions;
using Hub.Simulators.Persons;

namespace Hub.EndToEnd.Tests;

/// <summary>
/// SIGKILL at every named step of intake and core call while hospitals settle; restart; clerks send the same bytes again. Then the books of
/// hospital, hub and core hold the same settlements. The core does not recognise repetitions, so a blind resend would show.
/// </summary>
public sealed partial class When_the_hub_is_killed_at_a_named_step(Cluster cluster)
{
    // Hits before the first message arrives belong to the start; the later ones fall into the traffic.
    private const int Flows = 3;

    public static TheoryData<string> Points()
    {
        var points = new TheoryData<string>();
        foreach (var point in PointsInTheEngine())
        {
            points.Add(point);
        }

        return points;
    }

    [Theory]
    [MemberData(nameof(Points))]
    public async Task Should_hold_the_same_settlements_at_hospital_hub_and_core(string point)
    {
        await using var stage = await HubStage.PrepareAsync(cluster, Quick.Options with { WithFaultPoints = true });
        var node = await stage.StartNodeAsync(faults: $"{point}=kill@{HitOf(point)}");
        var work = Task.WhenAll(
            WorkAsync(stage, "H43010000001", FlowKind.Outpatient), WorkAsync(stage, "P43010000101", FlowKind.Pharmacy));

        await Task.WhenAny(node.ExitedAsync(), work);
        Assert.True(node.HasExited, $"nothing went through {point}");
        await stage.StartNodeAsync();
        var summaries = await work;

        Assert.All(summaries, s => Assert.Equal((0, 0, 0, ""), (s.Failed, s.Unknown, s.Contradictions, s.FirstFailure)));
        await BooksSettleAsync(stage);
        Assert.Equal(2 * Flows, await Comparison.BooksAgreeAsync(stage) + stage.Clerks.Sum(c => (int)c.Journal.Cancelled));
    }

    [Fact]
    public void Should_know_every_step_that_the_design_names()
    {
        var steps = PointsInTheEngine().Select(p => p.Split('.')[0]).Distinct().ToList();

        Assert.Superset(new HashSet<string> { "i7", "i8", "i10", "i11", "c2", "c4", "c5" }, steps.ToHashSet());
    }

    /// <summary>A restart later nothing is on its way any more: every reversal of what stayed unknown has been answered.</summary>
    internal static Task BooksSettleAsync(HubStage stage) => Eventually.HoldsAsync(
        async () => await stage.Books.CountAsync("select (select count(*) from outbox where state < 2) + (select count(*) from inbox where state = 0)") == 0,
        () => "outbox and inbox are empty\n" + stage.Node().Tail());

    private static async Task<RunSummary> WorkAsync(HubStage stage, string code, FlowKind flow)
    {
        var clerk = stage.Clerk(code);
        return await new InstitutionRun(clerk, new Population(1, clerk.Options.Division))
            .RunAsync(flow, Flows, parallel: 3, cancelPerMillion: 300_000, TestContext.Current.CancellationToken);
    }

    private static string HitOf(string point) => (point[0] == 'i' ? 4 : 2).ToString(CultureInfo.InvariantCulture);

    // Read from the engine's sources, so that a new point is tested the day it is made.
    private static List<string> PointsInTheEngine() =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Repository.Root, "host", "Journal"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => FaultCall().Matches(File.ReadAllText(file)).Select(m => m.Groups[1].Value))
            .Distinct().Order(StringComparer.Ordinal),
    ];

    [GeneratedRegex("Fault\\.Hit\\(\"([a-z0-9.]+)\"\\)")]
    private static partial Regex FaultCall();
}
