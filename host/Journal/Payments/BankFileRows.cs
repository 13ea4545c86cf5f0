using Npgsql;
using static Hub.Journal.Store.Columns;

namespace Hub.Journal.Payments;

/// <summary>Rows of files that banks have put out.</summary>
internal static class BankFileRows
{
    public const string Select =
        """
        select f.id, f.bank, f.name, f.kind, f.sha256, c.sm3, c.length, f.state, f.received_at, f.lines, f.differences, f.reason
        from bank_file f join content c using (sha256)
        """;

    public static BankFile Read(NpgsqlDataReader reader) => new(
        reader.GetInt64(0), reader.GetString(1), reader.GetString(2), (BankFileKind)reader.GetInt16(3),
        new ContentKey(
            Convert.ToHexStringLower(reader.GetFieldValue<byte[]>(4)), Convert.ToHexStringLower(reader.GetFieldValue<byte[]>(5)), reader.GetInt64(6)),
        (BankFileState)reader.GetInt16(7), reader.GetFieldValue<DateTimeOffset>(8), reader.GetInt32(9), reader.GetInt32(10),
        reader.IsDBNull(11) ? null : reader.GetString(11));

    /// <summary>The file, its row locked until the end of the transaction.</summary>
    public static async Task<BankFile> TakeAsync(BookTransaction book, long id, CancellationToken cancellationToken) =>
        (await book.ListAsync(Select + " where f.id = $1 for update of f", Read, cancellationToken, One(id)).ConfigureAwait(false)).SingleOrDefault()
        ?? throw PaymentErrorCodes.NoSuchBankFile.With(id.ToString(System.Globalization.CultureInfo.InvariantCulture));

    public static async Task<BankFile> EndAsync(
        BookTransaction book, BankFile file, BankFileState state, int lines, int differences, string? reason, CancellationToken cancellationToken)
    {
        await book.ExecuteAsync(
            "update bank_file set state = $2, ended_at = $3, lines = $4, differences = $5, reason = $6 where id = $1", cancellationToken,
            One(file.Id), One((short)state), One(book.Now), One(lines), One(differences), Maybe(reason)).ConfigureAwait(false);
        return file with { State = state, Lines = lines, Differences = differences, Reason = reason };
    }
}
