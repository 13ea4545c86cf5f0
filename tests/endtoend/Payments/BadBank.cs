using System.Security.Cryptography;
using Hub.EndToEnd.Tests.Stage;
using Hub.Simulators.Bank;
using Hub.Simulators.Bank.Faults;

namespace Hub.EndToEnd.Tests.Payments;

/// <summary>One hub and one bank that goes from bad to worse; after each case all books are added up anew.</summary>
public sealed class BadBank(Cluster cluster) : IAsyncLifetime
{
    private PayWork officers = null!;
    private int cases;

    internal PayStage Stage { get; private set; } = null!;

    internal BankSimulator Bank => Stage.Bank;

    public async ValueTask InitializeAsync()
    {
        Stage = await PayStage.StartAsync(cluster, new PayOptions());
        officers = new PayWork(Stage);
        await officers.KeepAccountsAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (Stage is not null)
        {
            await Stage.DisposeAsync();
        }
    }

    /// <summary>Pays every institution once more by a bank that follows these rules. Returns the serials and the bank's first answers.</summary>
    internal async Task<(IReadOnlyList<string> Serials, IReadOnlyList<string> Answers)> PayAsync(params BankFaultRule[] rules)
    {
        cases++;
        await Bank.UseFaultsAsync(cases, rules);
        await officers.OweAsync("S" + Quick.Text(cases) + "-");
        await officers.ClearAsync();
        await officers.SealAsync(Bank, PayWork.Institutions);
        await officers.ReleaseAllAsync();
        await Eventually.HoldsAsync(
            () => Bank.Read(books => books.Taken.Count == cases && books.Taken[^1].Answers.Count > 0), "the bank has executed and answered");
        var (batch, answers) = Bank.Read(books => (books.Taken[^1].Batch, books.Taken[^1].Answers));
        await officers.TakenAsync(Bank, answers);
        var serials = await Stage.Books.RowsAsync("select serial from payment_file_line where file = $1 order by number", r => r.GetString(0), batch);
        Assert.Equal(PayWork.Codes.Length, serials.Count);
        return (serials, answers);
    }

    /// <summary>The bank closes the next day by these rules; the hub takes what it puts out.</summary>
    internal async Task<IReadOnlyList<string>> EndDayAsync(params BankFaultRule[] rules)
    {
        await Bank.UseFaultsAsync(cases, rules);
        var files = Bank.EndDay(Stage.RequestedOn.AddDays(cases - 1))!.Files;
        await officers.TakenAsync(Bank, files);
        return files;
    }

    /// <summary>State and reason of a file, as an officer finds them on the day's page; and what the bank sent is stored.</summary>
    internal async Task<(string State, string Reason)> FoundAsync(string name)
    {
        var sent = SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(Bank.Options.Folder, "sent", name), Quick.Cancel));
        Assert.Equal(1, await Stage.Books.CountAsync("select count(*) from content where sha256 = $1", sent));
        var day = await Stage.Auditor.AskAsync("days/" + PayWork.Iso(Stage.Day));
        var file = day.GetProperty("bankFiles").EnumerateArray().Single(one => one.GetProperty("sha256").GetString() == Convert.ToHexStringLower(sent));
        return (file.GetProperty("state").GetString()!, file.GetProperty("reason").GetString() ?? "");
    }

    /// <summary>How many of these payments have the bank's final word.</summary>
    internal Task<long> AnsweredAsync(IReadOnlyList<string> serials) =>
        Stage.Books.CountAsync("select count(*) from payment_answer where kind = 1 and serial = any ($1)", (object)serials.ToArray());

    /// <summary>How many bookings of statements belong to these payments.</summary>
    internal Task<long> BookedAsync(IReadOnlyList<string> serials) =>
        Stage.Books.CountAsync("select count(*) from statement_line where serial = any ($1)", (object)serials.ToArray());

    /// <summary>Keys of the differences that an officer is shown.</summary>
    internal async Task<IReadOnlyList<string>> NamedAsync() =>
        [.. (await Stage.Auditor.AskAsync("differences")).GetProperty("differences").EnumerateArray().Select(one => one.GetProperty("key").GetString()!)];

    /// <summary>
    /// The ledger is what the accepted files say, each once: the bank's account by its bookings, suspense by what matches nothing, due by what is
    /// neither booked nor refused.
    /// </summary>
    internal async Task BooksAddUpAsync()
    {
        Assert.False(Stage.Hub.Node().HasExited, Stage.Hub.Node().Tail());
        Assert.Equal(
            await Stage.Books.CountAsync("select coalesce(sum(fen), 0)::bigint from statement_line"), await PaidOnce.BalanceAsync(Stage, "bank:banka"));
        Assert.Equal(
            await Stage.Books.CountAsync("select -coalesce(sum(fen), 0)::bigint from statement_line where matched > 2"),
            await Stage.Books.CountAsync("select coalesce(sum(fen), 0)::bigint from posting where account like '%suspense%'"));
        Assert.Equal(
            await Stage.Books.CountAsync(
                """
                select coalesce(sum(fen), 0)::bigint from payment p
                where not exists (select 1 from statement_line s where s.serial = p.serial and s.matched = 1)
                    and not exists (select 1 from payment_answer a where a.serial = p.serial and a.kind = 1 and a.status = 2)
                """),
            -await PaidOnce.BalanceAsync(Stage, "payments:due"));
        Assert.Equal(0, await Stage.Books.CountAsync(
            "select count(*) from (select transaction_id from posting group by transaction_id having sum(fen) <> 0) as unbalanced"));
    }
}
