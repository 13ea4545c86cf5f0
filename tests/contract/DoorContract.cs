using Hub.Contract.Tests.Doors;
using Hub.Contract.Tests.Stage;
using Hub.Simulators.Core.Faults;

namespace Hub.Contract.Tests;

/// <summary>
/// What every inbound adapter shows its partner, against the real engine and a core with books of its own. One class per adapter
/// derives from this.
/// </summary>
public abstract class DoorContract(PostgresFixture postgres, IDoor door) : IAsyncLifetime
{
    private static readonly HashSet<string> Settling = ["2102", "2207", "2304"];

    private HubUnderTest hub = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => hub = await HubUnderTest.StartAsync(postgres, door);

    public async ValueTask DisposeAsync()
    {
        await hub.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Should_settle_and_prove_it_by_a_receipt()
    {
        var message = await SettlementAsync();
        var reply = await UntilKnownAsync(message);
        Assert.Equal(Verdict.Settled, reply.Verdict);
        Assert.NotNull(await hub.Book.FindAsync(reply.SettlementId, Cancel));
        await AssertProvenAsync(reply, message);
    }

    [Fact]
    public async Task Should_give_a_repeat_the_original_answer_byte_for_byte()
    {
        var message = await SettlementAsync();
        var first = await UntilKnownAsync(message);
        var repeats = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => SendAsync(message)));
        Assert.All(repeats, r => Assert.Equal(first.Bytes, r.Bytes));
        Assert.Equal(Verdict.Settled, first.Verdict);
        Assert.Equal(1, hub.Standing);
    }

    [Fact]
    public async Task Should_call_other_content_under_the_same_id_a_conflict_that_changes_nothing()
    {
        var message = await SettlementAsync();
        var first = await UntilKnownAsync(message);
        Assert.Equal(Verdict.Conflict, (await SendAsync(door.Altered(hub.Site, message))).Verdict);
        Assert.Equal(first.Bytes, (await SendAsync(message)).Bytes);
        Assert.Equal(1, hub.Standing);
    }

    [Fact]
    public async Task Should_have_the_answer_after_it_died_between_commit_and_answer()
    {
        var message = await SettlementAsync();
        var committed = hub.StopAfterCommit();
        using (var line = await DoorLine.OpenAsync(door, hub.Site, Cancel))
        {
            await line.WriteAsync(message.Bytes, Cancel);
            await committed.WaitAsync(Cancel);
            await hub.DieAsync();
        }

        await hub.StartAsync();
        var reply = await UntilKnownAsync(message);
        Assert.Equal(Verdict.Settled, reply.Verdict);
        Assert.Equal(reply.Bytes, (await SendAsync(message)).Bytes);
        Assert.Equal(1, hub.Standing);
        await AssertProvenAsync(reply, message);
    }

    [Fact]
    public async Task Should_say_that_nothing_was_booked_when_the_core_cannot_be_reached()
    {
        var message = await SettlementAsync();
        _ = hub.Core.GoDownAsync(TimeSpan.FromHours(1));
        await CoreIsDownAsync();
        var reply = await UntilKnownAsync(message);
        Assert.Equal(Verdict.Refused, reply.Verdict);
        Assert.Equal(reply.Bytes, (await SendAsync(message)).Bytes);
        Assert.Equal(0, hub.Standing);
        await AssertProvenAsync(reply, message);
    }

    [Theory]
    [InlineData(FaultKind.LateAnswer)]
    [InlineData(FaultKind.LostAnswer)]
    [InlineData(FaultKind.SilentAnswer)]
    [InlineData(FaultKind.Html)]
    public async Task Should_say_pending_and_then_the_truth_when_the_core_does_not_answer_plainly(FaultKind fault)
    {
        var message = await SettlementAsync();
        hub.Core.Faults.Use(1, [new FaultRule { Kind = fault, PerMillion = 1_000_000, InfNos = Settling, Delay = TimeSpan.FromSeconds(2) }]);
        var reply = await UntilKnownAsync(message);
        Assert.Equal(reply.Bytes, (await SendAsync(message)).Bytes);

        // What cannot be found again is undone: settled and booked once, or refused and not booked at all.
        Assert.Contains(reply.Verdict, (Verdict[])[Verdict.Settled, Verdict.Refused]);
        Assert.Equal(reply.Verdict == Verdict.Settled ? 1 : 0, hub.Standing);
        Assert.Equal(reply.Verdict == Verdict.Settled, await hub.Book.FindAsync(reply.SettlementId, Cancel) is not null);
    }

    [Fact]
    public async Task Should_keep_what_it_cannot_read_and_say_so_each_time_the_same()
    {
        var message = door.Undecodable(hub.Site, await SettlementAsync());
        var reply = await SendAsync(message);
        Assert.Equal(Verdict.Refused, reply.Verdict);
        Assert.Equal(reply.Bytes, (await SendAsync(message)).Bytes);
        Assert.Equal(0, hub.Standing);
        await AssertProvenAsync(reply, message);
    }

    [Fact]
    public async Task Should_refuse_more_than_it_takes_and_go_on()
    {
        var message = await SettlementAsync();
        Assert.Equal(Verdict.TooLarge, (await SendAsync(door.Oversize(hub.Site, message))).Verdict);
        Assert.Equal(Verdict.Settled, (await UntilKnownAsync(message)).Verdict);
    }

    [Fact]
    public async Task Should_serve_others_while_one_sends_slowly()
    {
        var slow = await SettlementAsync();
        var other = await SettlementAsync();
        using var line = await DoorLine.OpenAsync(door, hub.Site, Cancel);
        var half = slow.Bytes.Length / 2;
        await line.WriteAsync(slow.Bytes.AsMemory(0, half), Cancel);
        Assert.Equal(Verdict.Settled, (await UntilKnownAsync(other)).Verdict);
        await line.WriteAsync(slow.Bytes.AsMemory(half), Cancel);
        Assert.Contains((await line.ReadAsync(Cancel)).Verdict, (Verdict[])[Verdict.Settled, Verdict.Pending]);
        Assert.Equal(Verdict.Settled, (await UntilKnownAsync(slow)).Verdict);
        Assert.Equal(2, hub.Standing);
    }

    [Fact]
    public async Task Should_keep_nothing_of_a_sender_who_is_not_proven()
    {
        var message = await SettlementAsync();
        Assert.Equal(Verdict.NotProven, (await SendAsync(door.Unproven(hub.Site, message))).Verdict);
        Assert.Equal(0, hub.Standing);

        // The id is still free: whoever it belongs to is not barred by a stranger.
        Assert.Equal(Verdict.Settled, (await UntilKnownAsync(message)).Verdict);
    }

    [Fact]
    public async Task Should_name_no_person_in_its_logs()
    {
        var message = await SettlementAsync();
        await SendAsync(message);
        await SendAsync(door.Altered(hub.Site, message));
        await SendAsync(door.Undecodable(hub.Site, message));
        await SendAsync(door.Unproven(hub.Site, message));
        hub.Core.Faults.Use(1, [new FaultRule { Kind = FaultKind.Refusal, PerMillion = 1_000_000, InfNos = Settling }]);
        await UntilKnownAsync(await SettlementAsync());
        var text = hub.Log.Text;
        Assert.NotEmpty(message.Personal);
        Assert.NotEmpty(text);
        Assert.All(message.Personal, canary => Assert.DoesNotContain(canary, text, StringComparison.Ordinal));
    }

    private int people;

    private Task<DoorMessage> SettlementAsync() => door.SettlementAsync(hub.Site, ++people, 1250);

    private Task<DoorReply> SendAsync(DoorMessage message) => DoorLine.ExchangeAsync(door, hub.Site, message, Cancel);

    /// <summary>Sends the same bytes again as long as the answer is pending.</summary>
    private async Task<DoorReply> UntilKnownAsync(DoorMessage message)
    {
        while (true)
        {
            var reply = await SendAsync(message);
            if (reply.Verdict != Verdict.Pending)
            {
                return reply;
            }

            Cancel.ThrowIfCancellationRequested();
        }
    }

    private async Task AssertProvenAsync(DoorReply reply, DoorMessage message)
    {
        var verdict = await hub.ReceiptAsync(reply.Receipt, reply.Bytes);
        Assert.NotNull(verdict);
        Assert.True(verdict.IsValid, verdict.Message);
        Assert.Equal((DoorSite.Hospital, message.Key), (verdict.Receipt!.Leaf.Partner, verdict.Receipt.Leaf.Key));
    }

    private async Task CoreIsDownAsync()
    {
        while (true)
        {
            try
            {
                using var probe = new System.Net.Sockets.TcpClient();
                await probe.ConnectAsync(hub.Core.BaseUri.Host, hub.Core.BaseUri.Port, Cancel);
            }
            catch (System.Net.Sockets.SocketException)
            {
                return;
            }
        }
    }
}
