using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Hub.EndToEnd.Tests.Stage;
using Hub.Simulators.Institutions;
using Hub.Simulators.Wire;

namespace Hub.EndToEnd.Tests;

/// <summary>3201 → 9101, 3202, 9102 → 2601 over one pharmacy's day with differences put in on purpose.</summary>
public sealed class When_an_institution_repairs_its_books(Cluster cluster)
{
    private const string Employees = "310";
    private const string PharmacyClearing = "41";
    private const int ResultMsgId = 3;
    private const int ResultFlag = 4;

    [Fact]
    public async Task Should_find_name_and_mend_every_difference()
    {
        await using var stage = await HubStage.StartAsync(cluster, Quick.Options);
        var clerk = stage.Clerk(Quick.Pharmacy);
        var desk = new Desk(stage, clerk);
        foreach (var patient in Enumerable.Range(0, 500).Where(i => Quick.PersonOf(i).InsuType == Employees).Take(4))
        {
            Assert.Equal(Knowledge.Ok, (await Quick.SellAsync(clerk, patient, 1_000 + patient)).Knowledge);
        }

        var true4 = clerk.Journal.Live().OrderBy(s => s.SetlId, StringComparer.Ordinal).ToList();
        Assert.Equal("0", await desk.TotalsAsync(true4));

        // Lost: the second. Changed: the third by a fen. Invented: one that nobody else has.
        var (lost, changed) = (true4[1], true4[2] with { TotalFen = true4[2].TotalFen + 1 });
        var invented = true4[0] with { SetlId = "999999", MsgId = "", TotalFen = 777, FundFen = 0, AccountFen = 0, CashFen = 777 };
        List<ClerkSettlement> wrong = [true4[0], changed, true4[3], invented];
        Assert.NotEqual("0", await desk.TotalsAsync(wrong));

        var rows = await desk.DetailsAsync(wrong);

        Assert.Equal("0", Assert.Single(rows, r => r[2] == true4[0].SetlId)[ResultFlag]);
        Assert.Equal("0", Assert.Single(rows, r => r[2] == true4[3].SetlId)[ResultFlag]);
        Assert.NotEqual("0", Assert.Single(rows, r => r[2] == changed.SetlId)[ResultFlag]);
        Assert.NotEqual("0", Assert.Single(rows, r => r[2] == invented.SetlId)[ResultFlag]);
        var orphan = Assert.Single(rows, r => r[ResultMsgId] == lost.MsgId);
        Assert.NotEqual("0", orphan[ResultFlag]);
        var named = await stage.Books.DifferencesAsync();
        Assert.All([lost.SetlId, changed.SetlId, invented.SetlId], id => Assert.Contains(named, d => d.Contains(id, StringComparison.Ordinal)));

        await desk.ReverseAsync(lost, orphan[ResultMsgId]);
        clerk.Journal.Cancel(lost.SetlId);
        Assert.Equal("0", await desk.TotalsAsync([true4[0], true4[2], true4[3]]));
        Assert.All(await desk.DetailsAsync([true4[0], true4[2], true4[3]]), r => Assert.Equal("0", r[ResultFlag]));
        Assert.Equal(3, await Comparison.BooksAgreeAsync(stage));
    }

    [Fact]
    public async Task Should_not_hand_a_statement_to_another_institution()
    {
        await using var stage = await HubStage.StartAsync(cluster, Quick.Options with { Institutions = [Quick.Pharmacy, "P43010000102"] });
        var owner = new Desk(stage, stage.Clerk(Quick.Pharmacy));
        var stranger = stage.Clerk("P43010000102");
        var ticket = await owner.UploadAsync([]);

        var answer = await stranger.CallAsync("9102", json => Desk.Node(
            json, "fsDownloadIn", ("file_qury_no", ticket), ("filename", "stmt.txt.zip"), ("fixmedins_code", "P43010000102")), Quick.Cancel);

        Assert.Equal(Knowledge.Fail, answer.Knowledge);
    }

    /// <summary>The institution's bookkeeper.</summary>
    private sealed class Desk(HubStage stage, InstitutionClient clerk)
    {
        private static string Today => ChinaTime.Day(ChinaTime.Now(TimeProvider.System));

        internal static void Node(Utf8JsonWriter json, string node, params ReadOnlySpan<(string Name, string Value)> members)
        {
            json.WriteStartObject(node);
            foreach (var (name, value) in members)
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
        }

        /// <summary>3201; returns stmt_rslt.</summary>
        internal async Task<string> TotalsAsync(List<ClerkSettlement> rows)
        {
            var answer = await clerk.CallAsync("3201", json => Quick.Data(json, ("insutype", Employees), ("clr_type", PharmacyClearing), ("setl_optins", "430100"),
                ("stmt_begndate", Today), ("stmt_enddate", Today), ("medfee_sumamt", Fen.Text(rows.Sum(r => r.TotalFen))),
                ("fund_pay_sumamt", Fen.Text(rows.Sum(r => r.FundFen))), ("acct_pay", Fen.Text(rows.Sum(r => r.AccountFen))),
                ("fixmedins_setl_cnt", Quick.Text(rows.Count)), ("refd_setl_flag", "0"), ("fixmedins_refd_setl_flag", "0")), Quick.Cancel);
            Assert.Equal((Knowledge.Ok, ""), (answer.Knowledge, answer.Text));
            return answer.Output.Node("stmtinfo").Text("stmt_rslt");
        }

        /// <summary>9101, 3202, 9102; returns the rows of the result file.</summary>
        internal async Task<List<string[]>> DetailsAsync(List<ClerkSettlement> rows)
        {
            var ticket = await UploadAsync(rows);
            var compared = await clerk.CallAsync("3202", json => Quick.Data(json, ("setl_optins", "430100"), ("file_qury_no", ticket), ("stmt_begndate", Today),
                ("stmt_enddate", Today), ("medfee_sumamt", Fen.Text(rows.Sum(r => r.TotalFen))), ("fund_pay_sumamt", Fen.Text(rows.Sum(r => r.FundFen))),
                ("cash_payamt", Fen.Text(rows.Sum(r => r.CashFen))), ("fixmedins_setl_cnt", Quick.Text(rows.Count)), ("clr_type", PharmacyClearing),
                ("refd_setl_flag", "0"), ("fixmedins_refd_setl_flag", "0")), Quick.Cancel);
            Assert.Equal((Knowledge.Ok, ""), (compared.Knowledge, compared.Text));
            var file = compared.Output.Node("fileinfo");
            var request = clerk.Envelopes.Build("9102", json => Node(json, "fsDownloadIn", ("file_qury_no", file.Text("file_qury_no")),
                ("filename", file.Text("filename")), ("fixmedins_code", clerk.Options.Code)));
            using var counter = new Counter(stage.UrlOf());
            var answer = await counter.SendAsync(request, clerk.Options.Signer!.KeyId);
            Assert.Equal(200, answer.Status);
            using var zip = new ZipArchive(new MemoryStream(answer.Body), ZipArchiveMode.Read);
            using var reader = new StreamReader(zip.Entries.Single().Open());
            return [.. (await reader.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.TrimEnd('\r').Split('\t'))];
        }

        internal async Task<string> UploadAsync(List<ClerkSettlement> rows)
        {
            var text = string.Concat(rows.Select(r => string.Create(CultureInfo.InvariantCulture,
                $"{r.SetlId}\t{r.MdtrtId}\t{r.PsnNo}\t{Fen.Text(r.TotalFen)}\t{Fen.Text(r.FundFen)}\t{Fen.Text(r.AccountFen)}\t0\n")));
            using var buffer = new MemoryStream();
            using (var zip = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
            {
                await using var entry = zip.CreateEntry("stmt.txt").Open();
                await entry.WriteAsync(Encoding.UTF8.GetBytes(text));
            }

            var stored = await clerk.CallAsync("9101", json => Node(json, "fsUploadIn", ("in", Convert.ToBase64String(buffer.ToArray())),
                ("filename", "stmt.txt.zip"), ("fixmedins_code", clerk.Options.Code)), Quick.Cancel);
            Assert.Equal((Knowledge.Ok, ""), (stored.Knowledge, stored.Text));
            return stored.Output.Text("file_qury_no");
        }

        /// <summary>2601 of a sale by its message id.</summary>
        internal async Task ReverseAsync(ClerkSettlement lost, string msgid)
        {
            var answer = await clerk.CallAsync("2601", json => Quick.Data(
                json, ("psn_no", lost.PsnNo), ("omsgid", msgid), ("oinfno", "2102")), Quick.Cancel);
            Assert.Equal((Knowledge.Ok, ""), (answer.Knowledge, answer.Text));
        }
    }
}
