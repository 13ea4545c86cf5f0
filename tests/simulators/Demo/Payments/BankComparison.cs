using System.Globalization;
using System.Text.Json;
using Hub.Simulators.Bank;
using Hub.Simulators.Bank.Books;
using Hub.Simulators.Processes;
using Hub.Simulators.Wire;
using Npgsql;

namespace Hub.Simulators.Demo.Payments;

/// <summary>What came of paying the day.</summary>
/// <param name="Steps">What was done and what came of it.</param>
/// <param name="Named">Differences that the hub names, by kind.</param>
/// <param name="Paid">Payments that the banks' own books say are paid, and not sent back.</param>
/// <param name="DifferenceFen">What the banks' books and the hub's disagree about and no named difference explains, fen.</param>
/// <param name="Complaints">One line each; empty when all is well.</param>
internal sealed record PayDayResult(
    IReadOnlyList<(string What, string Result)> Steps, IReadOnlyList<(string Kind, int Count)> Named, int Paid, long DifferenceFen,
    IReadOnlyList<string> Complaints);

/// <summary>
/// The banks' own books beside the hub's: every payment's executions and returns, the balance of each account, and a named difference for
/// everything that did not go as ordered.
/// </summary>
internal sealed class BankComparison(City city, OfficerClient auditor)
{
    /// <summary>Compares.</summary>
    public async Task<PayDayResult> CompareAsync(DateOnly day, List<(string What, string Result)> steps, int dayCode, CancellationToken cancel)
    {
        var complaints = new List<string>();
        complaints.AddRange(steps.Where(step => step.Result.Contains("NOT", StringComparison.Ordinal) || step.Result.Contains("RELEASE", StringComparison.Ordinal))
            .Select(step => $"{step.What}: {step.Result}"));
        IReadOnlyList<Ordered> ordered = await OrderedAsync(cancel);
        HashSet<string> named = await NamedAsync(cancel);
        long fen = 0;
        int paid = 0;
        foreach (BankSimulator bank in city.Banks.All)
        {
            string id = bank.Options.Bank;
            IReadOnlyDictionary<string, SerialAccount> serials = bank.Read(books => new Dictionary<string, SerialAccount>(books.Serials));
            foreach (Ordered one in ordered.Where(one => one.Bank == id))
            {
                SerialAccount there = serials.GetValueOrDefault(one.Serial) ?? new SerialAccount();
                paid += there.Executed > there.Returned ? 1 : 0;
                long off = Math.Abs(there.ExecutedFen - there.ReturnedFen + one.BookedFen);
                bool asOrdered = there is { Executed: 1, Returned: 0 } && there.ExecutedFen == one.Fen;
                if (off != 0 || (!asOrdered && !named.Contains(one.Serial)))
                {
                    fen += Math.Max(off, one.Fen);
                    complaints.Add($"{one.Serial} at {id}: executed {there.Executed}, returned {there.Returned}, booked in the hub {Fen.Text(one.BookedFen)}, not named");
                }
            }
            foreach (string serial in serials.Keys.Except(ordered.Where(one => one.Bank == id).Select(one => one.Serial)))
            {
                complaints.Add($"{serial} at {id} was never ordered in a sealed file");
            }
            long moved = bank.Read(books => books.BalanceFen - books.OpeningFen);
            long ledger = await LedgerAsync("bank:" + id, cancel);
            if (moved != ledger)
            {
                fen += Math.Abs(moved - ledger);
                complaints.Add($"{id}: its balance moved by {Fen.Text(moved)}, the hub's ledger says {Fen.Text(ledger)}");
            }
        }
        long due = await LedgerAsync("payments:due", cancel);
        if (due != 0)
        {
            complaints.Add($"payments:due is {Fen.Text(due)} although everything has been booked");
        }
        if (dayCode is not (0 or 1))
        {
            complaints.Add($"./hub day ended with {dayCode}");
        }
        return new PayDayResult(steps, await KindsAsync(cancel), paid, fen, complaints);
    }

    private sealed record Ordered(string Serial, string Bank, long Fen, long BookedFen);

    /// <summary>Every payment in a sealed file, with what the hub has booked of it from the banks' statements.</summary>
    private Task<IReadOnlyList<Ordered>> OrderedAsync(CancellationToken cancel) => city.RowsAsync(
        """
        select p.serial, f.bank, p.fen, coalesce((select sum(s.fen) from statement_line s where s.serial = p.serial), 0)::bigint
        from payment p join payment_file_line l using (serial) join payment_file f on f.id = l.file
        """,
        reader => new Ordered(reader.GetString(0), reader.GetString(1), reader.GetInt64(2), reader.GetInt64(3)), cancel);

    /// <summary>Serials about which the hub has ever named a difference.</summary>
    private async Task<HashSet<string>> NamedAsync(CancellationToken cancel) =>
        [.. await city.RowsAsync("select distinct message_key from difference where message_key is not null", reader => reader.GetString(0), cancel)];

    private async Task<long> LedgerAsync(string account, CancellationToken cancel) => (await city.RowsAsync(
        string.Create(CultureInfo.InvariantCulture, $"select coalesce(sum(fen), 0)::bigint from posting where account = '{account}'"),
        reader => reader.GetInt64(0), cancel))[0];

    private async Task<IReadOnlyList<(string Kind, int Count)>> KindsAsync(CancellationToken cancel)
    {
        JsonElement open = await auditor.AskAsync("differences", cancel);
        return
        [
            .. open.GetProperty("differences").EnumerateArray().CountBy(one => one.Text("kind")).OrderBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair => (pair.Key, pair.Value)),
        ];
    }
}
