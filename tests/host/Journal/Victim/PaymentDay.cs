using System.Globalization;
using System.Text;
using Hub.Canonical;
using Hub.Journal.Payments;
using Hub.Journal.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Hub.Journal.Victim;

/// <summary>
/// What officers and jobs do with a day, from the clearing to the three-way result. It may be ended anywhere and is run again from its
/// beginning, as after a crash.
/// </summary>
internal static class PaymentDay
{
    private static readonly DateOnly Day = new(2026, 11, 27);
    private static readonly Act Anna = new("anna", "daily work");
    private static readonly Act Boris = new("boris", "daily work");

    public static async Task RunAsync(string owner, string application)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<IBankFormats>(new PlainBank());
        services.AddPayments(_ => new PaymentBookOptions { ConnectionString = application });
        await using var provider = services.BuildServiceProvider();
        var book = provider.GetRequiredService<IPaymentBook>();
        var contents = provider.GetRequiredService<IContentStore>();

        await book.ClearAsync(Day, null, Anna, default);
        await book.SealAsync(PlainBank.Name, PaymentKind.PayInstitution, Day, Day, Anna, default);
        var file = (await RowsAsync(owner, "select id from payment_file")).Single();
        await book.ReleaseAsync(file, Boris, default);
        await TakeAsync(
            BankFileKind.Return, "RET", "O|" + file + "|20261128",
            await RowsAsync(owner, "select concat('R|', serial, '|Settled|', fen, '||20261128|') from payment order by serial"));
        await TakeAsync(
            BankFileKind.Statement, "STM", "O||20261128\nS|1||20261128|20261128|0|0",
            await RowsAsync(owner, "select concat('B|', 'B', serial, '|20261128|', -fen, '|0||', serial) from payment order by serial"));
        await book.ReconcileAsync(Day, Anna, default);

        async Task TakeAsync(BankFileKind kind, string name, string head, List<string> lines)
        {
            var text = string.Join('\n', [head, .. lines, "C|" + lines.Count.ToString(CultureInfo.InvariantCulture)]);
            using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
            var key = await contents.StoreAsync(content, text.Length, default);
            await book.ArriveAsync(PlainBank.Name, new BankFileName(name, kind, null), key, default);
            foreach (var arrived in await book.UnappliedAsync(default))
            {
                await book.ApplyAsync(arrived.Id, default);
            }
        }
    }

    private static async Task<List<string>> RowsAsync(string owner, string sql)
    {
        var rows = new List<string>();
        await using var connection = new NpgsqlConnection(owner);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }
}
