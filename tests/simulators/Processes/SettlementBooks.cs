using System.Text.Json;
using Npgsql;

namespace Hub.Simulators.Processes;

/// <summary>One settlement as one side has it, fen.</summary>
internal readonly record struct BookRow(long TotalFen, long FundFen, long AccountFen, long CashFen)
{
    public static BookRow operator +(BookRow left, BookRow right) => new(
        left.TotalFen + right.TotalFen, left.FundFen + right.FundFen, left.AccountFen + right.AccountFen, left.CashFen + right.CashFen);

    /// <summary>Sum of many.</summary>
    public static BookRow Sum(IEnumerable<BookRow> rows) => rows.Aggregate(default(BookRow), (sum, row) => sum + row);

    /// <summary>Sum of the absolute differences of the four amounts.</summary>
    public long DistanceFen(BookRow other) => Math.Abs(TotalFen - other.TotalFen) + Math.Abs(FundFen - other.FundFen)
        + Math.Abs(AccountFen - other.AccountFen) + Math.Abs(CashFen - other.CashFen);
}

/// <summary>The standing settlements in the books of the hub and of the core, by <c>setl_id</c>.</summary>
internal static class SettlementBooks
{
    /// <summary>Marks settlements that a bench filled in to make the journal long.</summary>
    public const string FilledCase = "filled:";

    /// <summary>The core's, from its admin API.</summary>
    public static Dictionary<string, BookRow> OfCore(JsonElement books) => books.GetProperty("settlements").EnumerateArray()
        .Where(row => row.GetProperty("state").GetString() == "settled")
        .ToDictionary(
            row => row.GetProperty("setl_id").GetString()!,
            row => new BookRow(
                row.GetProperty("total_fen").GetInt64(), row.GetProperty("fund_fen").GetInt64(), row.GetProperty("account_fen").GetInt64(),
                row.GetProperty("cash_fen").GetInt64()),
            StringComparer.Ordinal);

    /// <summary>The hub's, from its database.</summary>
    public static async Task<Dictionary<string, BookRow>> OfHubAsync(string dataFolder, CancellationToken cancel)
    {
        var rows = new Dictionary<string, BookRow>(StringComparer.Ordinal);
        await using NpgsqlConnection connection = await HubDatabase.OpenAsync(dataFolder, HubDatabase.Name, cancel);
        await using NpgsqlCommand command = connection.CreateCommand();
        command.CommandText = $"""
            select s.settlement_id, s.total, s.fund_total, s.personal_account, s.cash from settlement s
            where s.cancels is null and s.state = 0 and s.case_name not like '{FilledCase}%'
              and not exists (select 1 from settlement c where c.cancels = s.settlement_id)
            """;
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            rows.Add(reader.GetString(0), new BookRow(reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3), reader.GetInt64(4)));
        }
        return rows;
    }
}
