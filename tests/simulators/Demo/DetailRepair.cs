using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Hub.Simulators.Institutions;
using Hub.Simulators.Wire;

namespace Hub.Simulators.Demo;

/// <summary>
/// The repair loop of a statement that does not balance: 9101 uploads the own rows, 3202 compares them, 9102 brings the result; rows that the
/// centre has cancelled leave the ledger, settlements that only the centre knows are reversed with 2601.
/// </summary>
internal sealed class DetailRepair(City city, Counters counters)
{
    /// <summary>Runs the loop once; says what it corrected.</summary>
    public async Task<Repair> RunAsync(string insuType, string clrType, string day, CancellationToken cancel)
    {
        ClerkSettlement[] live = [.. counters.Client.Journal.Live().Where(row => (row.ClrType, row.Day) == (clrType, day))];
        if (await UploadAsync(live, cancel) is not { Length: > 0 } ticket)
        {
            return new Repair(0, 0);
        }
        CallResult compared = await counters.Client.CallAsync("3202", json => WriteStatement(json, live, insuType, clrType, day, ticket), cancel);
        if (compared.Knowledge != Knowledge.Ok || await DownloadAsync(compared.Output.Node("fileinfo"), cancel) is not { } rows)
        {
            return new Repair(0, 0);
        }
        var repair = new Repair(0, 0);
        foreach (string[] row in rows.Where(row => row.Length >= 7 && row[4] != "0"))
        {
            repair = await RepairAsync(row, live, repair, cancel);
        }
        return repair;
    }

    /// <summary>Fields of a result row: psn_no, mdtrt_id, setl_id, msgid, stmt_rslt, refd_setl_flag, memo (A4, 3202).</summary>
    private async Task<Repair> RepairAsync(string[] row, ClerkSettlement[] live, Repair repair, CancellationToken cancel)
    {
        if (live.FirstOrDefault(own => own.SetlId == row[2]) is { } own)
        {
            // Ours stands, the centre's does not or differs: ask, and take it out when it was reversed.
            return await counters.Steps.StillStandsAsync(own, cancel) ? repair : repair with { Learned = repair.Learned + 1 };
        }
        if (row[5] != "0" || row[3].Length != 30)
        {
            return repair;
        }
        CallResult reversed = await counters.Client.CallAsync("2601", json =>
        {
            json.WriteStartObject("data");
            json.WriteString("psn_no", row[0]);
            json.WriteString("omsgid", row[3]);
            json.WriteString("oinfno", counters.IsPharmacy ? "2102" : "2207");
            json.WriteEndObject();
        }, cancel);
        return reversed.Knowledge == Knowledge.Ok ? repair with { Reversed = repair.Reversed + 1 } : repair;
    }

    private async Task<string> UploadAsync(ClerkSettlement[] live, CancellationToken cancel)
    {
        string text = string.Concat(live.Select(row => string.Join(
            '\t', row.SetlId, row.MdtrtId, row.PsnNo, Fen.Text(row.TotalFen), Fen.Text(row.FundFen), Fen.Text(row.AccountFen), "0") + "\n"));
        CallResult result = await counters.Client.CallAsync("9101", json =>
        {
            json.WriteStartObject("fsUploadIn");
            json.WriteBase64String("in", Zip("detail.txt", text));
            json.WriteString("filename", "detail.txt.zip");
            json.WriteString("fixmedins_code", counters.Institution.Code);
            json.WriteEndObject();
        }, cancel);
        return result.Output.Node("fsUploadOut").Text("file_qury_no") is { Length: > 0 } ticket ? ticket : result.Output.Text("file_qury_no");
    }

    private void WriteStatement(Utf8JsonWriter json, ClerkSettlement[] live, string insuType, string clrType, string day, string ticket)
    {
        json.WriteStartObject("data");
        json.WriteString("insutype", insuType);
        json.WriteString("setl_optins", city.Town.File.Division);
        json.WriteString("file_qury_no", ticket);
        json.WriteString("stmt_begndate", day);
        json.WriteString("stmt_enddate", day);
        json.WriteNumber("medfee_sumamt", Fen.ToYuan(live.Sum(row => row.TotalFen)));
        json.WriteNumber("fund_pay_sumamt", Fen.ToYuan(live.Sum(row => row.FundFen)));
        json.WriteNumber("cash_payamt", Fen.ToYuan(live.Sum(row => row.CashFen)));
        json.WriteNumber("fixmedins_setl_cnt", live.Length);
        json.WriteString("clr_type", clrType);
        json.WriteString("refd_setl_flag", "0");
        json.WriteEndObject();
    }

    /// <summary>9102 answers with the file itself, so it is not asked for through the counter's client.</summary>
    private async Task<List<string[]>?> DownloadAsync(JsonElement file, CancellationToken cancel)
    {
        BuiltRequest request = counters.Client.Envelopes.Build("9102", json =>
        {
            json.WriteStartObject("fsDownloadIn");
            json.WriteString("file_qury_no", file.Text("file_qury_no"));
            json.WriteString("filename", file.Text("filename"));
            json.WriteString("fixmedins_code", counters.Institution.Code);
            json.WriteEndObject();
        });
        using var http = new HttpClient();
        using var content = new ByteArrayContent(request.Body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "UTF-8" };
        using var message = new HttpRequestMessage(HttpMethod.Post, city.CounterUrl) { Content = content };
        message.Headers.TryAddWithoutValidation("x-hub-signature", request.Signature);
        message.Headers.TryAddWithoutValidation("x-hub-key-id", counters.Options.Signer!.KeyId);
        using HttpResponseMessage response = await http.SendAsync(message, cancel);
        byte[] answer = await response.Content.ReadAsByteArrayAsync(cancel);
        return answer.AsSpan().StartsWith("PK"u8) ? [.. Unzip(answer).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t'))] : null;
    }

    private static byte[] Zip(string name, string text)
    {
        using var buffer = new MemoryStream();
        using (var archive = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            using Stream entry = archive.CreateEntry(name, CompressionLevel.Fastest).Open();
            entry.Write(Encoding.UTF8.GetBytes(text));
        }
        return buffer.ToArray();
    }

    private static string Unzip(byte[] zip)
    {
        using var archive = new ZipArchive(new MemoryStream(zip, writable: false), ZipArchiveMode.Read);
        using var reader = new StreamReader(archive.Entries[0].Open(), Encoding.UTF8);
        return reader.ReadToEnd();
    }
}

/// <summary>What a repair loop corrected.</summary>
/// <param name="Learned">Own settlements that stand no longer, taken out of the ledger.</param>
/// <param name="Reversed">Settlements that only the centre knew, reversed (2601).</param>
internal sealed record Repair(int Learned, int Reversed);
