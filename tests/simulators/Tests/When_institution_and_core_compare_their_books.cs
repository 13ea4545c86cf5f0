using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Hub.Simulators.Core;
using Hub.Simulators.Core.Books;
using Hub.Simulators.Wire;

namespace Hub.Simulators.Tests;

public sealed class When_institution_and_core_compare_their_books : IAsyncLifetime
{
    private CoreSimulator _core = null!;
    private CoreCaller _caller = null!;
    private string _psnNo = "";
    private string _day = "";

    public async ValueTask InitializeAsync()
    {
        _core = await CoreSimulator.StartAsync(new CoreOptions());
        _caller = new CoreCaller(_core);
        _psnNo = await _caller.IdentifyAsync();
        for (int i = 0; i < 3; i++)
        {
            await _caller.OkAsync("2102", CoreCaller.PurchaseInput(_psnNo, $"{(i + 1) * 10}.00"));
        }
        Settlement third = Settlements()[2];
        await _caller.OkAsync("2103", CoreCaller.CancelInput(_psnNo, third.MdtrtId, third.SetlId));
        _day = ChinaTime.Day(third.Time);
    }

    public async ValueTask DisposeAsync()
    {
        _caller.Dispose();
        await _core.DisposeAsync();
    }

    [Theory]
    [InlineData(0, 4, "1", "0")]
    [InlineData(1, 4, "1", "1")]
    [InlineData(0, 2, "0", "0")]
    [InlineData(0, 4, "0", "1")]
    public async Task Should_balance_to_the_fen_or_not_at_all(int offFen, int count, string withRefunds, string result)
    {
        Settlement[] all = Settlements();
        long total = all.Take(2).Sum(s => s.Amounts.TotalFen) + offFen;
        long fund = all.Take(2).Sum(s => s.Amounts.FundFen);
        long account = all.Take(2).Sum(s => s.Amounts.AccountFen);

        JsonElement output = await _caller.OkAsync(
            "3201",
            $$$"""{"data":{"insutype":"{{{all[0].Person.InsuType}}}","clr_type":"41","setl_optins":"430100","stmt_begndate":"{{{_day}}}","stmt_enddate":"{{{_day}}}","medfee_sumamt":"{{{Fen.Text(total)}}}","fund_pay_sumamt":"{{{Fen.Text(fund)}}}","acct_pay":"{{{Fen.Text(account)}}}","fixmedins_setl_cnt":"{{{count}}}","refd_setl_flag":"{{{withRefunds}}}","fixmedins_refd_setl_flag":"{{{withRefunds}}}"}}""");

        Assert.Equal(result, output.Node("stmtinfo").Text("stmt_rslt"));
    }

    [Fact]
    public async Task Should_neither_count_nor_expect_what_was_reversed()
    {
        Settlement second = Settlements()[1];
        await _caller.OkAsync("2601", $$$"""{"data":{"psn_no":"{{{_psnNo}}}","omsgid":"{{{second.MsgId}}}","oinfno":"2102"}}""");
        Settlement first = Settlements()[0];

        JsonElement output = await _caller.OkAsync(
            "3201",
            $$$"""{"data":{"insutype":"{{{first.Person.InsuType}}}","clr_type":"41","setl_optins":"430100","stmt_begndate":"{{{_day}}}","stmt_enddate":"{{{_day}}}","medfee_sumamt":"{{{Fen.Text(first.Amounts.TotalFen)}}}","fund_pay_sumamt":"{{{Fen.Text(first.Amounts.FundFen)}}}","acct_pay":"{{{Fen.Text(first.Amounts.AccountFen)}}}","fixmedins_setl_cnt":"3","refd_setl_flag":"1"}}""");
        Assert.Equal("0", output.Node("stmtinfo").Text("stmt_rslt"));

        string[][] silent = await CompareAsync(Row(first.SetlId, first, 0));
        Assert.DoesNotContain(silent, row => row[3] == second.MsgId);
        string[][] alone = await CompareAsync(Row(first.SetlId, first, 0) + Row(second.SetlId, second, 0));
        Assert.Equal("1", Assert.Single(alone, row => row[3] == second.MsgId)[4]);
    }

    private async Task<string[][]> CompareAsync(string text)
    {
        string ticket = await UploadAsync(text);
        JsonElement output = await _caller.OkAsync(
            "3202",
            $$$"""{"data":{"setl_optins":"430100","file_qury_no":"{{{ticket}}}","stmt_begndate":"{{{_day}}}","stmt_enddate":"{{{_day}}}","medfee_sumamt":"0","fund_pay_sumamt":"0","cash_payamt":"0","fixmedins_setl_cnt":"3","clr_type":"41"}}""");
        return await DownloadAsync(output.Node("fileinfo"));
    }

    [Fact]
    public async Task Should_list_every_class_of_difference()
    {
        Settlement[] all = Settlements();
        // The institution knows the first, has another amount for the second, has never heard of the third and invents one.
        string text = Row(all[0].SetlId, all[0], 0) + Row(all[1].SetlId, all[1], 1) + Row("999", all[0], 0);
        string ticket = await UploadAsync(text);

        JsonElement output = await _caller.OkAsync(
            "3202",
            $$$"""{"data":{"setl_optins":"430100","file_qury_no":"{{{ticket}}}","stmt_begndate":"{{{_day}}}","stmt_enddate":"{{{_day}}}","medfee_sumamt":"0","fund_pay_sumamt":"0","cash_payamt":"0","fixmedins_setl_cnt":"3","clr_type":"41","fixmedins_refd_setl_flag":"0"}}""");
        string[][] rows = await DownloadAsync(output.Node("fileinfo"));

        Assert.Equal(5, rows.Length);
        Assert.Equal(("0", all[0].MsgId), (rows.Single(r => r[2] == all[0].SetlId)[4], rows.Single(r => r[2] == all[0].SetlId)[3]));
        Assert.Equal("1", rows.Single(r => r[2] == all[1].SetlId)[4]);
        Assert.Equal(2, rows.Count(r => r[1] == "null" && r[2] == "null" && r[3] == all[2].MsgId));
        Assert.Equal("null", rows.Single(r => r[2] == "999")[3]);
    }

    [Fact]
    public async Task Should_not_hand_a_file_to_another_institution()
    {
        string ticket = await UploadAsync("x");
        using var stranger = new CoreCaller(_core, "H43010000002");

        await stranger.RefusedAsync("9102", $$$"""{"fsDownloadIn":{"file_qury_no":"{{{ticket}}}","filename":"x","fixmedins_code":"H43010000002"}}""");
    }

    private Settlement[] Settlements() => _core.Read(books => books.Settlements.ToArray());

    private string Row(string setlId, Settlement s, long offFen) => string.Create(
        CultureInfo.InvariantCulture,
        $"{setlId}\t{s.MdtrtId}\t{_psnNo}\t{Fen.Text(s.Amounts.TotalFen + offFen)}\t{Fen.Text(s.Amounts.FundFen)}\t{Fen.Text(s.Amounts.AccountFen)}\t0\n");

    private async Task<string> UploadAsync(string text)
    {
        using var buffer = new MemoryStream();
        using (var zip = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            using Stream entry = zip.CreateEntry("stmt.txt").Open();
            entry.Write(Encoding.UTF8.GetBytes(text));
        }
        string content = Convert.ToBase64String(buffer.ToArray());
        JsonElement output = await _caller.OkAsync(
            "9101", $$$"""{"fsUploadIn":{"in":"{{{content}}}","filename":"stmt.txt.zip","fixmedins_code":"H43010000001"}}""");
        return output.Text("file_qury_no");
    }

    private async Task<string[][]> DownloadAsync(JsonElement file)
    {
        using HttpResponseMessage response = await _caller.PostAsync(
            "9102",
            $$$"""{"fsDownloadIn":{"file_qury_no":"{{{file.Text("file_qury_no")}}}","filename":"{{{file.Text("filename")}}}","fixmedins_code":"H43010000001"}}""");
        Assert.Equal("application/octet-stream", response.Content.Headers.ContentType?.MediaType);
        using var zip = new ZipArchive(await response.Content.ReadAsStreamAsync(), ZipArchiveMode.Read);
        using var reader = new StreamReader(zip.Entries[0].Open());
        return [.. (await reader.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t'))];
    }
}
