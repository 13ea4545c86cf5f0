using System.Globalization;
using Hub.Simulators.Bench.Load;
using Hub.Simulators.Processes;
using Hub.Simulators.Wire;

namespace Hub.Simulators.Bench;

/// <summary>Every acknowledged settlement exactly once in the hub's and in the core's books, to the fen.</summary>
internal static class BooksStep
{
    /// <summary>Compares the three sides.</summary>
    public static async Task CompareAsync(Stage stage, BenchReport report, CancellationToken cancel)
    {
        BenchReport.Say("comparing the books of clerks, hub and core");
        string file = stage.Workspace.At("acknowledged.tsv");
        await stage.Load!.OrderAsync(new LoadOrder("answers", File: file), null, cancel);
        (Dictionary<string, BookRow> clerks, int twice) = ReadClerks(file);
        Dictionary<string, BookRow> hub = await SettlementBooks.OfHubAsync(stage.Town.DataFolder, cancel);
        Dictionary<string, BookRow> core = SettlementBooks.OfCore(await stage.BooksAsync(settlements: true, cancel));
        report.Add(new Figure("acknowledged", "settlements acknowledged to the senders", clerks.Count, "", Limit: $"{Fen.Text(clerks.Values.Sum(row => row.TotalFen))} yuan"));
        report.Add(new Figure("acknowledged_twice", "settlements acknowledged to two senders", twice, "", Most: 0));
        Compare("hub", "the hub's books", hub);
        Compare("core", "the core's books", core);

        void Compare(string name, string text, Dictionary<string, BookRow> books)
        {
            (int settlements, long fen) = Difference(clerks, books);
            report.Add(new Figure($"difference_{name}", $"settlements that differ from {text}", settlements, "", Most: 0, Limit: $"{books.Count} there"));
            report.Add(new Figure($"difference_{name}_fen", $"difference of the sums to {text}", fen, "fen", Most: 0));
        }
    }

    /// <summary>The acknowledged settlements that the load generator wrote down; a number that was acknowledged twice is an error of its own.</summary>
    private static (Dictionary<string, BookRow> Rows, int Twice) ReadClerks(string file)
    {
        var rows = new Dictionary<string, BookRow>(StringComparer.Ordinal);
        int twice = 0;
        foreach (string line in File.Exists(file) ? File.ReadLines(file) : [])
        {
            string[] fields = line.Split('\t');
            bool isNew = rows.TryAdd(fields[0], new BookRow(Number(fields[1]), Number(fields[2]), 0, 0));
            twice += isNew ? 0 : 1;
        }
        return (rows, twice);
        static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
    }

    /// <summary>How many settlements stand in one of two books only or differ in total or funds, and by how many fen the sums differ.</summary>
    private static (int Settlements, long Fen) Difference(Dictionary<string, BookRow> clerks, Dictionary<string, BookRow> books)
    {
        int different = clerks.Count(pair => !books.TryGetValue(pair.Key, out BookRow other) || Compared(other) != pair.Value)
            + books.Count(pair => !clerks.ContainsKey(pair.Key));
        return (different, BookRow.Sum(clerks.Values).DistanceFen(Compared(BookRow.Sum(books.Values))));
        static BookRow Compared(BookRow row) => row with { AccountFen = 0, CashFen = 0 };
    }
}
