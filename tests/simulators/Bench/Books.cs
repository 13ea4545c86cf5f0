using System.Globalization;
using System.Text.Json;
using Hub.Simulators.Processes;
using Npgsql;

namespace Hub.Simulators.Bench;

/// <summary>One settlement as one of the three sides has it, fen.</summary>
internal readonly record struct BookRow(long TotalFen, long FundFen);

/// <summary>After the load: what clerks were told, what the hub has booked, what the core has booked.</summary>
internal static class Books
{
    /// <summary>The acknowledged settlements that the load generators wrote down; a number that was acknowledged twice is an error of its own.</summary>
    public static (Dictionary<string, BookRow> Rows, int Twice) OfClerks(string file)
    {
        var rows = new Dictionary<string, BookRow>(StringComparer.Ordinal);
        int twice = 0;
        foreach (string line in File.Exists(file) ? File.ReadLines(file) : [])
        {
            string[] fields = line.Split('\t');
            bool isNew = rows.TryAdd(
                fields[0], new BookRow(long.Parse(fields[1], CultureInfo.InvariantCulture), long.Parse(fields[2], CultureInfo.InvariantCulture)));
            twice += isNew ? 0 : 1;
        }
        return (rows, twice);
    }

    /// <summary>The standing settlements of the core.</summary>
    public static Dictionary<string, BookRow> OfCore(JsonElement books) => books.GetProperty("settlements").EnumerateArray()
        .Where(row => row.GetProperty("state").GetString() == "settled")
        .ToDictionary(
            row => row.GetProperty("setl_id").GetString()!,
            row => new BookRow(row.GetProperty("total_fen").GetInt64(), row.GetProperty("fund_fen").GetInt64()),
            StringComparer.Ordinal);

    /// <summary>The standing settlements of the hub, except those that were filled in to make the journal long.</summary>
    public static async Task<Dictionary<string, BookRow>> OfHubAsync(string dataFolder, CancellationToken cancel)
    {
        var rows = new Dictionary<string, BookRow>(StringComparer.Ordinal);
        await using NpgsqlConnection connection = await HubDatabase.OpenAsync(dataFolder, HubDatabase.Name, cancel);
        await using NpgsqlCommand command = connection.CreateCommand();
        command.CommandText = """
            select s.settlement_id, s.total, s.fund_total from settlement s
            where s.cancels is null and s.case_name not like 'filled:%'
              and not exists (select 1 from settlement c where c.cancels = s.settlement_id)
            """;
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            rows.Add(reader.GetString(0), new BookRow(reader.GetInt64(1), reader.GetInt64(2)));
        }
        return rows;
    }

    /// <summary>How many settlements stand in one of two books only or differ, and by how many fen the sums differ.</summary>
    public static (int Settlements, long Fen) Difference(Dictionary<string, BookRow> left, Dictionary<string, BookRow> right)
    {
        int different = left.Count(pair => !right.TryGetValue(pair.Key, out BookRow other) || other != pair.Value)
            + right.Count(pair => !left.ContainsKey(pair.Key));
        return (different, Math.Abs(left.Values.Sum(row => row.TotalFen) - right.Values.Sum(row => row.TotalFen))
            + Math.Abs(left.Values.Sum(row => row.FundFen) - right.Values.Sum(row => row.FundFen)));
    }
}
