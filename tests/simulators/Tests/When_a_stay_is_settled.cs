using System.Text.Json;
using Hub.Simulators.Core;
using Hub.Simulators.Wire;

namespace Hub.Simulators.Tests;

public sealed class When_a_stay_is_settled : IAsyncLifetime
{
    private CoreSimulator _core = null!;
    private CoreCaller _caller = null!;
    private string _psnNo = "";

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

    [Fact]
    public async Task Should_want_the_discharge_first_unless_interim()
    {
        string mdtrtId = await AdmitAsync();
        await _caller.OkAsync("2301", Fee(mdtrtId, "1", "100.00", "1"));

        await _caller.RefusedAsync("2304", Settle(mdtrtId, "100.00", interim: false));
        await _caller.OkAsync("2304", Settle(mdtrtId, "100.00", interim: true));
    }

    [Fact]
    public async Task Should_subtract_returned_items()
    {
        string mdtrtId = await AdmitAsync();
        await _caller.OkAsync("2301", Fee(mdtrtId, "1", "100.00", "1"));
        await _caller.OkAsync("2301", Fee(mdtrtId, "2", "-40.00", "-0.4", original: "1", price: "100.00"));
        await DischargeAsync(mdtrtId);

        JsonElement output = await _caller.OkAsync("2304", Settle(mdtrtId, "60.00", interim: false));

        Assert.Equal(6_000, output.Node("setlinfo").FenOrZero("medfee_sumamt"));
    }

    [Fact]
    public async Task Should_refuse_a_return_of_nothing()
        => await _caller.RefusedAsync("2301", Fee(await AdmitAsync(), "2", "-40.00", "-1", original: "9", price: "40.00"));

    [Fact]
    public async Task Should_undo_in_reverse_order_only()
    {
        string mdtrtId = await AdmitAsync();
        await _caller.OkAsync("2301", Fee(mdtrtId, "1", "100.00", "1"));
        await DischargeAsync(mdtrtId);
        JsonElement settled = await _caller.OkAsync("2304", Settle(mdtrtId, "100.00", interim: false));
        string stay = $$$"""{"data":{"mdtrt_id":"{{{mdtrtId}}}","psn_no":"{{{_psnNo}}}"}}""";

        await _caller.RefusedAsync("2405", stay);
        await _caller.RefusedAsync("2404", stay);
        await _caller.OkAsync("2305", CoreCaller.CancelInput(_psnNo, mdtrtId, settled.Node("setlinfo").Text("setl_id")));
        await _caller.OkAsync("2405", stay);
        await _caller.OkAsync("2302", $$$"""{"data":[{"feedetl_sn":"0000","mdtrt_id":"{{{mdtrtId}}}","psn_no":"{{{_psnNo}}}"}]}""");
        await _caller.OkAsync("2404", stay);
        await _caller.RefusedAsync("2301", Fee(mdtrtId, "3", "1.00", "1"));
    }

    [Fact]
    public async Task Should_cancel_an_admission_by_its_message()
    {
        string mdtrtId = await AdmitAsync();

        await _caller.OkAsync("2601", CoreCaller.ReverseInput(_psnNo, _caller.LastMsgId, "2401"));

        await _caller.RefusedAsync("2301", Fee(mdtrtId, "1", "1.00", "1"));
    }

    private async Task<string> AdmitAsync()
    {
        JsonElement output = await _caller.OkAsync(
            "2401", $$$"""{"mdtrtinfo":{"psn_no":"{{{_psnNo}}}","ipt_no":"1","begntime":"2026-01-01 08:00:00","med_type":"2101"},"diseinfo":[{"diag_code":"J18"}]}""");
        return output.Node("result").Text("mdtrt_id");
    }

    private Task<JsonElement> DischargeAsync(string mdtrtId) => _caller.OkAsync(
        "2402", $$$"""{"dscginfo":{"mdtrt_id":"{{{mdtrtId}}}","psn_no":"{{{_psnNo}}}","endtime":"2026-01-03 08:00:00"},"diseinfo":[]}""");

    private string Fee(string mdtrtId, string number, string amount, string count, string original = "", string? price = null)
        => $$$"""{"feedetail":[{"feedetl_sn":"{{{number}}}","init_feedetl_sn":"{{{original}}}","mdtrt_id":"{{{mdtrtId}}}","psn_no":"{{{_psnNo}}}","fee_ocur_time":"2026-01-01 08:00:00","med_list_codg":"X-A","det_item_fee_sumamt":{{{amount}}},"cnt":{{{count}}},"pric":{{{price ?? amount}}}}]}""";

    private string Settle(string mdtrtId, string total, bool interim)
        => $$$"""{"data":{"psn_no":"{{{_psnNo}}}","mdtrt_id":"{{{mdtrtId}}}","medfee_sumamt":{{{total}}},"acct_used_flag":"0","mid_setl_flag":"{{{(interim ? 1 : 0)}}}"}}""";
}
