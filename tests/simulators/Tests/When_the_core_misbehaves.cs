using System.Net;
using System.Text.Json;
using Hub.Simulators.Core;
using Hub.Simulators.Core.Faults;
using Hub.Simulators.Wire;

namespace Hub.Simulators.Tests;

public sealed class When_the_core_misbehaves : IAsyncLifetime
{
    private CoreSimulator _core = null!;
    private CoreCaller _caller = null!;
    private string _psnNo = "";

    private int Booked => _core.Read(books => books.Settlements.Count);

    public async ValueTask InitializeAsync()
    {
        _core = await CoreSimulator.StartAsync(new CoreOptions());
        _caller = new CoreCaller(_core);
        _psnNo = await _caller.IdentifyAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _caller.Dispose();
        await _core.DisposeAsync();
    }

    [Theory]
    [InlineData(FaultKind.LostAnswer, 1)]
    [InlineData(FaultKind.SilentAnswer, 1)]
    [InlineData(FaultKind.LostRequest, 0)]
    [InlineData(FaultKind.Truncated, 1)]
    public async Task Should_give_no_answer_and_book_as_the_kind_says(FaultKind kind, int booked)
    {
        Use(kind);

        await Assert.ThrowsAnyAsync<Exception>(() => _caller.CallAsync("2102", CoreCaller.PurchaseInput(_psnNo)));

        Assert.Equal(booked, Booked);
        InjectedFault fault = Assert.Single(_core.Faults.Log);
        Assert.Equal((kind, "2102", _caller.LastMsgId), (fault.Kind, fault.InfNo, fault.MsgId));
    }

    [Theory]
    [InlineData(FaultKind.Http500, HttpStatusCode.InternalServerError)]
    [InlineData(FaultKind.Http503, HttpStatusCode.ServiceUnavailable)]
    [InlineData(FaultKind.Html, HttpStatusCode.OK)]
    [InlineData(FaultKind.Garbage, HttpStatusCode.OK)]
    [InlineData(FaultKind.GarbageGzip, HttpStatusCode.OK)]
    public async Task Should_spoil_the_answer_of_a_booked_settlement(FaultKind kind, HttpStatusCode status)
    {
        Use(kind);

        using HttpResponseMessage response = await _caller.PostAsync("2102", CoreCaller.PurchaseInput(_psnNo));

        Assert.Equal(status, response.StatusCode);
        byte[] bytes = await response.Content.ReadAsByteArrayAsync();
        Assert.ThrowsAny<JsonException>(() => JsonDocument.Parse(bytes));
        Assert.Equal(1, Booked);
    }

    [Fact]
    public async Task Should_book_twice_and_answer_with_the_first()
    {
        Use(FaultKind.DoubleBooking);

        JsonElement output = await _caller.OkAsync("2102", CoreCaller.PurchaseInput(_psnNo));

        Assert.Equal(2, Booked);
        Assert.Equal(_core.Read(books => books.Settlements[0].SetlId), output.Node("setlinfo").Text("setl_id"));
    }

    [Fact]
    public async Task Should_contradict_itself_without_booking_again()
    {
        Use(FaultKind.ContradictingAnswer);
        JsonElement first = (await _caller.OkAsync("2102", CoreCaller.PurchaseInput(_psnNo))).Node("setlinfo");

        JsonElement second = (await _caller.OkAsync("2102", CoreCaller.PurchaseInput(_psnNo), _caller.LastMsgId)).Node("setlinfo");

        Assert.Equal(1, Booked);
        Assert.Equal(first.Text("setl_id"), second.Text("setl_id"));
        Assert.NotEqual(first.FenOrZero("fund_pay_sumamt"), second.FenOrZero("fund_pay_sumamt"));
        Assert.Equal(second.FenOrZero("medfee_sumamt"), second.FenOrZero("fund_pay_sumamt") + second.FenOrZero("psn_part_amt"));
        Assert.Equal(1, _core.Faults.Counts[FaultKind.ContradictingAnswer]);
    }

    [Fact]
    public async Task Should_answer_with_anothers_answer()
    {
        _core.Faults.Use(1, [new FaultRule { Kind = FaultKind.WrongCorrelation, PerMillion = 0, InfNos = new HashSet<string> { "2102" } }]);
        await _caller.OkAsync("2102", CoreCaller.PurchaseInput(_psnNo));
        string other = _caller.LastMsgId;
        Use(FaultKind.WrongCorrelation);

        JsonElement output = await _caller.OkAsync("2102", CoreCaller.PurchaseInput(_psnNo));

        Assert.Equal(other, output.Node("setlinfo").Text("medins_setl_id"));
        Assert.Equal(2, Booked);
    }

    [Fact]
    public async Task Should_refuse_without_booking()
    {
        Use(FaultKind.Refusal);

        await _caller.RefusedAsync("2102", CoreCaller.PurchaseInput(_psnNo));

        Assert.Equal(0, Booked);
    }

    [Fact]
    public async Task Should_strike_a_message_only_as_often_as_allowed()
    {
        Use(FaultKind.LostRequest);
        await Assert.ThrowsAnyAsync<Exception>(() => _caller.CallAsync("2102", CoreCaller.PurchaseInput(_psnNo)));

        await _caller.OkAsync("2102", CoreCaller.PurchaseInput(_psnNo), _caller.LastMsgId);

        Assert.Equal(1, Booked);
    }

    [Fact]
    public async Task Should_refuse_connections_while_down_and_come_back_with_its_books()
    {
        await _caller.OkAsync("2102", CoreCaller.PurchaseInput(_psnNo));
        var back = _core.GoDownAsync(TimeSpan.FromMilliseconds(300));
        await Assert.ThrowsAnyAsync<HttpRequestException>(async () =>
        {
            while (!back.IsCompleted)
            {
                (await _caller.PostAsync("9999", "{}")).Dispose();
            }
        });
        await back;

        await _caller.OkAsync("2102", CoreCaller.PurchaseInput(_psnNo));

        Assert.Equal(2, Booked);
    }

    [Fact]
    public void Should_choose_its_victims_by_seed_and_message_alone()
    {
        var rule = new FaultRule { Kind = FaultKind.LostAnswer, PerMillion = 50_000 };
        string[] Victims(long seed) => [.. Enumerable.Range(0, 10_000).Select(i => $"H43010000001{i:000000000000000000}")
            .Where(msgId => FaultPlan.Chooses(seed, 0, rule, "2207", msgId))];

        string[] chosen = Victims(42);

        Assert.Equal(chosen, Victims(42));
        Assert.NotEqual(chosen, Victims(43));
        Assert.InRange(chosen.Length, 400, 600);
    }

    [Fact]
    public void Should_leave_other_transactions_alone()
    {
        var rule = new FaultRule { Kind = FaultKind.LostAnswer, PerMillion = 1_000_000, InfNos = new HashSet<string> { "2207" } };

        Assert.True(FaultPlan.Chooses(1, 0, rule, "2207", "m"));
        Assert.False(FaultPlan.Chooses(1, 0, rule, "1101", "m"));
    }

    private void Use(FaultKind kind) => _core.Faults.Use(
        1, [new FaultRule { Kind = kind, PerMillion = 1_000_000, InfNos = new HashSet<string> { "2102" }, Delay = TimeSpan.FromMilliseconds(1) }]);
}
