using System.Runtime.CompilerServices;
using Hub.Canonical;
using Npgsql;

namespace Hub.Journal.Payments;

/// <summary>A payment as it stands in the book, with the day it counts for.</summary>
internal readonly record struct OrderedPayment(DateOnly Day, PaymentLine Line);

/// <summary>
/// Payments in the order of a query, read by the page: while the caller works on one, the next is being fetched, and memory holds these
/// two. Between two pages, and only then, the connection is free for other statements.
/// </summary>
internal static class PaymentCursor
{
    /// <summary>Columns of a payment <c>p</c>; the first one of the query is the line's number.</summary>
    public const string Columns =
        "p.serial, p.repeats, p.party, p.account, p.holder, p.bank_name, p.line_number, p.fen, p.fund_type, p.purpose, p.memo, p.day";

    private const int Page = 2_000;

    /// <param name="book">The transaction.</param>
    /// <param name="name">Name of the cursor, unique in the transaction.</param>
    /// <param name="query">What is read; its values are constants.</param>
    /// <param name="between">What is to be done on the connection before each page but the first, and after the last.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async IAsyncEnumerable<IReadOnlyList<OrderedPayment>> PagesAsync(
        BookTransaction book, string name, string query, Func<Task> between, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await book.ExecuteAsync("declare " + name + " no scroll cursor for " + query, cancellationToken).ConfigureAwait(false);
        var fetch = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"fetch {Page} from {name}");
        var next = book.ListAsync(fetch, Read, cancellationToken);
        try
        {
            for (var page = await next.ConfigureAwait(false); page.Count > 0; page = await next.ConfigureAwait(false))
            {
                await between().ConfigureAwait(false);
                next = book.ListAsync(fetch, Read, cancellationToken);
                yield return page;
            }
        }
        finally
        {
            // Whoever stops in the middle goes on to undo the transaction, on this connection.
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await between().ConfigureAwait(false);
        await book.ExecuteAsync("close " + name, cancellationToken).ConfigureAwait(false);
    }

    private static OrderedPayment Read(NpgsqlDataReader reader) => new(reader.GetFieldValue<DateOnly>(12), new PaymentLine
    {
        Number = reader.GetInt32(0),
        Serial = reader.GetString(1),
        RepeatsSerial = Text(reader, 2),
        Party = reader.GetString(3),
        Payee = new BankAccount
        {
            Number = reader.GetString(4), Holder = reader.GetString(5), BankName = reader.GetString(6), LineNumber = Text(reader, 7),
        },
        Amount = new Money(reader.GetInt64(8)),
        FundType = Text(reader, 9),
        Purpose = reader.GetString(10),
        Memo = reader.GetString(11),
    });

    private static string? Text(NpgsqlDataReader reader, int at) => reader.IsDBNull(at) ? null : reader.GetString(at);
}
