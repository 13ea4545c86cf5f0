using System.Globalization;
using System.Text.RegularExpressions;
using Hub.EndToEnd.Tests.Stage;
using Hub.Simulators.Bank;
using Hub.Simulators.Bank.Faults;

namespace Hub.EndToEnd.Tests.Payments;

/// <summary>
/// SIGKILL at every named step of sealing, release, delivery, answers and statements; restart; officers look and go on. The bank compares
/// nothing and executes whatever it is sent, so a second file or a second line would show in its books.
/// </summary>
public sealed partial class When_the_hub_is_killed_at_a_payment_step(Cluster cluster)
{
    private const int PersonsCount = 20;

    /// <summary>Passed by every look into an outbox, also an empty one.</summary>
    private const string PassedByEveryLook = "a1.after";

    private static readonly string[] Folders = [Path.Combine("host", "Journal", "Payments"), Path.Combine("adapters", "Bank")];

    public static TheoryData<string> Points() => [.. PointsInTheSources()];

    [Theory]
    [MemberData(nameof(Points))]
    public Task Should_pay_everything_once(string point) => PaidOnceAsync(point, BankProfile.TextDelimited);

    [Theory]
    [InlineData("b2.after")]
    [InlineData("b7.after")]
    [InlineData("a5.before")]
    [InlineData("s2.after")]
    public Task Should_pay_everything_once_in_iso_20022(string point) => PaidOnceAsync(point, BankProfile.Iso20022);

    [Fact]
    public void Should_know_every_step_that_the_design_names()
    {
        var steps = PointsInTheSources().Select(p => p.Split('.')[0]).ToHashSet();

        Assert.Superset(
            new HashSet<string> { "b1", "b2", "b3", "b4", "b5", "b6", "b7", "b8", "b9", "a1", "a2", "a3", "a4", "a5", "a6", "s1", "s2", "s3" }, steps);
    }

    private async Task PaidOnceAsync(string point, BankProfile profile)
    {
        await using var stage = await PayStage.PrepareAsync(cluster, new PayOptions { Banks = [profile], WithFaultPoints = true });
        var officers = new PayWork(stage);
        var (node, work) = point == PassedByEveryLook
            ? await KilledWithAnAnswerInTheOutboxAsync(stage, officers)
            : (await stage.Hub.StartNodeAsync(faults: $"{point}=kill@{HitOf(point)}"), officers.PayAllAsync(PersonsCount));

        await Task.WhenAny(node.ExitedAsync(), work);
        if (!node.HasExited)
        {
            await work;
            Assert.Fail($"nothing went through {point}");
        }

        await stage.Hub.StartNodeAsync();
        await work;

        await When_the_hub_is_killed_at_a_named_step.BooksSettleAsync(stage.Hub);
        Assert.Equal(PayWork.Codes.Length + PersonsCount, await PaidOnce.HoldsAsync(stage));
    }

    // The answers are kept back until the hub is down, so that its next first look finds them.
    private static async Task<(HubNode Node, Task Work)> KilledWithAnAnswerInTheOutboxAsync(PayStage stage, PayWork officers)
    {
        await stage.Bank.UseFaultsAsync(1, new BankFaultRule { Kind = BankFaultKind.LoseAnswer });
        var first = await stage.Hub.StartNodeAsync();
        var work = officers.PayAllAsync(PersonsCount);
        await Eventually.HoldsAsync(
            () => work.IsFaulted || stage.Bank.Read(books => books.Bookings.Count) == PayWork.Codes.Length + PersonsCount, "the bank has executed");
        await first.KillAsync();
        Assert.NotEmpty(stage.Bank.Resend());
        return (await stage.Hub.StartNodeAsync(faults: PassedByEveryLook + "=kill@1", waits: false), work);
    }

    // Two files are sealed and released: at the second of them the first is done.
    private static string HitOf(string point) => (point[0] == 'b' && point[1] <= '4' ? 2 : 1).ToString(CultureInfo.InvariantCulture);

    // Read from the sources, so that a new point is tested the day it is made.
    private static List<string> PointsInTheSources() =>
    [
        .. Folders.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories))
            .SelectMany(file => Point().Matches(File.ReadAllText(file)).Select(m => m.Groups[1].Value))
            .Distinct().Order(StringComparer.Ordinal),
    ];

    [GeneratedRegex("Fault\\.Hit\\(\"([a-z]+[0-9]+\\.(?:before|after))\"\\)")]
    private static partial Regex Point();
}
