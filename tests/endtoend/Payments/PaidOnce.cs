using Hub.EndToEnd.Tests.Stage;
using Hub.Simulators.Bank;

namespace Hub.EndToEnd.Tests.Payments;

/// <summary>A payment in a released file, as the hub's tables have it.</summary>
internal sealed record Ordered(string Serial, string Bank, long Fen);

/// <summary>Ordered = executed = answered = stated, each once, to the fen.</summary>
internal static class PaidOnce
{
    /// <summary>Asserts that everything went as ordered and nothing is open. Returns how many payments were made.</summary>
    internal static async Task<int> HoldsAsync(PayStage stage)
    {
        var ordered = await ExecutedAsync(stage);
        var count = ordered.Count;
        Assert.Equal(count, await stage.Books.CountAsync("select count(*) from payment"));
        Assert.Equal(count, await stage.Books.CountAsync("select count(*) from payment_answer where kind = 1 and status = 1"));
        Assert.Equal(count, await stage.Books.CountAsync("select count(*) from payment_answer"));
        Assert.Equal(count, await stage.Books.CountAsync("select count(*) from statement_line where matched = 1"));
        Assert.Equal(count, await stage.Books.CountAsync("select count(*) from statement_line"));
        Assert.Equal(0, await stage.Books.CountAsync("select count(*) from bank_file where state <> 2"));
        Assert.Equal(stage.Banks.Count, await stage.Books.CountAsync("select count(*) from bank_statement"));
        Assert.Empty(await stage.Books.RowsAsync("select key || ' ' || text from difference", r => r.GetString(0)));
        await LedgerHoldsAsync(stage);
        Assert.Equal(0, await stage.Books.CountAsync("select coalesce(sum(fen), 0)::bigint from posting where account like '%suspense%'"));
        return count;
    }

    /// <summary>Asserts that the banks' own books have executed what lies in sealed files, each payment and each file once, and nothing else.</summary>
    internal static async Task<IReadOnlyList<Ordered>> ExecutedAsync(PayStage stage)
    {
        var ordered = await stage.Books.RowsAsync(
            """
            select p.serial, f.bank, p.fen from payment p join payment_file_line l using (serial) join payment_file f on f.id = l.file
            join payment_release r on r.file = f.id order by p.serial collate "C"
            """,
            r => new Ordered(r.GetString(0), r.GetString(1), r.GetInt64(2)));
        var files = await stage.Books.RowsAsync(
            "select f.bank, f.name, encode(f.sha256, 'hex') from payment_file f join payment_release r on r.file = f.id",
            r => (Bank: r.GetString(0), Name: r.GetString(1), Sha256: r.GetString(2)));
        foreach (var bank in stage.Banks)
        {
            var id = bank.Options.Bank;
            var executed = bank.Read(books => books.Bookings.Where(booking => !booking.Credit).Select(booking => new Ordered(booking.Serial, id, booking.Fen))
                .OrderBy(one => one.Serial, StringComparer.Ordinal).ToList());
            Assert.Equal(ordered.Where(one => one.Bank == id), executed);
            var taken = bank.Read(books => books.Taken.Select(file => (id, file.Name, file.Sha256, file.Refused)).Order().ToList());
            Assert.Equal(files.Where(file => file.Bank == id).Select(file => (file.Bank, file.Name, file.Sha256, "")).Order(), taken);
        }

        return ordered;
    }

    /// <summary>Asserts that nothing is due any more, that the hub's bank accounts moved as the banks' did, and that every transaction is balanced.</summary>
    internal static async Task LedgerHoldsAsync(PayStage stage)
    {
        Assert.Equal(0, await BalanceAsync(stage, "payments:due"));
        foreach (var bank in stage.Banks)
        {
            Assert.Equal(MovedFen(bank), await BalanceAsync(stage, "bank:" + bank.Options.Bank));
        }

        Assert.Equal(0, await stage.Books.CountAsync(
            "select count(*) from (select transaction_id from posting group by transaction_id having sum(fen) <> 0) as unbalanced"));
    }

    /// <summary>How far an account of the hub's ledger moved.</summary>
    internal static Task<long> BalanceAsync(PayStage stage, string account) =>
        stage.Books.CountAsync("select coalesce(sum(fen), 0)::bigint from posting where account = $1", account);

    /// <summary>How far the bureau's account at the bank moved, by the bank's own books.</summary>
    internal static long MovedFen(BankSimulator bank) => bank.Read(books => books.BalanceFen - books.OpeningFen);
}
