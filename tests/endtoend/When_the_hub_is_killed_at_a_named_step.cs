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
    private const int SettlementsEach = 4;
    private const int PatientsMax = 60;

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
        await using var stage = await HubStage.PrepareAsync(cluster, Quick.Options with
        {
            WithFaultPoints = true,
            Settings = new Dictionary<string, string>(Quick.Options.Settings) { ["Journal:OutboundConcurrency"] = point[0] == 'r' ? "1" : "256" },
        });
        var node = await stage.StartNodeAsync(faults: $"{point}=kill@{HitOf(point)}");
        var work = Task.WhenAll(WorkAsync(stage, Quick.Hospital, FlowKind.Outpatient), WorkAsync(stage, Quick.Pharmacy, FlowKind.Pharmacy));

        await Task.WhenAny(node.ExitedAsync(), work);
        Assert.True(node.HasExited, $"nothing went through {point}");
        await stage.StartNodeAsync();
        await work;

        await BooksSettleAsync(stage);
        Assert.All(stage.Clerks, c => Assert.Equal(0, c.Journal.Count(Knowledge.Unknown)));
        Assert.All(stage.Clerks, c => Assert.True(c.Journal.Settled >= SettlementsEach));
        Assert.Equal(stage.Clerks.Sum(c => c.Journal.Settled - c.Journal.Cancelled), await Comparison.BooksAgreeAsync(stage));
    }

    [Fact]
    public void Should_know_every_step_that_the_design_names()
    {
        var steps = PointsInTheEngine().Select(p => p.Split('.')[0]).Distinct().ToList();

        Assert.Superset(new HashSet<string> { "i7", "i8", "i10", "i11", "c2", "c4", "c5", "k1", "k2", "k3", "k4", "k5", "i12" }, steps.ToHashSet());
    }

    /// <summary>A restart later nothing is on its way any more: every reversal of what stayed unknown has been answered.</summary>
    internal static Task BooksSettleAsync(HubStage stage) => Eventually.HoldsAsync(
        async () => await stage.Books.CountAsync("select (select count(*) from outbox where state < 2) + (select count(*) from inbox where state = 0)") == 0,
        () => "outbox and inbox are empty\n" + stage.Node().Tail());

    /// <summary>
    /// One patient after the other at two counters until enough are settled. Who was turned away (nothing charged) is followed by the next; every
    /// third settlement is cancelled.
    /// </summary>
    private static async Task WorkAsync(HubStage stage, string code, FlowKind flow)
    {
        var clerk = stage.Clerk(code);
        var flows = new Flows(clerk, new Population(1, clerk.Options.Division));
        var patients = 0;
        await Task.WhenAll(Enumerable.Range(0, 2).Select(async _ =>
        {
            while (clerk.Journal.Settled < SettlementsEach && Interlocked.Increment(ref patients) is var patient && patient <= PatientsMax)
            {
                await flows.RunAsync(flow, (code[0] * 1_000) + patient, cancels: patient % 3 == 0, TestContext.Current.CancellationToken);
            }
        }));
    }

    // A request passes the r points only when the line to the core is full and it has to wait its turn.
    // Late enough for settlements to be under way at both counters.
    private static string HitOf(string point) => (point[0] switch { 'i' => 14, 'r' => 1, _ => 7 }).ToString(CultureInfo.InvariantCulture);

    // Payments have points of their own, which no settlement passes: Payments/When_the_hub_is_killed_at_a_payment_step.
    private static readonly string PaymentsFolder = Path.Combine("host", "Journal", "Payments") + Path.DirectorySeparatorChar;

    // Read from the engine's sources, so that a new point is tested the day it is made.
    private static List<string> PointsInTheEngine() =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Repository.Root, "host", "Journal"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains(PaymentsFolder, StringComparison.Ordinal))
            .SelectMany(file => File.ReadLines(file).Where(line => line.Contains("Fault.Hit(", StringComparison.Ordinal)))
            .SelectMany(line => Point().Matches(line).Select(m => m.Groups[1].Value))
            .Distinct().Order(StringComparer.Ordinal),
    ];

    [GeneratedRegex("\"([a-z]+[0-9]+\\.(?:before|after))\"")]
    private static partial Regex Point();
}
