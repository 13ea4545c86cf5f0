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

    /// <summary>An out-patient's encounter is known before it is settled, so the hub can ask (5203) and complete what it finds.</summary>
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
    [InlineData(FaultKind.GarbageGzip, true, Knowledge.Ok)]
    [InlineData(FaultKind.GzipBomb, true, Knowledge.Ok)]
    [InlineData(FaultKind.Truncated, true, Knowledge.Ok)]
    [InlineData(FaultKind.WrongCorrelation, true, Knowledge.Ok)]
    [InlineData(FaultKind.LateBooking, true, Knowledge.Fail)]
    [InlineData(FaultKind.LostRequest, false, Knowledge.Fail)]
    [InlineData(FaultKind.Down, false, Knowledge.Fail)]
    [InlineData(FaultKind.Refusal, false, Knowledge.Fail)]
    public async Task Should_complete_what_it_finds_and_reverse_what_it_does_not(FaultKind kind, bool booked, Knowledge definite)
    {
        // Somebody else's answer has to be there before it can be given to the wrong one.
        Use(kind, booked, "2207", perMillion: 0);
        Assert.True(kind != FaultKind.WrongCorrelation || (await VisitAsync()).Settlement == Knowledge.Ok);
        Use(kind, booked, "2207");

        var outcome = await VisitAsync();

        Assert.True(definite == outcome.Settlement, $"{kind}: {outcome.FailedAt} {outcome.Text}\n{Stage.Node().Tail()}");
        Assert.True(definite == Knowledge.Ok || outcome.FailedAt == "2207", outcome.FailedAt + " " + outcome.Text);
        await BooksAgreeAsync(kind);
    }

    /// <summary>A sale gets its ids with the answer that did not come, so there is nothing to ask by: it is undone, and may be made anew.</summary>
    [Theory]
    [InlineData(FaultKind.LostAnswer)]
    [InlineData(FaultKind.LostRequest)]
    [InlineData(FaultKind.LateAnswer)]
    [InlineData(FaultKind.LateBooking)]
    [InlineData(FaultKind.Html)]
    [InlineData(FaultKind.Truncated)]
    [InlineData(FaultKind.WrongCorrelation)]
    public async Task Should_undo_a_sale_whose_outcome_is_unknown(FaultKind kind)
    {
        Use(kind, booked: true, "2102", perMillion: 0);
        Assert.True(kind != FaultKind.WrongCorrelation || (await SellAsync()).Knowledge == Knowledge.Ok);
        Use(kind, booked: true, "2102");

        var answer = await SellAsync();

        Assert.Equal(Knowledge.Fail, answer.Knowledge);
        Assert.Contains("SET-1201", answer.Text, StringComparison.Ordinal);
        await BooksAgreeAsync(kind);
    }

    [Fact]
    public async Task Should_cancel_once_when_the_answer_to_the_cancellation_is_lost()
    {
        Stage.Core.Faults.Use(1, [new FaultRule { Kind = FaultKind.LostAnswer, PerMillion = 1_000_000, InfNos = new HashSet<string> { "2103" } }]);

        var outcome = await new Flows(troubled.Pharmacy, new(1, "430100")).RunAsync(FlowKind.Pharmacy, troubled.NextPatient(), cancels: true, Quick.Cancel);

        Assert.Equal((Knowledge.Ok, Knowledge.Ok, ""), (outcome.Settlement, outcome.Cancellation, outcome.FailedAt + outcome.Text));
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

        Assert.All([pending, again], a => Assert.Equal(200, a.Status));
        Assert.All([pending, again], a => Assert.NotEqual("0", a.Field("infcode")));
        Assert.All([pending, again], a => Assert.Contains("[INF-2002]", a.Field("err_msg"), StringComparison.Ordinal));
        Assert.NotEqual(Knowledge.Unknown, definite.Knowledge);
        await When_the_hub_is_killed_at_a_named_step.BooksSettleAsync(Stage);
        await Comparison.BooksAgreeAsync(Stage);
    }

    private void Use(FaultKind kind, bool booked, string infno, int perMillion = 1_000_000) => Stage.Core.Faults.Use(1,
    [
        new FaultRule { Kind = kind, Booked = booked, PerMillion = perMillion, InfNos = new HashSet<string> { infno }, Delay = TimeSpan.FromSeconds(2) },
    ]);

    private Task<FlowOutcome> VisitAsync() =>
        new Flows(troubled.Hospital, new(1, "430100")).RunAsync(FlowKind.Outpatient, troubled.NextPatient(), cancels: false, Quick.Cancel);

    private async Task<CallResult> SellAsync()
    {
        var patient = troubled.NextPatient();
        return await Quick.SellAsync(troubled.Pharmacy, patient, patient);
    }

    private async Task BooksAgreeAsync(FaultKind kind)
    {
        Assert.True(Stage.Core.Faults.Counts.GetValueOrDefault(kind) > 0, $"{kind} struck nobody");
        Stage.Core.Faults.Use(0, []);
        await When_the_hub_is_killed_at_a_named_step.BooksSettleAsync(Stage);
        await Comparison.BooksAgreeAsync(Stage);
        Assert.All(Stage.Core.Read(b => b.Settlements.Select(s => b.OfMessage(s.Institution, s.MsgId).Count).ToList()), times => Assert.Equal(1, times));
    }
}
