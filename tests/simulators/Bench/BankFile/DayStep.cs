using System.Globalization;
using System.Text.Json;
using Hub.Simulators.Processes;
using Hub.Simulators.Wire;
using Npgsql;

namespace Hub.Simulators.Bench.BankFile;

/// <summary>A day of many settlements, put into the books by SQL, cleared into payments and compared between institution, core and bank.</summary>
internal sealed class DayStep(BankFileStage stage, DateOnly day, int count, BenchReport report)
{
    private const int Institutions = 200;
    private const decimal SecondsMost = 60;
    private const string Institution = "'H4301' || lpad((i % 200 + 1)::text, 7, '0')";

    private string Day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Payees => $"""
        insert into payee (party, version, account, holder, bank_name, line_number, proposed_by, proposed_at)
        select {Institution}, 1, '1001' || lpad(i::text, 12, '0'), '示例医院' || i, '示例银行城西支行', '102100099996', 'chen', now() from generate_series(1, 200) i;
        insert into payee_approval (party, version, proposed_by, approved_by, approved_at) select party, version, proposed_by, 'liu', now() from payee
        """;

    private string Settlements => $"""
        insert into settlement (settlement_id, encounter_id, institution, message_key, setting, person_number, insurance_type, clearing_type, agency,
            settled_at, state, total, fund_total, personal_account, cash, hospital_share, case_name)
        select 'S' || lpad(i::text, 12, '0'), 'E' || i, {Institution}, 'M' || i, 0, 'P' || lpad((i % 300000)::text, 12, '0'),
            case i % 3 when 0 then '390' else '310' end, case i % 5 when 0 then '21' else '11' end, '430100',
            date '{Day}' + make_interval(secs => i % 86400), 0, 100000 + i % 90000, 6000 + i % 40000, 1000 + i % 9000,
            93000 + i % 90000 - i % 40000 - i % 9000, 0, 'bench'
        from generate_series(1, {count}) i
        """;

    private const string Stated =
        """
        insert into stated_totals (stated_by, institution, day, insurance_type, clearing_type, agency, count, total, fund_total, account,
            includes_refunds, raw_digest, at)
        select side, institution, settled_at::date, insurance_type, clearing_type, agency, count(*), sum(total), sum(fund_total), sum(personal_account),
            true, '', now()
        from settlement cross join (values (1), (2)) as s (side) group by 1, 2, 3, 4, 5, 6
        """;

    /// <summary>Runs it.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        BenchReport.Say($"a day of {Figure.Number(count)} settlements of {Institutions} institutions");
        await FillAsync(cancel);
        JsonElement cleared = default;
        Phase phase = await Phase.MeasureAsync(
            stage.Hub, async () => cleared = await stage.Clerk.ActAsync("clear", new { through = Day, reason = "bench" }, cancel), cancel);
        long due = await stage.NumberAsync("select sum(fund_total + personal_account)::bigint from settlement", cancel);
        Tell("clear", "the day cleared into payments", phase);
        bool isWhole = cleared.GetProperty("settlements").GetInt32() == count && cleared.Text("total") == Fen.Text(due);
        int missing = isWhole ? Institutions - cleared.GetProperty("payments").GetInt32() : Institutions;
        report.Add(new Figure("clear_wrong", "payments of it that are missing", missing, "", Most: 0));

        JsonElement compared = default;
        phase = await Phase.MeasureAsync(
            stage.Hub, async () => compared = await stage.Auditor.ActAsync("reconcile", new { day = Day, reason = "bench" }, cancel), cancel);
        Tell("reconcile", "the day compared three ways", phase);
        int equal = compared.GetProperty("results").EnumerateArray().Count(IsEqualButForTheBank);
        report.Add(new Figure("reconcile_wrong", "institutions of it that differ", Institutions - equal, "", Most: 0));
    }

    /// <summary>The bank has booked nothing yet, so a day is not more than incomplete.</summary>
    private static bool IsEqualButForTheBank(JsonElement result)
        => result.Text("equality") == "Incomplete" && Side(result, "accepted") == Side(result, "stated") && Side(result, "accepted") == Side(result, "core")
            && Side(result, "accepted") == Side(result, "cleared");

    private static (int Count, string Amount) Side(JsonElement result, string name)
        => result.GetProperty(name) is { ValueKind: JsonValueKind.Object } side ? (side.GetProperty("count").GetInt32(), side.Text("amount")) : (-1, "");

    private async Task FillAsync(CancellationToken cancel)
    {
        await using NpgsqlConnection connection = await HubDatabase.OpenAsync(stage.Town.DataFolder, HubDatabase.Name, cancel);
        foreach (string sql in (string[])[Payees, Settlements, Stated, "vacuum (analyze) settlement", "analyze stated_totals", "checkpoint"])
        {
            await HubDatabase.ExecuteAsync(connection, sql, cancel);
        }
    }

    private void Tell(string name, string text, Phase phase)
    {
        report.Detail(name, phase);
        report.Add(new Figure(name, text, phase.Seconds, "s", Most: SecondsMost, Limit: phase.Costs));
        report.Add(new Figure(name + "_peak", "hub's peak in it", phase.PeakMegabytes, "MB"));
    }
}
