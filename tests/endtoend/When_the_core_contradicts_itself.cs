using System.Net;
using Hub.EndToEnd.Tests.Stage;
using Hub.Simulators.Core.Faults;
using Hub.Simulators.Institutions;

namespace Hub.EndToEnd.Tests;

/// <summary>The core's word differs from its own earlier word, or its books change without the institution: one effect, and nobody is left in the dark.</summary>
public sealed class When_the_core_contradicts_itself(Cluster cluster)
{
    [Fact]
    public async Task Should_apply_one_answer_and_open_a_difference_for_the_other()
    {
        await using var stage = await HubStage.StartAsync(cluster, Quick.Options);
        var clerk = stage.Clerk(Quick.Hospital);
        stage.Core.Faults.Use(1,
        [
            new FaultRule
            {
                Kind = FaultKind.ContradictingAnswer, PerMillion = 1_000_000, InfNos = new HashSet<string> { "2207", "5203" },
                Delay = TimeSpan.FromSeconds(4),
            },
        ]);

        var outcome = await new Flows(clerk, new(1, "430100")).RunAsync(FlowKind.Outpatient, 3, cancels: false, Quick.Cancel);

        Assert.Equal((Knowledge.Ok, ""), (outcome.Settlement, outcome.FailedAt + outcome.Text));
        await Eventually.HoldsAsync(async () => (await stage.Books.DifferencesAsync()).Count > 0, () => "a difference is open\n" + stage.Node().Tail());
        var settlement = Assert.Single(clerk.Journal.Live());
        Assert.Single(stage.Core.Read(b => b.Settlements.ToList()));
        Assert.Equal(["settle:" + settlement.SetlId], await stage.Books.LedgerKeysAsync(settlement.SetlId));
        var hub = Assert.Single(await stage.Books.StandingAsync());
        Assert.Equal((settlement.TotalFen, settlement.FundFen, settlement.CashFen), (hub.Total, hub.Fund, hub.Cash));
    }

    [Fact]
    public async Task Should_hold_one_settlement_when_the_core_books_it_twice()
    {
        await using var stage = await HubStage.StartAsync(cluster, Quick.Options);
        var clerk = stage.Clerk(Quick.Pharmacy);
        stage.Core.Faults.Use(1, [new FaultRule { Kind = FaultKind.DoubleBooking, PerMillion = 1_000_000, InfNos = new HashSet<string> { "2102" } }]);

        var answer = await Quick.SellAsync(clerk, 4, 7000);

        Assert.Equal((Knowledge.Ok, ""), (answer.Knowledge, answer.Text));
        Assert.Equal(Assert.Single(clerk.Journal.Live()).SetlId, Assert.Single(await stage.Books.StandingAsync()).SettlementId);
        Assert.Equal(2, stage.Core.Read(b => b.Settlements.Count));
    }

    [Fact]
    public async Task Should_pass_the_cores_own_reversal_on_to_ledger_and_institution()
    {
        using var listener = new NoticeListener();
        await using var stage = await HubStage.StartAsync(cluster, Quick.Options with { NotifyUrl = listener.Url });
        var clerk = stage.Clerk(Quick.Pharmacy);
        await Quick.SellAsync(clerk, 5, 4200);
        await Quick.SellAsync(clerk, 6, 4300);
        var reversed = clerk.Journal.Live()[0];

        Assert.True(stage.Core.Reverse(reversed.SetlId));
        await Eventually.HoldsAsync(
            () => Task.FromResult(stage.Core.UnacknowledgedReversals == 0), () => "the hub has acknowledged the reversal\n" + stage.Node().Tail());
        await Eventually.HoldsAsync(() => listener.Heard(reversed.SetlId), "the institution has heard of the reversal");

        Assert.False(await new Flows(clerk, new(1, "430100")).StillStandsAsync(reversed, Quick.Cancel));
        Assert.Equal(1, await Comparison.BooksAgreeAsync(stage));
        Assert.Equal(2, (await stage.Books.LedgerKeysAsync(reversed.SetlId)).Count);
    }

    [Fact]
    public async Task Should_not_believe_a_reversal_that_the_core_has_not_signed()
    {
        await using var stage = await HubStage.StartAsync(cluster, Quick.Options);
        var clerk = stage.Clerk(Quick.Pharmacy);
        await Quick.SellAsync(clerk, 8, 4400);
        var standing = Assert.Single(clerk.Journal.Live());
        var forged = clerk.Envelopes.Build("2103", json => Quick.Data(
            json, ("setl_id", standing.SetlId), ("mdtrt_id", standing.MdtrtId), ("psn_no", standing.PsnNo)));
        using var counter = new Counter(stage.UrlOf());

        var answers = new[]
        {
            await counter.SendAsync(forged.Body, signature: null, keyId: null),
            await counter.SendAsync(forged.Body, forged.Signature, stage.Keys.Of(Keys.Core).KeyId),
        };

        Assert.All(answers, a => Assert.Equal(401, a.Status));
        Assert.Equal(1, await Comparison.BooksAgreeAsync(stage));
    }

    /// <summary>An institution's address for notices: says yes and remembers.</summary>
    private sealed class NoticeListener : IDisposable
    {
        private readonly HttpListener listener = new();
        private readonly System.Collections.Concurrent.ConcurrentQueue<string> bodies = new();

        internal NoticeListener()
        {
            using (var free = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0))
            {
                free.Start();
                Url = new Uri($"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/notice/");
            }

            listener.Prefixes.Add(Url.ToString());
            listener.Start();
            _ = ListenAsync();
        }

        internal Uri Url { get; }

        internal bool Heard(string text) => bodies.Any(b => b.Contains(text, StringComparison.Ordinal));

        public void Dispose() => listener.Close();

        private async Task ListenAsync()
        {
            try
            {
                while (listener.IsListening)
                {
                    var context = await listener.GetContextAsync();
                    using var reader = new StreamReader(context.Request.InputStream);
                    bodies.Enqueue(await reader.ReadToEndAsync());
                    await context.Response.OutputStream.WriteAsync("""{"infcode":"0","err_msg":"","output":{}}"""u8.ToArray());
                    context.Response.Close();
                }
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                // Closed: the test is over.
            }
        }
    }
}
