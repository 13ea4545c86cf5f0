using System.Buffers;
using System.Security.Cryptography;
using Hub.Journal.Store;
using Npgsql;

namespace Hub.Journal.Payments;

/// <summary>
/// Reads a stored content chunk by chunk, each on a connection that is given back at once. Read from its beginning, it is checked against
/// its digest at the end.
/// </summary>
internal sealed class ContentReader : ChunkStream
{
    private const string Chunk = "select body, length from content_chunk where content = $1 and number = $2";

    private readonly NpgsqlDataSource source;
    private readonly long content;
    private readonly IncrementalHash? sha256;
    private readonly string digest;
    private int next;
    private int skip;
    private byte[] packed = [];

    private ContentReader(NpgsqlDataSource source, long content, string digest, int first, int skip)
    {
        this.source = source;
        this.content = content;
        this.digest = digest;
        next = first;
        this.skip = skip;
        sha256 = first == 0 && skip == 0 ? IncrementalHash.CreateHash(HashAlgorithmName.SHA256) : null;
    }

    /// <summary>From an offset; null when there is no such content.</summary>
    public static async Task<ContentReader?> OpenAsync(NpgsqlDataSource source, string sha256, long offset, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        return await LocateAsync(connection, sha256, offset, cancellationToken).ConfigureAwait(false) is var (content, first, skip)
            ? new ContentReader(source, content, sha256, first, skip)
            : null;
    }

    /// <summary>From its beginning, beside a transaction.</summary>
    public static async Task<ContentReader> OpenAsync(BookTransaction book, string sha256, CancellationToken cancellationToken) =>
        await OpenAsync(book.Contents, sha256, 0, cancellationToken).ConfigureAwait(false) ?? throw PaymentErrorCodes.ContentUnknown.With(sha256);

    private static async Task<(long Content, int First, int Skip)?> LocateAsync(
        NpgsqlConnection connection, string sha256, long offset, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        await using var command = Columns.Query(
            connection,
            """
            select c.id, f.number, coalesce($2 - f.start, 0) from content c
            left join lateral (
                select s.number, s.start from (
                    select number, length, sum(length) over (order by number) - length as start from content_chunk where content = c.id) as s
                where s.start <= $2 and $2 < s.start + s.length) as f on true
            where c.sha256 = $1
            """,
            Columns.One(Convert.FromHexString(sha256)), Columns.One(offset));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        if (!await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        // At or behind the end there is no chunk: the stream is empty. An empty content has none either, and is checked like any other.
        return reader.IsDBNull(1)
            ? (reader.GetInt64(0), offset == 0 ? 0 : int.MaxValue, 0)
            : (reader.GetInt64(0), reader.GetInt32(1), (int)reader.GetInt64(2));
    }

    protected override bool Next()
    {
        using var connection = source.OpenConnection();
        using var command = Command(connection);
        using var reader = command.ExecuteReader();
        return Take(reader.Read() ? reader : null);
    }

    protected override async ValueTask<bool> NextAsync(CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var command = Command(connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        return Take(await reader.ReadAsync(cancellationToken).ConfigureAwait(false) ? reader : null);
    }

    private NpgsqlCommand Command(NpgsqlConnection connection) => Columns.Query(connection, Chunk, Columns.One(content), Columns.One(next));

    private bool Take(NpgsqlDataReader? chunk)
    {
        if (chunk is null)
        {
            return sha256 is null || Convert.ToHexStringLower(sha256.GetHashAndReset()) == digest
                ? false
                : throw new InvalidDataException("a stored content does not have the digest it was stored under");
        }

        // The row's bytes are lent as well: a content of a million payments is hundreds of chunks.
        var count = (int)chunk.GetBytes(0, 0, null, 0, 0);
        if (packed.Length < count)
        {
            Lend(count);
        }

        chunk.GetBytes(0, 0, packed, 0, count);
        var bytes = Unpack(packed.AsSpan(0, count), chunk.GetInt32(1), skip);
        sha256?.AppendData(bytes);
        next++;
        skip = 0;
        return true;
    }

    private void Lend(int count)
    {
        if (packed.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(packed, clearArray: true);
        }

        packed = count == 0 ? [] : ArrayPool<byte>.Shared.Rent(count);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            sha256?.Dispose();
            Lend(0);
        }

        base.Dispose(disposing);
    }
}
