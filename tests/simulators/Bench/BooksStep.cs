using Hub.Simulators.Bench.Load;
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
        (Dictionary<string, BookRow> clerks, int twice) = Books.OfClerks(file);
        Dictionary<string, BookRow> hub = await Books.OfHubAsync(stage.Town.DataFolder, cancel);
        Dictionary<string, BookRow> core = Books.OfCore(await stage.BooksAsync(settlements: true, cancel));
        report.Add(new Figure("acknowledged", "settlements acknowledged to the senders", clerks.Count, "", Limit: $"{Fen.Text(clerks.Values.Sum(row => row.TotalFen))} yuan"));
        report.Add(new Figure("acknowledged_twice", "settlements acknowledged to two senders", twice, "", Most: 0));
        Compare("hub", "the hub's books", hub);
        Compare("core", "the core's books", core);

        void Compare(string name, string text, Dictionary<string, BookRow> books)
        {
            (int settlements, long fen) = Books.Difference(clerks, books);
            report.Add(new Figure($"difference_{name}", $"settlements that differ from {text}", settlements, "", Most: 0, Limit: $"{books.Count} there"));
            report.Add(new Figure($"difference_{name}_fen", $"difference of the sums to {text}", fen, "fen", Most: 0));
        }
    }
}
