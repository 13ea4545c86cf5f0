using System.Globalization;
using System.Text.Json;
using Hub.Simulators.Bank;
using Hub.Simulators.Bank.Faults;
using Hub.Simulators.Persons;
using Hub.Simulators.Processes;
using Hub.Simulators.Wire;

namespace Hub.Simulators.Demo.Payments;

/// <summary>
/// The day is closed and paid: compared with the core, cleared, sealed, released by a second person, brought to the banks; the banks refuse some,
/// send some back later, lose an answer and pay one twice; what was refused is corrected and paid again; the books are compared.
/// </summary>
internal sealed class PayDay(City city, IReadOnlyList<Counters> counters, DemoOptions options)
{
    private const int PersonsCount = 240;
    private const string WrongAccount = "6222000000990001"; // the bank knows no such account (AC01)
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private readonly TimeProvider _clock = TimeProvider.System;
    private readonly OfficerClient _clerk = city.Officers[0];
    private readonly OfficerClient _sealer = city.Officers[1];
    private readonly OfficerClient _releaser = city.Officers[2];
    private readonly OfficerClient _auditor = city.Officers[3];

    /// <summary>The officer who may look at everything, for whoever stays.</summary>
    public OfficerClient Auditor => _auditor;

    /// <summary>Runs the evening and the two days after it.</summary>
    public async Task<PayDayResult> RunAsync(CancellationToken cancel)
    {
        DateOnly day = counters.SelectMany(one => one.All).Select(row => DateOnly.ParseExact(row.Day, "yyyy-MM-dd", CultureInfo.InvariantCulture)).Max();
        var steps = new List<(string What, string Result)>();
        string compared = await CompareWithCoreAsync(day, cancel);
        steps.Add(("the day compared with the core (3201)", compared));
        await KeepAccountsAsync(cancel);
        steps.Add(("accounts of 20 institutions", "each proposed by one officer and approved by another; one of them is wrong"));
        steps.Add(("reimbursements of persons handed in", await HandInAsync(day, cancel)));
        JsonElement cleared = await _clerk.ActAsync("clear", new { through = Iso(day), reason = "end of the day" }, cancel);
        steps.Add(("cleared", $"{cleared.GetProperty("settlements")} settlements into {cleared.GetProperty("payments")} payments, {cleared.Text("total")} yuan"));

        await MisbehaveAsync(day);
        steps.AddRange(await PayAsync(day, day, cancel));
        await EndBanksDayAsync(day, cancel);
        await EndBanksDayAsync(day.AddDays(1), cancel);
        steps.Add(("repaired", await RepairAsync(day, day.AddDays(2), cancel)));
        await EndBanksDayAsync(day.AddDays(2), cancel);
        (int code, string output) = await HubAsync(["day", Iso(day)], cancel);
        string verdict = output.Split('\n')[^1].Trim();
        steps.Add(("hospital, core and bank compared", verdict));
        steps.Add(("day statements", await StatementsAsync(day, cancel)));
        return await new BankComparison(city, _auditor).CompareAsync(day, steps, code, cancel);
    }

    private async Task<string> CompareWithCoreAsync(DateOnly day, CancellationToken cancel)
    {
        (int code, string output) = await HubAsync(["reconcile", Iso(day), "--wait"], cancel);
        string last = output.Split('\n')[^1].Trim();
        return code == 0 ? last : "NOT balanced: " + last;
    }

    /// <summary>Every institution gets an account; that of the last hospital is one that the bank does not know.</summary>
    private async Task KeepAccountsAsync(CancellationToken cancel)
    {
        foreach (TownInstitution institution in city.Town.File.Institutions)
        {
            string account = institution.Code == Wrongly ? WrongAccount : AccountOf(institution.Code);
            await ProposeAsync(institution, account, "contract of the year", cancel);
        }
    }

    private string Wrongly => city.Town.File.Institutions[2].Code;

    private async Task ProposeAsync(TownInstitution institution, string account, string reason, CancellationToken cancel)
    {
        JsonElement proposed = await _clerk.ActAsync(
            "payees",
            new { party = institution.Code, account, holder = institution.Name, bankName = "示例银行城西支行", lineNumber = DemoBanks.LineNumber, reason }, cancel);
        await _sealer.ActAsync($"payees/{institution.Code}/{proposed.GetProperty("version")}/approve", new { reason }, cancel);
    }

    private static string AccountOf(string code) => "1001" + code[1..].PadLeft(12, '0');

    private async Task<string> HandInAsync(DateOnly day, CancellationToken cancel)
    {
        (byte[] csv, long fen) = PersonsList.Make(new Population(options.Seed, city.Town.File.Division), PersonsCount, day);
        string path = $"persons?name=reimbursements&day={Iso(day)}&agency={city.Town.File.Division}&reason=weekly";
        JsonElement taken = await _clerk.UploadAsync(path, csv, "text/csv; charset=gb18030", cancel);
        JsonElement again = await _clerk.UploadAsync(path, csv, "text/csv; charset=gb18030", cancel);
        bool once = again.GetProperty("duplicate").GetBoolean() && taken.Text("total") == Fen.Text(fen);
        return $"{taken.GetProperty("count")} payments, {taken.Text("total")} yuan; handed in again: {(once ? "recognised" : "NOT recognised")}";
    }

    /// <summary>What the banks will do wrong. The account that one of them does not know is wrong by itself.</summary>
    private async Task MisbehaveAsync(DateOnly day)
    {
        string Serial(int institution) => string.Create(CultureInfo.InvariantCulture, $"C{day:yyyyMMdd}{city.Town.File.Institutions[institution].Code}01");
        await city.Banks.Institutions.UseFaultsAsync(
            options.Seed,
            new BankFaultRule { Kind = BankFaultKind.ExecuteTwice, Max = 1, Only = new HashSet<string> { Serial(5) } },
            new BankFaultRule { Kind = BankFaultKind.ReturnLater, Max = 1, AfterDays = 1, Only = new HashSet<string> { Serial(8) } },
            new BankFaultRule { Kind = BankFaultKind.LoseAnswer, Max = 1 });
        await city.Banks.Persons.UseFaultsAsync(
            options.Seed,
            new BankFaultRule { Kind = BankFaultKind.RejectLine, PerMillion = 25_000, Max = 5 },
            new BankFaultRule { Kind = BankFaultKind.ReturnLater, PerMillion = 12_500, Max = 3, AfterDays = 1 },
            new BankFaultRule { Kind = BankFaultKind.DuplicateAnswer, Max = 1 });
    }

    private async Task<List<(string What, string Result)>> PayAsync(DateOnly through, DateOnly on, CancellationToken cancel)
    {
        var steps = new List<(string, string)>();
        string[] files =
        [
            .. await SealAsync(DemoBanks.InstitutionsId, "PayInstitution", through, on, cancel),
            .. await SealAsync(DemoBanks.PersonsId, "PayPerson", through, on, cancel),
        ];
        (bool alone, _) = await _sealer.TryAsync($"files/{files[0]}/release", new { reason = "in a hurry" }, cancel);
        steps.Add(("sealed", $"{files.Length} files; who sealed one may {(alone ? "RELEASE it alone" : "not release it")}"));
        foreach (string file in files)
        {
            await _releaser.ActAsync($"files/{file}/release", new { reason = "checked" }, cancel);
        }
        foreach (string file in files)
        {
            await UntilAsync($"{file} is delivered", async () => await StateAsync(file, cancel) is "Delivered" or "Answered", cancel);
        }
        steps.Add(("released by another officer", $"{files.Length} files delivered over SFTP, signed, under their final names"));
        await UntilAsync("the banks have executed", () => Task.FromResult(files.All(Executed)), cancel);
        int resent = city.Banks.All.Sum(bank => bank.Resend().Count);
        foreach (string file in files)
        {
            await UntilAsync($"{file} is answered", async () => await StateAsync(file, cancel) == "Answered", cancel);
        }
        steps.Add(("the banks' answers", $"every payment has a final word; {resent} lost answer asked for again"));
        return steps;
    }

    private bool Executed(string batch) => city.Banks.All.Any(bank => bank.Read(books => books.Taken.Any(taken => taken.Batch == batch)));

    private async Task<string[]> SealAsync(string bank, string kind, DateOnly through, DateOnly on, CancellationToken cancel)
    {
        JsonElement answer = await _sealer.ActAsync("seal", new { bank, kind, through = Iso(through), requestedOn = Iso(on), reason = "end of the day" }, cancel);
        return [.. answer.GetProperty("files").EnumerateArray().Select(file => file.Text("id"))];
    }

    private async Task<string> StateAsync(string file, CancellationToken cancel) => (await _auditor.AskAsync("files/" + file, cancel)).GetProperty("file").Text("state");

    /// <summary>The banks close a day and put their statements out; the hub takes them.</summary>
    private async Task EndBanksDayAsync(DateOnly day, CancellationToken cancel)
    {
        string[] names = [.. city.Banks.All.SelectMany(bank => bank.EndDay(day)?.Files ?? [])];
        await UntilAsync($"the statements of {Iso(day)} are taken", async () => await city.AppliedAsync(names, cancel), cancel);
    }

    /// <summary>The wrong account is corrected; what was refused or sent back to an institution is ordered again and paid.</summary>
    private async Task<string> RepairAsync(DateOnly day, DateOnly on, CancellationToken cancel)
    {
        await city.Banks.Institutions.UseFaultsAsync(options.Seed);
        TownInstitution wrong = city.Town.File.Institutions.Single(one => one.Code == Wrongly);
        await ProposeAsync(wrong, AccountOf(wrong.Code), "the old account was wrong", cancel);
        string[] owed = await city.OwedAgainAsync(cancel);
        foreach (string serial in owed)
        {
            await _clerk.ActAsync("repeat", new { serial, reason = "account corrected" }, cancel);
        }
        string[] files = await SealAsync(DemoBanks.InstitutionsId, "PayInstitution", on, on, cancel);
        foreach (string file in files)
        {
            await _releaser.ActAsync($"files/{file}/release", new { reason = "corrected" }, cancel);
            await UntilAsync($"{file} is answered", async () => await StateAsync(file, cancel) == "Answered", cancel);
        }
        return $"{owed.Length} payments to institutions (wrong account, sent back later) ordered again under new serials and paid";
    }

    private async Task<string> StatementsAsync(DateOnly day, CancellationToken cancel)
    {
        int proven = 0;
        int all = 0;
        bool refused = true;
        string folder = PrivateFiles.MakeFolder(Path.GetFullPath(Path.Combine(options.ResultFolder, "statements")));
        foreach (string partner in city.Town.File.Institutions.Select(one => one.Code).Concat([DemoBanks.InstitutionsId, DemoBanks.PersonsId, "core"]))
        {
            all++;
            string file = Path.Combine(folder, $"{partner}-{Iso(day)}.statement");
            (int got, _) = await HubAsync(["statement", partner, Iso(day), "-o", file], cancel);
            if (got == 0 && await VerifyAsync(file, cancel) == 0)
            {
                proven++;
            }
        }
        byte[] bytes = await File.ReadAllBytesAsync(Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).First(), cancel);
        bytes[Array.IndexOf(bytes, (byte)':') + 1] ^= 1;
        string flipped = city.Workspace.At("flipped.statement");
        await File.WriteAllBytesAsync(flipped, bytes, cancel);
        refused = await VerifyAsync(flipped, cancel) == 1;
        return proven == all && refused
            ? $"{proven} of {all} proven offline by ./hub verify; one with a flipped byte refused"
            : $"NOT proven: {proven} of {all}, flipped byte refused: {refused}";
    }

    private async Task<int> VerifyAsync(string file, CancellationToken cancel)
        => (await HubProcess.RunAsync(options.Hub, ["verify", file, "--anchors", city.Town.TrustAnchors], cancel)).ExitCode;

    private Task<(int ExitCode, string Output)> HubAsync(string[] arguments, CancellationToken cancel)
        => HubProcess.RunAsync(options.Hub, [.. arguments, "--url", city.Hub.Url.AbsoluteUri, "--config", city.Town.HubConfiguration], cancel);

    private async Task UntilAsync(string what, Func<Task<bool>> holds, CancellationToken cancel)
    {
        long started = _clock.GetTimestamp();
        while (!await holds())
        {
            if (_clock.GetElapsedTime(started) > Limit)
            {
                throw new ChildFailedException($"within {Limit.TotalSeconds:0} s it did not come true that {what}");
            }
            city.Hub.ThrowIfEnded();
            await Task.Delay(Pause, _clock, cancel);
        }
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
