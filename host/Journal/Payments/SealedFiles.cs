using Hub.Canonical;
using Npgsql;
using static Hub.Journal.Store.Columns;

namespace Hub.Journal.Payments;

/// <summary>Reads sealed files with the state they are in.</summary>
internal sealed class SealedFiles(BookStore store)
{
    /// <summary>The newest step is the state; but what is answered stays answered, though the delivery's last step be noted later.</summary>
    private const string Select =
        """
        select f.id, f.bank, f.kind, f.business_day, f.file_number, f.created_at, f.requested_on, f.count, f.fen, f.name, f.sha256, c.sm3, c.length,
            f.control_name, f.control, f.sealed_by, f.sealed_at, r.released_by, r.released_at, s.state, s.at, s.detail
        from payment_file f join content c using (sha256) left join payment_release r on r.file = f.id
        join payment_file_state s on s.file = f.id
        """;

    public async Task<SealedFile?> FindAsync(string file, CancellationToken cancellationToken) =>
        (await ReadAsync(Select + " where f.id = $1", cancellationToken, One(file)).ConfigureAwait(false)).SingleOrDefault();

    public Task<IReadOnlyList<SealedFile>> UndeliveredAsync(CancellationToken cancellationToken) => ReadAsync(
        Select + " where s.state in ($1, $2) order by r.released_at, f.id", cancellationToken,
        One((short)PaymentFileState.Released), One((short)PaymentFileState.Delivering));

    public Task<IReadOnlyList<SealedFile>> UnansweredAsync(DateTimeOffset before, CancellationToken cancellationToken) => ReadAsync(
        Select + " where s.state = $1 and s.at < $2 order by s.at, f.id", cancellationToken, One((short)PaymentFileState.Delivered), One(before));

    public static async Task<SealedFile?> FindAsync(BookTransaction book, string file, CancellationToken cancellationToken) =>
        (await book.ListAsync(Select + " where f.id = $1", Read, cancellationToken, One(file)).ConfigureAwait(false)).SingleOrDefault();

    public static Task StepAsync(BookTransaction book, string file, PaymentFileState state, string detail, CancellationToken cancellationToken) =>
        book.ExecuteAsync(
            "insert into payment_file_step (file, state, at, detail) values ($1, $2, $3, $4)", cancellationToken,
            One(file), One((short)state), One(book.Now), One(detail));

    private async Task<IReadOnlyList<SealedFile>> ReadAsync(string sql, CancellationToken cancellationToken, params NpgsqlParameter[] parameters)
    {
        var files = new List<SealedFile>();
        await using var connection = await store.Source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var command = Query(connection, sql, parameters);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            files.Add(Read(reader));
        }

        return files;
    }

    private static SealedFile Read(NpgsqlDataReader reader) => new()
    {
        Id = reader.GetString(0),
        Bank = reader.GetString(1),
        Header = new PaymentFileHeader
        {
            BatchNumber = reader.GetString(0),
            Kind = (PaymentKind)reader.GetInt16(2),
            BusinessDay = reader.GetFieldValue<DateOnly>(3),
            FileNumber = reader.GetInt32(4),
            CreatedAt = reader.GetDateTime(5),
            RequestedOn = reader.GetFieldValue<DateOnly>(6),
            Count = reader.GetInt32(7),
            Total = new Money(reader.GetInt64(8)),
        },
        Name = reader.GetString(9),
        Content = new ContentKey(
            Convert.ToHexStringLower(reader.GetFieldValue<byte[]>(10)), Convert.ToHexStringLower(reader.GetFieldValue<byte[]>(11)), reader.GetInt64(12)),
        Control = new ControlFile(reader.GetString(13), reader.GetFieldValue<byte[]>(14)),
        SealedBy = reader.GetString(15),
        SealedAt = reader.GetFieldValue<DateTimeOffset>(16),
        ReleasedBy = reader.IsDBNull(17) ? null : reader.GetString(17),
        ReleasedAt = reader.IsDBNull(18) ? null : reader.GetFieldValue<DateTimeOffset>(18),
        State = (PaymentFileState)reader.GetInt16(19),
        Since = reader.GetFieldValue<DateTimeOffset>(20),
        Detail = reader.GetString(21),
    };
}
