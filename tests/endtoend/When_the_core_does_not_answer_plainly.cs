using Hub.EndToEnd.Tests.Stage;
using Hub.Simulators.Core.Faults;
using Hub.Simulators.Institutions;

namespace Hub.EndToEnd.Tests;

/// <summary>One stage for every misbehaviour that leaves the books equal.</summary>
public sealed class TroubledCoreStage(Cluster cluster) : IAsyncLifetime
{
    private int patients;

    internal HubStage Stage { get; private set; } = null!;

    internal InstitutionClient Pharmacy { get; private set; } = null!;

    internal InstitutionClient Hospital { get; private set; } = null!;

    internal long NextPatient() => 10_000 + Interlocked.Increment(ref patients);

    public async ValueTask InitializeAsync()
    {
        Stage = await HubStage.StartAsync(cluster, Quick.Options);
        Pharmacy = Stage.Clerk(Quick.Pharmacy);
        Hospital = Stage.Clerk(Quick.Hospital);
    }

    public ValueTask DisposeAsync() => Stage?.DisposeAsync() ?? ValueTask.CompletedTask;
}

/// <summary>
/// The core loses, delays, spoils or confuses its answer. The counter gets a definite answer in the end, the three books agree, and nothing
/// was booked twice at a core that does not recognise repetitions.
/// </summary>
public sealed class When_the_core_does_not_answer_plainly(TroubledCoreStage troubled) : IClassFixture<TroubledCoreStage>
{
    private HubStage Stage => troubled.Stage;

    [Theory]
    [InlineData(FaultKind.LostAnswer, true, Knowledge.Ok)]
    [InlineData(FaultKind.SilentAnswer, true, Knowledge.Ok)]
    [InlineData(FaultKind.LateAnswer, true, Knowledge.Ok)]
    [InlineData(FaultKind.Http500, true, Knowledge.Ok)]
    [InlineData(FaultKind.Http500, false, Knowledge.Fail)]
    [InlineData(FaultKind.Http503, true, Knowledge.Ok)]
    [InlineData(FaultKind.Html, true, Knowledge.Ok)]
    [InlineData(FaultKind.Html, false, Knowledge.Fail)]
    [InlineData(FaultKind.Garbage, true, Knowledge.Ok)]
    [InlineData(FaultKind.Garbage, false, Knowledge.Fail)]
    [InlineData(FaultKind.GarbageGzip, true, Knowledge.Ok)]
    [InlineData(FaultKind.GzipBomb, true, Knowledge.Ok)]
    [InlineData(FaultKind.Truncated, true, Knowledge.Ok)]
    [InlineData(FaultKind.WrongCorrelation, true, Knowledge.Ok)]
    [InlineData(FaultKind.LateBooking, true, Knowledge.Fail)]
    [InlineData(FaultKind.LostRequest, false, Knowledge.Fail)]
    [InlineData(FaultKind.Down, false, Knowledge.Fail)]
    [InlineData(FaultKind.Refusal, false, Knowledge.Fail)]
    public async Task Should_answer_definitely_and_book_once_or_not_at_all(FaultKind kind, bool booked, Knowledge definite)
    {
        // Somebody else's answer has to be there before it can be given to the wrong one.
        Use(kind, booked, kind == FaultKind.WrongCorrelation ? 0 : 1_000_000);
        Assert.True(kind != FaultKind.WrongCorrelation || (await SellAsync()).Knowledge == Knowledge.Ok);
        Use(kind, booked, 1_000_000);

        var answer = await SellAsync();

        Assert.True(definite == answer.Knowledge, $"{kind}: {answer.Text}\n{Stage.Node().Tail()}");
        Assert.True(Stage.Core.Faults.Counts[kind] > 0);
        Stage.Core.Faults.Use(0, []);
        await When_the_hub_is_killed_at_a_named_step.BooksSettleAsync(Stage);
        await Comparison.BooksAgreeAsync(Stage);
        Assert.All(Stage.Core.Read(b => b.Settlements.Select(s => b.OfMessage(s.Institution, s.MsgId).Count).ToList()), times => Assert.Equal(1, times));
    }

    [Theory]
    [InlineData(FaultKind.LostAnswer)]
    [InlineData(FaultKind.LostRequest)]
    public async Task Should_do_the_same_for_an_outpatient(FaultKind kind)
    {
        Stage.Core.Faults.Use(1, [new FaultRule { Kind = kind, PerMillion = 1_000_000, InfNos = new HashSet<string> { "2207" } }]);

        var outcome = await new Flows(troubled.Hospital, new(1, "430100")).RunAsync(FlowKind.Outpatient, troubled.NextPatient(), cancels: false, Quick.Cancel);

        Assert.Equal(kind == FaultKind.LostAnswer ? Knowledge.Ok : Knowledge.Fail, outcome.Settlement);
        Stage.Core.Faults.Use(0, []);
        await When_the_hub_is_killed_at_a_named_step.BooksSettleAsync(Stage);
        await Comparison.BooksAgreeAsync(Stage);
    }

    [Fact]
    public async Task Should_cancel_once_when_the_answer_to_the_cancellation_is_lost()
    {
        Stage.Core.Faults.Use(1, [new FaultRule { Kind = FaultKind.LostAnswer, PerMillion = 1_000_000, InfNos = new HashSet<string> { "2103" } }]);

        var outcome = await new Flows(troubled.Pharmacy, new(1, "430100")).RunAsync(FlowKind.Pharmacy, troubled.NextPatient(), cancels: true, Quick.Cancel);

        Assert.Equal((Knowledge.Ok, Knowledge.Ok), (outcome.Settlement, outcome.Cancellation));
        Assert.Equal(["settle:" + outcome.SetlId, "cancel:" + outcome.SetlId], await Stage.Books.LedgerKeysAsync(outcome.SetlId));
        await Comparison.BooksAgreeAsync(Stage);
    }

    [Fact]
    public async Task Should_say_pending_and_never_ask_to_settle_anew_while_nothing_is_known()
    {
        // No inquiry and no reversal gets through either: the outcome stays unknown for as long as the test wants.
        var all = new HashSet<string> { "2102", "5203", "2601" };
        Stage.Core.Faults.Use(1, [new FaultRule { Kind = FaultKind.LostRequest, PerMillion = 1_000_000, InfNos = all, PerMessageMax = 1_000 }]);
        var sale = Quick.Sale(troubled.Pharmacy, await Quick.IdentifyAsync(troubled.Pharmacy, troubled.NextPatient()), 990);
        using var counter = new Counter(Stage.UrlOf());

        var pending = await counter.SendAsync(sale, troubled.Pharmacy.Options.Signer!.KeyId);
        var again = await counter.SendAsync(sale, troubled.Pharmacy.Options.Signer!.KeyId);
        Stage.Core.Faults.Use(0, []);
        troubled.Pharmacy.Journal.Invoke(sale);
        var definite = await troubled.Pharmacy.SendUntilKnownAsync(sale, Quick.Cancel);

        Assert.All([pending, again], a => Assert.Equal((200, "-1"), (a.Status, a.Field("infcode"))));
        Assert.All([pending, again], a => Assert.Contains("[INF-2002]", a.Field("err_msg"), StringComparison.Ordinal));
        Assert.NotEqual(Knowledge.Unknown, definite.Knowledge);
        await When_the_hub_is_killed_at_a_named_step.BooksSettleAsync(Stage);
        await Comparison.BooksAgreeAsync(Stage);
    }

    private void Use(FaultKind kind, bool booked, int perMillion) => Stage.Core.Faults.Use(1,
    [
        new FaultRule
        {
            Kind = kind, Booked = booked, PerMillion = perMillion, InfNos = new HashSet<string> { "2102" }, Delay = TimeSpan.FromMilliseconds(1_500),
        },
    ]);

    private async Task<CallResult> SellAsync()
    {
        var patient = troubled.NextPatient();
        return await Quick.SellAsync(troubled.Pharmacy, patient, patient);
    }
}
