using Hub.Simulators.Institutions;
using Hub.Simulators.Processes;
using Hub.Simulators.Wire;
using Npgsql;

namespace Hub.Simulators.Demo;

/// <summary>The books of counters, hub and core side by side, and the hub's ledger beside them.</summary>
/// <param name="Counters">Sums of what stands at the counters.</param>
/// <param name="Hub">Sums of what stands in the hub.</param>
/// <param name="Core">Sums of what stands in the core.</param>
/// <param name="Standing">Settlements standing at the counters.</param>
/// <param name="HubAgreesWithCore">Every settlement stands in both or in neither, with the same amounts.</param>
/// <param name="Differences">One line each.</param>
/// <param name="DifferenceFen">Sum of all absolute differences, fen.</param>
/// <param name="Accounts">The ledger's balances by kind of account, fen.</param>
internal sealed record ThreeBooks(
    BookRow Counters, BookRow Hub, BookRow Core, int Standing, bool HubAgreesWithCore, IReadOnlyList<string> Differences, long DifferenceFen,
    IReadOnlyList<(string Account, long Fen)> Accounts)
{
    /// <summary>Everything agrees.</summary>
    public bool Agree => Differences.Count == 0 && DifferenceFen == 0;

    /// <summary>Reads and compares.</summary>
    public static async Task<ThreeBooks> CompareAsync(City city, IReadOnlyList<Counters> counters, CancellationToken cancel)
    {
        Dictionary<string, BookRow> clerks = counters.SelectMany(institution => institution.Client.Journal.Live()).ToDictionary(
            row => row.SetlId, row => new BookRow(row.TotalFen, row.FundFen, row.AccountFen, row.CashFen), StringComparer.Ordinal);
        Dictionary<string, BookRow> hub = await SettlementBooks.OfHubAsync(city.Town.DataFolder, cancel);
        Dictionary<string, BookRow> core = SettlementBooks.OfCore(await city.Core.GetAsync("/admin/books", cancel));
        IReadOnlyList<(string Account, long Fen)> accounts = await BalancesAsync(city.Town.DataFolder, cancel);
        var lines = new List<string>();
        long fen = 0;
        bool hubAgreesWithCore = hub.Count == core.Count && hub.All(row => core.TryGetValue(row.Key, out BookRow other) && other == row.Value);
        foreach (string setlId in clerks.Keys.Union(hub.Keys).Union(core.Keys).Order(StringComparer.Ordinal))
        {
            clerks.TryGetValue(setlId, out BookRow one);
            hub.TryGetValue(setlId, out BookRow two);
            core.TryGetValue(setlId, out BookRow three);
            bool everywhere = clerks.ContainsKey(setlId) && hub.ContainsKey(setlId) && core.ContainsKey(setlId);
            if (!everywhere || one != two || two != three)
            {
                lines.Add($"setl_id {setlId}: counter {Side(clerks, setlId)}, hub {Side(hub, setlId)}, core {Side(core, setlId)}");
                fen += one.DistanceFen(two) + two.DistanceFen(three);
            }
        }
        BookRow sum = BookRow.Sum(clerks.Values);
        fen += CheckLedger(accounts, sum, lines);
        return new ThreeBooks(sum, BookRow.Sum(hub.Values), BookRow.Sum(core.Values), clerks.Count, hubAgreesWithCore, lines, fen, accounts);
    }

    private static string Side(Dictionary<string, BookRow> book, string setlId) => book.TryGetValue(setlId, out BookRow row)
        ? $"{Fen.Text(row.TotalFen)} (fund {Fen.Text(row.FundFen)}, account {Fen.Text(row.AccountFen)}, cash {Fen.Text(row.CashFen)})"
        : "has none";

    /// <summary>What the ledger owes the institutions is what funds and personal accounts pay of the standing settlements.</summary>
    private static long CheckLedger(IReadOnlyList<(string Account, long Fen)> accounts, BookRow standing, List<string> lines)
    {
        long payable = -accounts.Where(account => account.Account == "institutions: payable").Sum(account => account.Fen);
        long all = accounts.Sum(account => account.Fen);
        long off = Math.Abs(payable - standing.FundFen - standing.AccountFen);
        if (off != 0)
        {
            lines.Add($"ledger: payable {Fen.Text(payable)}, funds and accounts of the standing settlements {Fen.Text(standing.FundFen + standing.AccountFen)}");
        }
        if (all != 0)
        {
            lines.Add($"ledger: the postings sum to {Fen.Text(all)} instead of 0.00");
        }
        return off + Math.Abs(all);
    }

    private static async Task<IReadOnlyList<(string Account, long Fen)>> BalancesAsync(string dataFolder, CancellationToken cancel)
    {
        var accounts = new List<(string, long)>();
        await using NpgsqlConnection connection = await HubDatabase.OpenAsync(dataFolder, HubDatabase.Name, cancel);
        await using NpgsqlCommand command = connection.CreateCommand();
        command.CommandText = """
            select case when account like 'institution:%' then 'institutions: ' || split_part(account, ':', 3)
                        when account like 'fund:%' then 'fund ' || split_part(account, ':', 2)
                        else split_part(account, ':', 1) end as name, sum(fen)::bigint
            from posting group by name order by name
            """;
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            accounts.Add((reader.GetString(0), reader.GetInt64(1)));
        }
        return accounts;
    }
}
