using System.Globalization;
using System.Text;
using System.Text.Json;
using Hub.EndToEnd.Tests.Stage;
using Hub.Simulators.Bank;
using Hub.Simulators.Persons;
using Hub.Simulators.Wire;

namespace Hub.EndToEnd.Tests.Payments;

/// <summary>
/// An evening at the bureau. Whoever gets no answer looks what there is and goes on from there, so that all of it may be interrupted anywhere.
/// </summary>
internal sealed class PayWork(PayStage stage)
{
    /// <summary>A line number that its check digit fits (a bank's published head office).</summary>
    internal const string LineNumber = "102100099996";

    internal const string Institutions = "PayInstitution";
    internal const string Persons = "PayPerson";

    /// <summary>Institutions that are paid.</summary>
    internal static readonly string[] Codes = ["H43010000011", "H43010000012", "H43010000013", "P43010000014", "P43010000015"];

    private const string Reason = "end of the day";
    private int lists;

    /// <summary>Everything from what is owed to the applied statement.</summary>
    internal async Task PayAllAsync(int persons)
    {
        await KeepAccountsAsync();
        await OweAsync("S");
        await HandInAsync(persons);
        await ClearAsync();
        await SealAsync(stage.Bank, Institutions);
        await SealAsync(stage.Bank, Persons);
        await ReleaseAllAsync();
        await AnsweredAsync();
        await StatedAsync(stage.RequestedOn);
    }

    /// <summary>Every institution has an account, by two officers.</summary>
    internal async Task KeepAccountsAsync()
    {
        foreach (var code in Codes)
        {
            var proposed = await Officer.InsistAsync(() => stage.Clerk.ActAsync(
                "payees",
                new
                {
                    party = code, account = "1001" + code[1..].PadLeft(12, '0'), holder = code + "示例医院", bankName = "示例银行城西支行", lineNumber = LineNumber,
                    reason = Reason,
                }));
            var version = proposed.GetProperty("version").GetInt32();
            await Officer.InsistAsync(() => stage.Sealer.ActAsync($"payees/{code}/{Quick.Text(version)}/approve", new { reason = Reason }));
        }
    }

    /// <summary>Three settlements of every institution; only what clearing reads of them is real.</summary>
    internal Task OweAsync(string prefix) => stage.Books.CountAsync(
        """
        with added as (
            insert into settlement (settlement_id, encounter_id, institution, message_key, setting, person_number, insurance_type, clearing_type, agency,
                settled_at, state, total, fund_total, personal_account, cash, hospital_share, case_name)
            select $1 || code || n, 'E' || n, code, $1 || n, 0, 'P' || n, '310', '11', '430100', $2, 0, 10000 * n, 7000 * n + at, 2000 * n, 1000 * n - at, 0, ''
            from unnest($3) with ordinality as institution (code, at) cross join generate_series(1, 3) as n
            returning 1)
        select count(*) from added
        """,
        prefix, stage.Day.ToDateTime(new TimeOnly(0, 0, 1)), Codes);

    /// <summary>A list of reimbursements of made-up people.</summary>
    internal async Task HandInAsync(int count)
    {
        var list = Interlocked.Increment(ref lists);
        var people = new Population(1, "430100");
        var csv = new StringBuilder("serial,party,holder,personName,account,bankName,lineNumber,amount,purpose,memo\r\n");
        for (var i = 1; i <= count; i++)
        {
            var person = people.At(900_000 + i);
            csv.Append(CultureInfo.InvariantCulture, $"P{list:000}{i:000000},{person.PsnNo},{person.Name},{person.Name},{Card(i)},示例银行城东支行,{LineNumber},")
                .Append(CultureInfo.InvariantCulture, $"{Fen.Text(10_000 + (i * 37))},REIM,医疗费零星报销\r\n");
        }

        var path = $"persons?name=list{Quick.Text(list)}&day={Iso(stage.Day)}&agency=430100&reason=weekly";
        await Officer.InsistAsync(() => stage.Clerk.HandInAsync(path, Encoding.UTF8.GetBytes(csv.ToString())));
    }

    internal Task ClearAsync() => Officer.InsistAsync(() => stage.Clerk.ActAsync("clear", new { through = Iso(stage.Day), reason = Reason }));

    /// <summary>Seals what is not in a file yet.</summary>
    internal async Task SealAsync(BankSimulator bank, string kind) =>
        await Officer.InsistAsync(async () => await OpenAsync(kind) == 0 ? default : await stage.Sealer.ActAsync("seal", SealOrder(bank, kind)));

    /// <summary>What an officer asks for who seals.</summary>
    internal object SealOrder(BankSimulator bank, string kind) =>
        new { bank = bank.Options.Bank, kind, through = Iso(stage.Day), requestedOn = Iso(stage.RequestedOn), reason = Reason };

    /// <summary>Releases whatever nobody has released yet.</summary>
    internal async Task ReleaseAllAsync() => await Officer.InsistAsync(async () =>
    {
        foreach (var file in await FilesAsync())
        {
            if (file.GetProperty("releasedBy").ValueKind == JsonValueKind.Null)
            {
                await ReleaseAsync(file.Text("id"));
            }
        }

        return true;
    });

    internal Task<JsonElement> ReleaseAsync(string file) => stage.Releaser.ActAsync($"files/{file}/release", new { reason = Reason });

    /// <summary>The payment files, as an officer sees them.</summary>
    internal async Task<IReadOnlyList<JsonElement>> FilesAsync() => [.. (await stage.Auditor.AskAsync("files")).GetProperty("files").EnumerateArray()];

    /// <summary>Until every file has the banks' final word on every payment.</summary>
    internal Task AnsweredAsync() => Eventually.HoldsAsync(
        async () => await Officer.InsistAsync(async () => (await FilesAsync()).All(file => file.Text("state") == "Answered")),
        () => "every payment file is answered\n" + stage.Hub.Node().Tail());

    /// <summary>The banks close a day; until the hub has applied what they state.</summary>
    internal async Task StatedAsync(DateOnly day)
    {
        foreach (var bank in stage.Banks)
        {
            await TakenAsync(bank, [.. bank.EndDay(day)?.Files ?? []]);
        }
    }

    /// <summary>Until these files of a bank have come to an end in the hub.</summary>
    internal Task TakenAsync(BankSimulator bank, IReadOnlyList<string> names) => Eventually.HoldsAsync(
        async () => await stage.Books.CountAsync(
            "select count(distinct n.name) from bank_file_name n join bank_file f using (bank, sha256) where f.state > 1 and bank = $1 and n.name = any ($2)",
            bank.Options.Bank, names.ToArray()) == names.Count,
        () => "the hub has taken " + string.Join(", ", names) + "\n" + stage.Hub.Node().Tail());

    internal static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private Task<long> OpenAsync(string kind) => stage.Books.CountAsync(
        "select count(*) from payment p where kind = $1 and not exists (select 1 from payment_file_line l where l.serial = p.serial)",
        (short)(kind == Institutions ? 0 : 1));

    /// <summary>A card number of 19 digits with its check digit (Luhn).</summary>
    private static string Card(int number)
    {
        var digits = string.Create(CultureInfo.InvariantCulture, $"622848{number:000000000000}");
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[^(i + 1)] - '0';
            var doubled = digit * 2;
            sum += i % 2 > 0 ? digit : doubled > 9 ? doubled - 9 : doubled;
        }

        return digits + (char)('0' + ((10 - (sum % 10)) % 10));
    }
}
