using System.Globalization;
using System.Text.Json;
using Hub.Simulators.Bank;
using Hub.Simulators.Processes;
using Hub.Simulators.Wire;

namespace Hub.Simulators.Bench.BankFile;

/// <summary><c>bench bankfile</c>: a file of a million payments on its whole way, then a day of a million settlements cleared and compared.</summary>
internal sealed class BankFileBench(BankFileOptions options, BenchReport report)
{
    private const decimal FileSecondsMost = 30;
    private const decimal PeakMegabytesMost = 400;
    private readonly DateOnly _day = DateOnly.FromDateTime(ChinaTime.Now(TimeProvider.System));

    /// <summary>Runs all steps.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        BenchReport.Say($"bankfile: {Figure.Number(options.Lines)} payments a file, {string.Join(", ", options.Profiles)}");
        await using BankFileStage stage = await BankFileStage.SetAsync(options, cancel);
        report.Detail("gcgen0size", Environment.GetEnvironmentVariable("DOTNET_GCgen0size") ?? "");
        BankFileLimits limits = await BankFileLimits.MeasureAsync(stage, options.Lines, report, cancel);
        foreach (BankCounter bank in stage.Banks)
        {
            await MeasureAsync(stage, bank, limits, cancel);
        }
        if (options.Settlements > 0)
        {
            await new DayStep(stage, _day, options.Settlements, report).RunAsync(cancel);
        }
    }

    private async Task MeasureAsync(BankFileStage stage, BankCounter bank, BankFileLimits limits, CancellationToken cancel)
    {
        BenchReport.Say(bank.ProfileName);
        var payments = new Reimbursements(string.Create(CultureInfo.InvariantCulture, $"{bank.Id[^1..].ToUpperInvariant()}{_day:yyMMdd}"), options.Lines);
        await HandInAsync(stage, bank, payments, limits, cancel);
        // The list stays in the hub's memory until the collector needs room: it is not to be counted as the file's.
        await stage.RestartHubAsync(options.Hub, cancel);
        (string file, string name) = await SealAsync(stage, bank, payments, limits, cancel);
        await DeliverAsync(stage, bank, file, name, limits, cancel);
        await AnswerAsync(stage, bank, payments, file, limits, cancel);
    }

    private async Task HandInAsync(BankFileStage stage, BankCounter bank, Reimbursements payments, BankFileLimits limits, CancellationToken cancel)
    {
        string path = $"persons?name={bank.Id}&day={Iso(_day)}&agency={BankCounter.Bureau}&reason=bench";
        JsonElement taken = default;
        Phase phase = await Phase.MeasureAsync(stage.Hub, async () =>
        {
            using var content = new PersonsContent(payments);
            taken = await stage.Clerk.UploadAsync(path, content, cancel);
        }, cancel);
        if (taken.GetProperty("count").GetInt32() != payments.Count || taken.Text("total") != Fen.Text(payments.TotalFen))
        {
            throw new ChildFailedException($"the hub took another list than was handed in: {taken}");
        }
        Tell("list", bank, "list handed in (CSV)", phase, null, CopyLimit(limits));
    }

    private async Task<(string File, string Name)> SealAsync(
        BankFileStage stage, BankCounter bank, Reimbursements payments, BankFileLimits limits, CancellationToken cancel)
    {
        JsonElement answer = default;
        Phase phase = await Phase.MeasureAsync(stage.Hub, async () => answer = await stage.Sealer.ActAsync(
            "seal", new { bank = bank.Id, kind = "PayPerson", through = Iso(_day), requestedOn = Iso(_day), reason = "bench" }, cancel), cancel);
        JsonElement[] files = [.. answer.GetProperty("files").EnumerateArray()];
        if (files.Length != 1 || files[0].GetProperty("count").GetInt32() != payments.Count || files[0].Text("total") != Fen.Text(payments.TotalFen))
        {
            throw new ChildFailedException($"the hub sealed something else than one file of {payments.Count} payments: {answer}");
        }
        Tell("seal", bank, "written, summed, signed, read back", phase, FileSecondsMost, CopyLimit(limits));
        return (files[0].Text("id"), files[0].Text("name"));
    }

    private async Task DeliverAsync(BankFileStage stage, BankCounter bank, string file, string name, BankFileLimits limits, CancellationToken cancel)
    {
        Phase phase = await Phase.MeasureAsync(stage.Hub, async () =>
        {
            await stage.Releaser.ActAsync($"files/{file}/release", new { reason = "bench" }, cancel);
            await stage.UntilFileAsync(file, "Delivered", cancel);
        }, cancel);
        decimal megabytes = IdleStep.Megabytes(bank.BytesIn(name));
        Tell("deliver", bank, "released, delivered over SFTP", phase, null, $"disk {Figure.Number(limits.Disk)} MB/s");
        report.Add(new Figure(
            $"deliver_rate_{bank.ProfileName}", $"{bank.ProfileName}: delivery", decimal.Round(megabytes / Math.Max(phase.Seconds, 0.01m), 1), "MB/s",
            Limit: $"file of {Figure.Number(megabytes)} MB"));
    }

    private async Task AnswerAsync(
        BankFileStage stage, BankCounter bank, Reimbursements payments, string file, BankFileLimits limits, CancellationToken cancel)
    {
        var papers = new BankPapers(bank.Profile, bank.Letterhead(file, ChinaTime.Now(TimeProvider.System)), payments);
        string hashes = $"SHA-256 {Figure.Number(limits.Sha256)}, SM3 {Figure.Number(limits.Sm3)} MB/s";

        (string returned, long bytes, Action putOut) = bank.Prepare(BankCounter.ReturnName(file, papers.Extension), papers.WriteReturn);
        Phase phase = await Phase.MeasureAsync(stage.Hub, async () =>
        {
            putOut();
            await stage.UntilAppliedAsync(returned, cancel);
        }, cancel);
        Tell(
            "return", bank, "return file fetched, matched, posted", phase, FileSecondsMost,
            $"{Figure.Number(IdleStep.Megabytes(bytes))} MB; {hashes}");
        long answered = await stage.NumberAsync(
            $"""
            select count(*) from payment_file_line l join payment p using (serial) join payment_answer a using (serial)
            where l.file = '{file}' and a.kind = 1 and case when l.number % 100 = 0 then a.status = 2 and a.fen = 0 else a.status = 1 and a.fen = p.fen end
            """, cancel);
        report.Add(new Figure(
            $"return_wrong_{bank.ProfileName}", $"{bank.ProfileName}: payments with a wrong answer", payments.Count - answered, "", Most: 0));

        (string stated, bytes, putOut) = bank.Prepare(
            bank.StatementName(_day, papers.Extension),
            (path, name) => papers.WriteStatement(path, name, "ST" + _day.ToString("yyyyMMdd", CultureInfo.InvariantCulture), papers.BookedFen * 2));
        phase = await Phase.MeasureAsync(stage.Hub, async () =>
        {
            putOut();
            await stage.UntilAppliedAsync(stated, cancel);
        }, cancel);
        Tell("statement", bank, "statement fetched, matched, posted", phase, null, $"{Figure.Number(IdleStep.Megabytes(bytes))} MB; {hashes}");
        long ledger = await stage.NumberAsync($"select coalesce(sum(fen), 0)::bigint from posting where account = 'bank:{bank.Id}'", cancel);
        report.Add(new Figure(
            $"ledger_wrong_{bank.ProfileName}", $"{bank.ProfileName}: ledger beside its bookings", Math.Abs(ledger + papers.BookedFen), "fen", Most: 0));
    }

    private void Tell(string step, BankCounter bank, string text, Phase phase, decimal? secondsMost, string limit)
    {
        string name = $"{step}_{bank.ProfileName}";
        report.Detail(name, phase);
        report.Add(new Figure(name, $"{bank.ProfileName}: {text}", phase.Seconds, "s", Most: secondsMost, Limit: limit));
        report.Add(new Figure(
            name + "_peak", $"{bank.ProfileName}: hub's peak in it", phase.PeakMegabytes, "MB",
            Most: secondsMost is not null ? PeakMegabytesMost : null,
            Limit: phase.Costs));
    }

    private string CopyLimit(BankFileLimits limits)
        => $"COPY {Figure.Number(limits.CopyRows)} rows/s: {Figure.Number(decimal.Round(options.Lines / Math.Max(limits.CopyRows, 1), 2))} s";

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
