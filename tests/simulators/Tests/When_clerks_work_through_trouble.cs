using Hub.Simulators.Core;
using Hub.Simulators.Institutions;
using Hub.Simulators.Persons;

namespace Hub.Simulators.Tests;

/// <summary>Clerk and core without a hub between them: an idempotent core stands in for a good hub, a plain one for a bad hub.</summary>
public sealed class When_clerks_work_through_trouble
{
    [Theory]
    [InlineData(FlowKind.Outpatient)]
    [InlineData(FlowKind.Inpatient)]
    [InlineData(FlowKind.Pharmacy)]
    public async Task Should_agree_with_the_core_to_the_fen_when_nothing_goes_wrong(FlowKind kind)
    {
        await using CoreSimulator core = await CoreSimulator.StartAsync(new CoreOptions());
        using InstitutionClient client = Client(core, trouble: 0);

        RunSummary summary = await RunAsync(client, kind, flows: 30);

        Assert.Equal("", summary.FirstFailure);
        Assert.Equal(30, summary.Settled);
        Assert.InRange(summary.Cancelled, 1, 29);
        AssertSameBooks(core, client);
    }

    [Fact]
    public async Task Should_agree_with_an_idempotent_server_whatever_the_line_does()
    {
        await using CoreSimulator core = await CoreSimulator.StartAsync(new CoreOptions { Idempotent = true });
        using InstitutionClient client = Client(core, trouble: 500_000);

        RunSummary summary = await RunAsync(client, FlowKind.PharmacySettleOnly, flows: 200, cancels: 0);

        Assert.Equal((200, 0, 0), (summary.Settled, summary.Unknown, summary.Contradictions));
        Assert.Equal(200, core.Read(books => books.Settlements.Count));
        AssertSameBooks(core, client);
    }

    [Fact]
    public async Task Should_expose_a_server_that_does_the_work_twice()
    {
        await using CoreSimulator core = await CoreSimulator.StartAsync(new CoreOptions());
        using InstitutionClient client = Client(core, trouble: 1_000_000);

        RunSummary summary = await RunAsync(client, FlowKind.PharmacySettleOnly, flows: 40, cancels: 0);

        Assert.True(core.Read(books => books.Settlements.Count) > 40);
        Assert.True(summary.Contradictions > 0);
    }

    [Fact]
    public async Task Should_leave_unknown_what_is_never_answered_and_know_it_once_asked_again()
    {
        await using CoreSimulator core = await CoreSimulator.StartAsync(new CoreOptions { Idempotent = true });
        using InstitutionClient client = Client(core, trouble: 0, retries: 0);
        core.Faults.Use(1, [new Core.Faults.FaultRule { Kind = Core.Faults.FaultKind.LostAnswer, PerMillion = 1_000_000 }]);

        FlowOutcome outcome = await new Flows(client, new Population(1, "430100")).RunAsync(
            FlowKind.PharmacySettleOnly, 1, cancels: false, CancellationToken.None);

        Assert.Equal(Knowledge.Unknown, outcome.Settlement);
        Assert.Equal(1, client.Journal.Count(Knowledge.Unknown));
        Assert.Equal(0, await client.AskUnknownAsync(CancellationToken.None));
        AssertSameBooks(core, client);
    }

    private static InstitutionClient Client(CoreSimulator core, int trouble, int retries = 8) => new(new InstitutionOptions
    {
        Code = "H43010000001",
        Url = core.CallServiceUri,
        TroublePerMillion = trouble,
        // A cut or hurried request may reach the core or not; duplicates always do.
        RetriesMax = retries,
        RetryDelay = TimeSpan.FromMilliseconds(1),
        RetryDelayMax = TimeSpan.FromMilliseconds(50),
    });

    private static Task<RunSummary> RunAsync(InstitutionClient client, FlowKind kind, int flows, int cancels = 200_000)
        => new InstitutionRun(client, new Population(1, "430100")).RunAsync(kind, flows, parallel: 4, cancels, CancellationToken.None);

    private static void AssertSameBooks(CoreSimulator core, InstitutionClient client)
    {
        var theirs = core.Read(books => books.Settlements.Where(s => !s.Reversed)
            .Select(s => (s.SetlId, s.Amounts.TotalFen, s.Amounts.FundFen, s.Amounts.AccountFen, s.Amounts.CashFen)).Order().ToArray());
        var ours = client.Journal.Live().Select(s => (s.SetlId, s.TotalFen, s.FundFen, s.AccountFen, s.CashFen)).Order().ToArray();
        Assert.Equal(theirs, ours);
    }
}
