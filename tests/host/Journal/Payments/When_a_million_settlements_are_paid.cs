using System.Globalization;
using System.Text;
using Hub.Canonical;
using Hub.Journal.Payments;
using Hub.Journal.Tests.Support;
using Npgsql;
using static Hub.Journal.Tests.Support.PaymentDesk;

namespace Hub.Journal.Tests.Payments;

/// <summary>A day of a province: prints what each step takes. Runs only where <c>HUB_SCALE</c> gives the number of rows (1000000).</summary>
[Collection(nameof(PostgresGroup))]
public sealed class When_a_million_settlements_are_paid(PostgresFixture postgres, ITestOutputHelper output)
{
    private const int Institutions = 200;

    [Fact]
    public async Task Should_clear_seal_answer_state_and_compare_them()
    {
        var rows = Environment.GetEnvironmentVariable("HUB_SCALE") is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : 0;
        Assert.SkipWhen(rows == 0, "HUB_SCALE is not set");
        await using var desk = await CreateAsync(postgres);
        await SeedAsync(desk, rows);

        var cleared = await TimeAsync("clear", () => desk.ClearAsync());
        Assert.Equal((Institutions, rows), (cleared.Payments, cleared.Settlements));
        var institutions = Assert.Single(await TimeAsync("seal institutions", () => desk.SealAsync()));
        await TimeAsync("add list", () => desk.Book.AddPersonsAsync(List("a") with { Lines = new MadeLines(rows) }, Anna, default));
        desk.Bank.Limits = desk.Bank.Limits with { LinesMax = rows };
        var persons = Assert.Single(await TimeAsync("seal persons", () => desk.SealAsync(PaymentKind.PayPerson)));
        output.WriteLine($"persons' file: {persons.Content.Length} bytes");
        await desk.Book.ReleaseAsync(institutions.Id, Boris, default);
        await desk.Book.ReleaseAsync(persons.Id, Boris, default);

        var returned = await PutOutAsync(
            desk, BankFileKind.Return, "RET", "O|" + persons.Id + "|20261128",
            $"select concat('R|', serial, case when number % 20 = 0 then '|Failed|0||20261128|AC01' else '|Settled|' || fen || '||20261128|' end), 0::bigint {LinesOf(persons)}");
        var applied = await TimeAsync("apply return", () => desk.Book.ApplyAsync(returned, default));
        Assert.Equal((BankFileState.Applied, rows, rows / 20), (applied.State, applied.Lines, applied.Differences));
        var paid = await PutOutAsync(
            desk, BankFileKind.Return, "RET2", "O|" + institutions.Id + "|20261128",
            $"select concat('R|', serial, '|Settled|', fen, '||20261128|'), 0::bigint {LinesOf(institutions)}");
        Assert.Equal(BankFileState.Applied, (await desk.Book.ApplyAsync(paid, default)).State);

        var stated = await PutOutAsync(
            desk, BankFileKind.Statement, "STM", "O||20261128\nS|1||20261128|20261128|0|0",
            $"select concat('B|', 'B', serial, '|20261128|', -fen, '|0||', serial), fen {LinesOf(institutions)} "
            + $"union all select concat('B|', 'B', serial, '|20261128|', -fen, '|0||', serial), fen {LinesOf(persons)} and number % 20 <> 0");
        var statement = await TimeAsync("apply statement", () => desk.Book.ApplyAsync(stated, default));
        Assert.Equal((BankFileState.Applied, 0), (statement.State, statement.Differences));
        Assert.Equal(0, await desk.DueAsync());

        var results = await TimeAsync("compare", () => desk.Book.ReconcileAsync(Day, Anna, default));
        Assert.Equal(Institutions, results.Count);
        Assert.All(results, r => Assert.Equal(r.Cleared, r.Booked));
        await TimeAsync("clear nothing", () => desk.ClearAsync());
    }

    private async Task<T> TimeAsync<T>(string step, Func<Task<T>> run)
    {
        var began = TimeProvider.System.GetTimestamp();
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        using var watch = new WorkingSetWatch();
        var result = await run();
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{step,-20} {TimeProvider.System.GetElapsedTime(began).TotalSeconds,8:0.0} s, working set at most {watch.Peak / 1_048_576} MB"));
        return result;
    }

    private static async Task SeedAsync(PaymentDesk desk, int rows)
    {
        await using var connection = new NpgsqlConnection(desk.Database.Owner);
        await connection.OpenAsync();
        await using var seed = new NpgsqlCommand(
            $"""
            insert into settlement select 'S202611270' || lpad(i::text, 10, '0'), null, 'E' || i, 'H4301' || lpad((i % {Institutions})::text, 7, '0'), 'M' || i, 0,
                'P' || i, '310', '11', '430100', timestamp '2026-11-27 08:00' + i * interval '20 milliseconds', 0, 5000 + i % 997, 4000, 500 + i % 97, 0, 0,
                'encounter:E' || i from generate_series(1, {rows}) as i;
            insert into payee select 'H4301' || lpad(i::text, 7, '0'), 1, '43010000' || i, 'Hospital', '', null, 'anna', now() from generate_series(0, {Institutions - 1}) as i;
            insert into payee_approval select party, 1, 'anna', 'boris', now() from payee;
            analyze;
            """,
            connection) { CommandTimeout = 600 };
        await seed.ExecuteNonQueryAsync();
    }

    private static string LinesOf(SealedFile file) => "from payment_file_line join payment using (serial) where file = '" + file.Id + "'";

    /// <summary>A file of the bank from a query, without holding it in memory.</summary>
    private static async Task<long> PutOutAsync(PaymentDesk desk, BankFileKind kind, string name, string head, string query)
    {
        var path = Path.GetTempFileName();
        try
        {
            await using (var file = new StreamWriter(path, append: false, new UTF8Encoding(false)) { NewLine = "\n" })
            {
                var count = 0;
                await file.WriteLineAsync(head);
                await using var connection = new NpgsqlConnection(desk.Database.Owner);
                await connection.OpenAsync();
                await using var command = new NpgsqlCommand(query, connection) { CommandTimeout = 600 };
                await using var reader = await command.ExecuteReaderAsync();
                while (await reader.ReadAsync())
                {
                    await file.WriteLineAsync(reader.GetString(0));
                    count++;
                }

                await file.WriteLineAsync("C|" + count.ToString(CultureInfo.InvariantCulture));
            }

            await using var content = File.OpenRead(path);
            var key = await desk.Contents.StoreAsync(content, long.MaxValue, default);
            return (await desk.Book.ArriveAsync(PlainBank.Name, new BankFileName(name, kind, null), key, default)).File.Id;
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Lines that are made when they are looked at: a list in memory would be all that is measured.</summary>
    private sealed class MadeLines(int count) : IReadOnlyList<PaymentLine>
    {
        public int Count => count;

        public PaymentLine this[int index] => Line(string.Create(CultureInfo.InvariantCulture, $"P20261127{index:0000000000}"), 100 + (index % 977));

        public IEnumerator<PaymentLine> GetEnumerator() => Enumerable.Range(0, count).Select(i => this[i]).GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }

    /// <summary>The largest working set while it lives, looked at ten times a second.</summary>
    private sealed class WorkingSetWatch : IDisposable
    {
        private readonly ITimer timer;
        private long peak;

        public WorkingSetWatch() => timer = TimeProvider.System.CreateTimer(_ => Look(), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(100));

        public long Peak
        {
            get
            {
                Look();
                return peak;
            }
        }

        private void Look() => peak = Math.Max(peak, Environment.WorkingSet);

        public void Dispose() => timer.Dispose();
    }
}
