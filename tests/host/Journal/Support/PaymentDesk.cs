using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hub.Canonical;
using Hub.Journal.Payments;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Hub.Journal.Tests.Support;

/// <summary>A clock that stands where a test puts it.</summary>
public sealed class StandingTime : TimeProvider
{
    public DateTimeOffset Now { get; set; } = new(2026, 11, 28, 9, 30, 15, 123, TimeSpan.FromHours(8));

    public override DateTimeOffset GetUtcNow() => Now;
}

/// <summary>A payment book on a database of its own, a plain bank, and short words for what tests do.</summary>
public sealed class PaymentDesk : IAsyncDisposable
{
    public const string Hospital = "H43010000001";
    public const string Clinic = "H43010000002";

    public static readonly DateOnly Day = new(2026, 11, 27);
    public static readonly DateOnly Today = new(2026, 11, 28);
    public static readonly Act Anna = new("anna", "daily work");
    public static readonly Act Boris = new("boris", "daily work");

    private PaymentDesk(TestDatabase database)
    {
        Database = database;
        var book = new PaymentBook(
            new PaymentBookOptions { ConnectionString = database.Application, ConnectionsMax = 20 }, Bank, Time, NullLogger<PaymentBook>.Instance);
        Book = book;
        Contents = book;
    }

    public TestDatabase Database { get; }

    public PlainBank Bank { get; } = new();

    public StandingTime Time { get; } = new();

    public IPaymentBook Book { get; }

    public IContentStore Contents { get; }

    public static async Task<PaymentDesk> CreateAsync(PostgresFixture postgres)
    {
        ArgumentNullException.ThrowIfNull(postgres);
        var database = await postgres.CreateAsync();
        await Store.Schema.MigrateAsync(database.Owner, CancellationToken.None);
        return new PaymentDesk(database);
    }

    /// <summary>One settlement as the engine books it: its row, and what the institution is owed.</summary>
    public async Task SettleAsync(string id, string institution, long fen, int state = 0, string? cancels = null, DateOnly? day = null, string type = "310")
    {
        var on = (day ?? Day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        await Database.ExecuteAsync(
            $"""
            insert into settlement values ('{id}', {(cancels is null ? "null" : "'" + cancels + "'")}, 'E', '{institution}', 'M', 0, 'P', '{type}', '11',
                '430100', '{on} 09:00', {state}, {fen}, {fen - (fen / 10)}, {fen / 10}, 0, 0, 'c')
            """);
        if (state != 2)
        {
            await Database.ExecuteAsync(
                $"insert into posting select t, l, a, f from (values (0, '{LedgerAccounts.InstitutionPayable(institution)}', {-fen}), (1, 'x', {fen})) as r (l, a, f), "
                + "(select coalesce(max(transaction_id), 0) + 1 as t from posting where transaction_id > 0) as n");
        }
    }

    /// <summary>What the core does when an outcome stays unknown: the settlement and its counter-row never happened.</summary>
    public async Task ReverseAsync(string id, string institution, long fen, DateOnly? day = null)
    {
        await Database.ExecuteAsync("update settlement set state = 2 where settlement_id = '" + id + "'");
        await SettleAsync(id + "-R", institution, -fen, 2, id, day);
    }

    public async Task PayeeAsync(string institution, string account = "4301000000000000001")
    {
        var version = await Book.ProposePayeeAsync(institution, new BankAccount { Number = account, Holder = "Hospital" }, Anna, default);
        await Book.ApprovePayeeAsync(institution, version, Boris, default);
    }

    public Task<ClearingReport> ClearAsync(DateOnly? through = null) => Book.ClearAsync(through ?? Day, null, Anna, default);

    public Task<IReadOnlyList<SealedFile>> SealAsync(PaymentKind kind = PaymentKind.PayInstitution) =>
        Book.SealAsync(PlainBank.Name, kind, Today, Today, Anna, default);

    /// <summary>Seals and releases what there is.</summary>
    public async Task<SealedFile> SendAsync(PaymentKind kind = PaymentKind.PayInstitution) =>
        await Book.ReleaseAsync(Assert.Single(await SealAsync(kind)).Id, Boris, default);

    /// <summary>One hospital's payment, sent. Its serial and file.</summary>
    public async Task<(string Serial, SealedFile File)> SentAsync(long fen = 1000)
    {
        await PayeeAsync(Hospital);
        await SettleAsync("S1", Hospital, fen);
        await ClearAsync();
        return ("C20261127H4301000000101", await SendAsync());
    }

    public static PaymentList List(string name, params PaymentLine[] lines) => new(
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name))), name, Day, "430100", lines);

    public static PaymentLine Line(string serial, long fen, string? repeats = null, string account = "6222000000000000000") => new()
    {
        Number = 1, Serial = serial, RepeatsSerial = repeats, Party = "P1", Payee = new BankAccount { Number = account, Holder = "Person" }, Amount = new Money(fen),
    };

    public async Task<BankFile> TakeAsync(BankFileKind kind, string name, params string[] lines)
    {
        var (_, file) = await ArriveAsync(kind, name, lines);
        return await Book.ApplyAsync(file.Id, default);
    }

    public async Task<(BankFileArrival Arrival, BankFile File)> ArriveAsync(BankFileKind kind, string name, params string[] lines)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines)));
        var key = await Contents.StoreAsync(content, 1_000_000, default);
        return await Book.ArriveAsync(PlainBank.Name, new BankFileName(name, kind, name + ".ok"), key, default);
    }

    private int returns;

    public Task<BankFile> AnswerAsync(string batch, params string[] lines) => TakeAsync(
        BankFileKind.Return, "RET_" + batch + "_" + ++returns, ["O|" + batch + "|20261128", .. lines, "C|" + lines.Length]);

    public Task<BankFile> NotifyAsync(params string[] lines) => TakeAsync(
        BankFileKind.Notification, "NTF_" + ++returns, ["O||20261128", .. lines, "C|" + lines.Length]);

    /// <summary>A statement of one day; the closing balance follows from the bookings.</summary>
    public Task<BankFile> StateAsync(string number, long opening, params string[] bookings)
    {
        var closing = opening + bookings.Sum(b => long.Parse(b.Split('|')[3], CultureInfo.InvariantCulture));
        return TakeAsync(
            BankFileKind.Statement, "STM_" + number, ["O||20261128", $"S|{number}||20261128|20261128|{opening}|{closing}", .. bookings, "C|" + bookings.Length]);
    }

    public static string Answer(string serial, PaymentStatus status, long fen, string bankSerial = "", string reason = "") =>
        $"R|{serial}|{status}|{(status == PaymentStatus.Failed ? 0 : fen)}|{bankSerial}|20261128|{reason}";

    public static string Booking(string bankSerial, long fen, string serial = "", bool reversal = false, string batch = "") =>
        $"B|{bankSerial}|20261128|{fen}|{(reversal ? 1 : 0)}|{batch}|{serial}";

    /// <summary>Balance of an account; every transaction must balance too.</summary>
    public async Task<long> BalanceAsync(string account)
    {
        Assert.Equal(0, await Database.AskAsync<long>("select count(*) from (select transaction_id from posting group by 1 having sum(fen) <> 0) as t"));
        return await Database.AskAsync<long>("select coalesce(sum(fen), 0)::bigint from posting where account = '" + account + "'");
    }

    public Task<long> DueAsync() => BalanceAsync(LedgerAccounts.PaymentsDue);

    public Task<long> PayableAsync(string institution = Hospital) => BalanceAsync(LedgerAccounts.InstitutionPayable(institution));

    public Task<long> SuspenseAsync() => BalanceAsync(LedgerAccounts.Suspense(PlainBank.Name));

    public Task<long> BankAsync() => BalanceAsync(LedgerAccounts.Bank(PlainBank.Name));

    /// <summary>Keys of the open differences up to their second part, and their kinds.</summary>
    public async Task<string[]> OpenAsync()
    {
        var found = new List<string>();
        await using var connection = new NpgsqlConnection(Database.Owner);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("select split_part(key, ':', 1), kind, text from difference where closed_at is null order by key", connection);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            Assert.DoesNotContain("Zhang", reader.GetString(2), StringComparison.Ordinal);
            found.Add(reader.GetString(0) + " " + (DifferenceKind)reader.GetInt16(1));
        }

        return [.. found];
    }

    public static async Task<PaymentRefusedException> RefusedAsync(Task act, PaymentError error)
    {
        ArgumentNullException.ThrowIfNull(error);
        var refused = await Assert.ThrowsAsync<PaymentRefusedException>(() => act);
        Assert.Equal(error.Code, refused.Code);
        return refused;
    }

    /// <summary>Gives every connection back: each test has a database, and the server a limit for all of them.</summary>
    public async ValueTask DisposeAsync()
    {
        await ((IAsyncDisposable)Book).DisposeAsync();
        foreach (var text in new[] { Database.Owner, Database.Application })
        {
            await using var connection = new NpgsqlConnection(text);
            NpgsqlConnection.ClearPool(connection);
        }
    }
}
