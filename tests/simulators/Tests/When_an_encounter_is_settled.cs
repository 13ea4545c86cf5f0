using System.Text.Json;
using Hub.Simulators.Core;
using Hub.Simulators.Wire;

namespace Hub.Simulators.Tests;

public sealed class When_an_encounter_is_settled : IAsyncLifetime
{
    private CoreSimulator _core = null!;
    private CoreCaller _caller = null!;

    public async ValueTask InitializeAsync()
    {
        _core = await CoreSimulator.StartAsync(new CoreOptions());
        _caller = new CoreCaller(_core);
    }

    public async ValueTask DisposeAsync()
    {
        _caller.Dispose();
        await _core.DisposeAsync();
    }

    [Fact]
    public async Task Should_book_once_and_answer_with_exact_sums()
    {
        (string psnNo, string mdtrtId) = await _caller.VisitAsync();

        JsonElement output = await _caller.OkAsync("2207", CoreCaller.SettleInput(psnNo, mdtrtId));

        JsonElement info = output.Node("setlinfo");
        Assert.Equal(10_000, info.FenOrZero("medfee_sumamt"));
        Assert.Equal(10_000, info.FenOrZero("fund_pay_sumamt") + info.FenOrZero("psn_part_amt") + info.FenOrZero("hosp_part_amt"));
        Assert.Equal(info.FenOrZero("psn_part_amt"), info.FenOrZero("acct_pay") + info.FenOrZero("psn_cash_pay"));
        Assert.Equal(info.FenOrZero("fund_pay_sumamt"), output.Rows("setldetail").Sum(row => row.FenOrZero("fund_payamt")));
        Assert.Equal(_caller.LastMsgId, info.Text("medins_setl_id"));
        Assert.Equal(info.Text("setl_id"), Assert.Single(_core.Read(books => books.Settlements)).SetlId);
    }

    [Fact]
    public async Task Should_not_book_a_trial()
    {
        (string psnNo, string mdtrtId) = await _caller.VisitAsync();

        await _caller.OkAsync("2206", CoreCaller.SettleInput(psnNo, mdtrtId));

        Assert.Empty(_core.Read(books => books.Settlements));
    }

    [Fact]
    public async Task Should_settle_again_when_the_same_message_comes_again()
    {
        (string psnNo, string mdtrtId) = await _caller.VisitAsync();
        string input = CoreCaller.SettleInput(psnNo, mdtrtId);
        await _caller.OkAsync("2207", input);

        await _caller.OkAsync("2207", input, _caller.LastMsgId);

        Assert.Equal(2, _core.Read(books => books.OfMessage("H43010000001", _caller.LastMsgId).Count));
    }

    [Fact]
    public async Task Should_refuse_a_second_settlement_under_another_message()
    {
        (string psnNo, string mdtrtId) = await _caller.VisitAsync();
        await _caller.OkAsync("2207", CoreCaller.SettleInput(psnNo, mdtrtId));

        await _caller.RefusedAsync("2207", CoreCaller.SettleInput(psnNo, mdtrtId));

        Assert.Single(_core.Read(books => books.Settlements));
    }

    [Fact]
    public async Task Should_refuse_a_total_that_is_not_the_sum_of_the_lines()
    {
        (string psnNo, string mdtrtId) = await _caller.VisitAsync();

        await _caller.RefusedAsync("2207", CoreCaller.SettleInput(psnNo, mdtrtId, "100.01"));

        Assert.Empty(_core.Read(books => books.Settlements));
    }

    [Fact]
    public async Task Should_refuse_another_institution()
    {
        (string psnNo, string mdtrtId) = await _caller.VisitAsync();
        using var stranger = new CoreCaller(_core, "H43010000002");

        await stranger.RefusedAsync("2207", CoreCaller.SettleInput(psnNo, mdtrtId));
    }

    [Fact]
    public async Task Should_cancel_once_and_give_the_account_back()
    {
        (string psnNo, string mdtrtId) = await _caller.VisitAsync();
        JsonElement settled = await _caller.OkAsync("2207", CoreCaller.SettleInput(psnNo, mdtrtId));
        string cancel = CoreCaller.CancelInput(psnNo, mdtrtId, settled.Node("setlinfo").Text("setl_id"));

        JsonElement reversal = await _caller.OkAsync("2208", cancel);
        await _caller.RefusedAsync("2208", cancel);

        Assert.Equal(-10_000, reversal.Node("setlinfo").FenOrZero("medfee_sumamt"));
        Assert.Equal(0, Assert.Single(_core.Read(books => books.Totals())).TotalFen);
        long before = settled.Node("setlinfo").FenOrZero("balc") + settled.Node("setlinfo").FenOrZero("acct_pay");
        Assert.Equal(before, reversal.Node("setlinfo").FenOrZero("balc"));
    }

    [Fact]
    public async Task Should_refuse_steps_out_of_order()
    {
        string psnNo = await _caller.IdentifyAsync();
        JsonElement visit = await _caller.OkAsync("2201", $$$"""{"data":{"psn_no":"{{{psnNo}}}","begntime":"2026-01-01 08:00:00","ipt_otp_no":"1"}}""");
        string mdtrtId = visit.Node("data").Text("mdtrt_id");

        await _caller.RefusedAsync("2204", CoreCaller.FeeInput(psnNo, mdtrtId, "1"));
        await _caller.RefusedAsync("2207", CoreCaller.SettleInput(psnNo, mdtrtId));
    }

    [Fact]
    public async Task Should_not_delete_settled_lines_nor_cancel_the_visit()
    {
        (string psnNo, string mdtrtId) = await _caller.VisitAsync();
        await _caller.OkAsync("2207", CoreCaller.SettleInput(psnNo, mdtrtId));

        await _caller.RefusedAsync("2205", $$$"""{"data":{"mdtrt_id":"{{{mdtrtId}}}","chrg_bchno":"b1","psn_no":"{{{psnNo}}}"}}""");
        await _caller.RefusedAsync("2202", $$$"""{"data":{"mdtrt_id":"{{{mdtrtId}}}","psn_no":"{{{psnNo}}}","ipt_otp_no":"1"}}""");
    }

    [Fact]
    public async Task Should_take_the_same_line_once_and_refuse_another_under_its_number()
    {
        (string psnNo, string mdtrtId) = await _caller.VisitAsync();

        await _caller.OkAsync("2204", CoreCaller.FeeInput(psnNo, mdtrtId, "1"));
        await _caller.RefusedAsync("2204", CoreCaller.FeeInput(psnNo, mdtrtId, "1", "99.00"));

        await _caller.OkAsync("2207", CoreCaller.SettleInput(psnNo, mdtrtId));
    }

    [Fact]
    public async Task Should_find_the_settlement_by_its_encounter()
    {
        (string psnNo, string mdtrtId) = await _caller.VisitAsync();
        string inquiry = CoreCaller.CancelInput(psnNo, mdtrtId, "");
        Assert.Equal(JsonValueKind.Undefined, (await _caller.OkAsync("5203", inquiry)).Node("setlinfo").ValueKind);
        await _caller.OkAsync("2207", CoreCaller.SettleInput(psnNo, mdtrtId));
        string msgId = _caller.LastMsgId;

        JsonElement found = (await _caller.OkAsync("5203", inquiry)).Node("setlinfo");

        Assert.Equal(msgId, found.Text("medins_setl_id"));
        Assert.Equal("0", found.Text("refd_setl_flag"));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("""{"infno":"2207"}""")]
    [InlineData("""{"infno":"0000","msgid":"x","fixmedins_code":"H43010000001","input":{}}""")]
    public async Task Should_refuse_what_is_no_message(string body)
    {
        using var http = new HttpClient();
        using HttpResponseMessage response = await http.PostAsync(_core.CallServiceUri, new StringContent(body));

        using JsonDocument answer = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync());
        Assert.Equal("-1", answer.RootElement.Text("infcode"));
    }
}
