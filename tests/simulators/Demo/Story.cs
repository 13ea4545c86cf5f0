using System.Globalization;
using Hub.Simulators.Demo.Payments;
using Hub.Simulators.Institutions;
using Hub.Simulators.Wire;
using Spectre.Console;

namespace Hub.Simulators.Demo;

/// <summary>Tells what happened: who settled what, what went wrong and what became of it, whose books hold what.</summary>
internal static class Story
{
    private const int RefusalsShown = 6;

    /// <summary>One row per kind of institution.</summary>
    public static void TellTraffic(Tally tally, Morning morning, JournalReading journals)
    {
        Table table = new Table().Border(TableBorder.Rounded).Title("the morning");
        table.AddColumn("");
        foreach (string name in (string[])["visits", "settled", "cancelled", "not settled"])
        {
            table.AddColumn(new TableColumn(name).RightAligned());
        }
        foreach ((FlowKind kind, string name) in Tally.Kinds)
        {
            (int planned, int settled, int cancelled, int refused, int open) = tally.Of(kind);
            table.AddRow(name, $"{planned}", $"{settled}", $"{cancelled}", $"{refused + open}");
        }
        AnsiConsole.Write(table);
        foreach (string refusal in tally.Refusals.Take(RefusalsShown))
        {
            Line("refused: " + refusal);
        }
        Line($"{journals.Messages} messages; cancelled: {morning.ReversedBy2601} by a clerk's 2601, {morning.ReversedByCore} by the core itself, the rest at the counter; "
            + $"lost by a counter: {morning.LostAtCounters}");
        Line(string.Create(
            CultureInfo.InvariantCulture,
            $"at the counters: half of the answers within {journals.MedianWait.TotalMilliseconds:0} ms, the longest wait {journals.LongestWait.TotalSeconds:0.0} s (a {journals.LongestWaitFor})"));
    }

    /// <summary>What was injected.</summary>
    public static void TellTrouble(Tally tally, City city, JournalReading journals, IReadOnlyDictionary<string, long> core, CallFates fates)
    {
        Table table = new Table().Border(TableBorder.Rounded).Title("what went wrong, and what became of it");
        table.AddColumn("trouble");
        table.AddColumn(new TableColumn("times").RightAligned());
        table.AddColumn("what became of it");
        foreach ((TroubleKind kind, int count) in journals.Trouble.OrderBy(pair => pair.Key))
        {
            (string what, string outcome) = kind switch
            {
                TroubleKind.CutRequest => ("counter: line cut in the request", "sent again, settled once"),
                TroubleKind.CutAnswer => ("counter: line cut in the answer", "sent again, the original answer came back"),
                TroubleKind.ParallelDuplicate => ("counter: the same message twice at once", "one effect, the same answer"),
                _ => ("counter: clerk impatient, sent again", "one effect, the original answer"),
            };
            table.AddRow(what, $"{count}", outcome);
        }
        foreach ((string kind, long count) in core.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            string what = kind switch
            {
                "lostAnswer" => "core: booked, answer lost",
                "lostRequest" => "core: request lost",
                "lateAnswer" => "core: answer 2.5 s late",
                "silentAnswer" => "core: booked, silent for 12 s",
                "refusal" => "core: refuses, busy",
                "truncated" => "core: half an answer",
                "garbage" => "core: garbage for an answer",
                "http503" => "core: booked, but HTTP 503",
                _ => "core: " + kind,
            };
            table.AddRow(what, $"{count}", fates.Of(kind));
        }
        table.AddRow(
            "line between hub and core cut", $"{city.Line.Cuts}",
            fates.Count(CallFates.Line) == 0 ? "no settlement under way" : "settlements under way: " + fates.Of(CallFates.Line));
        AnsiConsole.Write(table);
        Line($"reversed by the hub after an unknown outcome: {fates.Reversed}; clerks told so (SET-1201): {tally.Told("SET-1201")}");
        Line($"messages answered twice with different bytes: {journals.Contradictions}");
    }

    /// <summary>Reconciliation and receipts.</summary>
    public static void TellClosing(IReadOnlyList<Closing> closings, SampledReceipts receipts)
    {
        Line($"every institution reconciled: {closings.Sum(c => c.Statements)} statements (3201), {closings.Sum(c => c.Unbalanced)} not balanced at first, "
            + $"repaired by details (9101, 3202, 9102): {closings.Sum(c => c.Learned)} taken out that the core had cancelled, "
            + $"{closings.Sum(c => c.Reversed)} reversed (2601) that the counter had lost");
        Line($"receipts: {receipts.Receipts} fetched, {receipts.Proven} proven offline; one with a flipped byte {(receipts.FlipRefused ? "refused" : "NOT refused")}; "
            + $"{receipts.SameAnswers} of {receipts.Repeats} repeats got the same answer byte for byte");
    }

    /// <summary>The three books and the ledger.</summary>
    public static void TellBooks(ThreeBooks books)
    {
        Table table = new Table().Border(TableBorder.Rounded).Title($"{books.Standing} settlements stand, in yuan");
        table.AddColumn("");
        foreach (string name in (string[])["counters", "hub", "core"])
        {
            table.AddColumn(new TableColumn(name).RightAligned());
        }
        table.AddRow("total", Fen.Text(books.Counters.TotalFen), Fen.Text(books.Hub.TotalFen), Fen.Text(books.Core.TotalFen));
        table.AddRow("funds", Fen.Text(books.Counters.FundFen), Fen.Text(books.Hub.FundFen), Fen.Text(books.Core.FundFen));
        table.AddRow("personal accounts", Fen.Text(books.Counters.AccountFen), Fen.Text(books.Hub.AccountFen), Fen.Text(books.Core.AccountFen));
        table.AddRow("patients' cash", Fen.Text(books.Counters.CashFen), Fen.Text(books.Hub.CashFen), Fen.Text(books.Core.CashFen));
        AnsiConsole.Write(table);
        Line("ledger: " + string.Join(", ", books.Accounts.Select(account => $"{account.Account} {Fen.Text(account.Fen)}")));
    }

    /// <summary>How the day was closed and paid.</summary>
    public static void TellPayDay(PayDayResult paid)
    {
        Table table = new Table().Border(TableBorder.Rounded).Title("the day is closed and paid");
        table.AddColumn("step");
        table.AddColumn("what came of it");
        foreach ((string what, string result) in paid.Steps)
        {
            table.AddRow(Markup.Escape(what), Markup.Escape(result));
        }
        AnsiConsole.Write(table);
        Line("open differences, named: " + (paid.Named.Count == 0 ? "none" : string.Join(", ", paid.Named.Select(one => $"{one.Count} {one.Kind}"))));
        Line($"payments that the banks' own books hold as paid: {paid.Paid}; unexplained: {Fen.Text(paid.DifferenceFen)}");
    }

    /// <summary>One line of text.</summary>
    public static void Line(string text) => Console.WriteLine("  " + text);
}
