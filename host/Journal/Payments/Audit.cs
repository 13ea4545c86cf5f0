using System.Text.Encodings.Web;
using System.Text.Json;
using Hub.Journal.Store;
using Npgsql;
using NpgsqlTypes;

namespace Hub.Journal.Payments;

/// <summary>Writes the audit trail, in the transaction of the act.</summary>
internal static class Audit
{
    private const int OfficerCharactersMax = 60;
    private const int ReasonCharactersMax = 200;
    private const int DigitsShown = 4;

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The hub itself, by the clock.</summary>
    public static Act ByTheHub(string reason) => new("hub", reason);

    /// <exception cref="PaymentRefusedException">Nobody, or no reason.</exception>
    public static void Check(Act act)
    {
        ArgumentNullException.ThrowIfNull(act);
        if (act.Officer is not { Length: > 0 and <= OfficerCharactersMax } || act.Reason is not { Length: > 0 and <= ReasonCharactersMax })
        {
            throw PaymentErrorCodes.WhoAndWhy.With("officer or reason");
        }
    }

    /// <param name="book">The transaction of the act.</param>
    /// <param name="act">Who and why.</param>
    /// <param name="action">Verb-noun.</param>
    /// <param name="subject">To what.</param>
    /// <param name="before">State before; null when there was none.</param>
    /// <param name="after">State after.</param>
    /// <param name="cancellationToken">Stops.</param>
    public static Task WriteAsync(
        BookTransaction book, Act act, string action, string subject, object? before, object? after, CancellationToken cancellationToken) =>
        book.ExecuteAsync(
            "insert into audit (at, officer, action, subject, reason, before, after) values ($1, $2, $3, $4, $5, $6, $7)", cancellationToken,
            Columns.One(book.Now), Columns.One(act.Officer), Columns.One(action), Columns.One(subject), Columns.One(act.Reason), Text(before), Text(after));

    /// <summary>An account number as the trail may show it: its last digits.</summary>
    public static string Masked(string account) => account.Length <= DigitsShown ? "****" : "****" + account[^DigitsShown..];

    private static NpgsqlParameter Text(object? state) => new()
    {
        Value = state is null ? DBNull.Value : JsonSerializer.Serialize(state, Json),
        NpgsqlDbType = NpgsqlDbType.Jsonb,
    };
}
