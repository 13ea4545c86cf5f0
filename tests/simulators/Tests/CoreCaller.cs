using System.Net.Http.Headers;
using System.Text.Json;
using Hub.Simulators.Core;
using Hub.Simulators.Wire;

namespace Hub.Simulators.Tests;

/// <summary>Raw messages to a core, built by hand: the tests of the core must not lean on the institution's client.</summary>
internal sealed class CoreCaller(CoreSimulator core, string code = "H43010000001") : IDisposable
{
    public const string CertNo = "11010519491231002X";
    private readonly HttpClient _http = new();
    private int _sequence;

    public string LastMsgId { get; private set; } = "";

    public string NewMsgId() => $"{code}20260101000000{_sequence++:0000}";

    public byte[] Body(string infNo, string msgId, string input) => System.Text.Encoding.UTF8.GetBytes(
        $$"""{"infno":"{{infNo}}","msgid":"{{msgId}}","mdtrtarea_admvs":"430100","insuplc_admdvs":"430100","infver":"1.0.0","fixmedins_code":"{{code}}","fixmedins_name":"示例","input":{{input}}}""");

    public async Task<HttpResponseMessage> PostAsync(string infNo, string input, string? msgId = null)
    {
        LastMsgId = msgId ?? NewMsgId();
        var content = new ByteArrayContent(Body(infNo, LastMsgId, input));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return await _http.PostAsync(core.CallServiceUri, content);
    }

    public async Task<JsonElement> CallAsync(string infNo, string input, string? msgId = null)
    {
        using HttpResponseMessage response = await PostAsync(infNo, input, msgId);
        response.EnsureSuccessStatusCode();
        using JsonDocument document = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync());
        return document.RootElement.Clone();
    }

    public async Task<JsonElement> OkAsync(string infNo, string input, string? msgId = null)
    {
        JsonElement answer = await CallAsync(infNo, input, msgId);
        Assert.Equal("", answer.Text("err_msg"));
        Assert.Equal("0", answer.Text("infcode"));
        return answer.GetProperty("output");
    }

    public async Task<string> RefusedAsync(string infNo, string input, string? msgId = null)
    {
        JsonElement answer = await CallAsync(infNo, input, msgId);
        Assert.Equal("-1", answer.Text("infcode"));
        return answer.Text("err_msg");
    }

    public async Task<string> IdentifyAsync()
    {
        JsonElement output = await OkAsync(
            "1101", $$$"""{"data":{"mdtrt_cert_type":"02","mdtrt_cert_no":"{{{CertNo}}}","psn_cert_type":"01","certno":"{{{CertNo}}}","psn_name":"示例"}}""");
        return output.Node("baseinfo").Text("psn_no");
    }

    /// <summary>A visit with one line of 100.00, ready to settle.</summary>
    public async Task<(string PsnNo, string MdtrtId)> VisitAsync()
    {
        string psnNo = await IdentifyAsync();
        JsonElement visit = await OkAsync("2201", $$$"""{"data":{"psn_no":"{{{psnNo}}}","begntime":"2026-01-01 08:00:00","ipt_otp_no":"1"}}""");
        string mdtrtId = visit.Node("data").Text("mdtrt_id");
        await OkAsync("2203", $$$"""{"mdtrtinfo":{"mdtrt_id":"{{{mdtrtId}}}","psn_no":"{{{psnNo}}}","med_type":"11"},"diseinfo":[{"diag_code":"J06"}]}""");
        await OkAsync("2204", FeeInput(psnNo, mdtrtId, "1"));
        return (psnNo, mdtrtId);
    }

    public static string FeeInput(string psnNo, string mdtrtId, string number, string amount = "100.00")
        => $$$"""{"feedetail":[{"feedetl_sn":"{{{number}}}","mdtrt_id":"{{{mdtrtId}}}","psn_no":"{{{psnNo}}}","chrg_bchno":"b1","fee_ocur_time":"2026-01-01 08:00:00","med_list_codg":"X-A","det_item_fee_sumamt":{{{amount}}},"cnt":"1","pric":{{{amount}}}}]}""";

    public static string SettleInput(string psnNo, string mdtrtId, string total = "100.00")
        => $$$"""{"data":{"psn_no":"{{{psnNo}}}","mdtrt_id":"{{{mdtrtId}}}","chrg_bchno":"b1","medfee_sumamt":"{{{total}}}","acct_used_flag":"1"}}""";

    public static string PurchaseInput(string psnNo, string total = "30.00")
        => $$$"""{"druginfo":{"psn_no":"{{{psnNo}}}","med_type":"41","begntime":"2026-01-01 08:00:00","medfee_sumamt":"{{{total}}}","acct_used_flag":"1"},"drugdetail":[{"feedetl_sn":"1","fee_ocur_time":"2026-01-01 08:00:00","med_list_codg":"X-A","det_item_fee_sumamt":{{{total}}},"cnt":1,"pric":{{{total}}}}]}""";

    public static string CancelInput(string psnNo, string mdtrtId, string setlId)
        => $$$"""{"data":{"psn_no":"{{{psnNo}}}","mdtrt_id":"{{{mdtrtId}}}","setl_id":"{{{setlId}}}"}}""";

    public static string ReverseInput(string psnNo, string omsgid, string oinfno)
        => $$$"""{"data":{"psn_no":"{{{psnNo}}}","omsgid":"{{{omsgid}}}","oinfno":"{{{oinfno}}}"}}""";

    public void Dispose() => _http.Dispose();
}
