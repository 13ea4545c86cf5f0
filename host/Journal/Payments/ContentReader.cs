using System.IO.Compression;
using System.Security.Cryptography;
using Hub.Journal.Store;
using Npgsql;

namespace Hub.Journal.Payments;

/// <summary>
/// Reads a stored content chunk by chunk: on the connection of a transaction that also sees what it has written itself, or, without one,
/// each chunk on a connection of the pool that is given back at once. Read from its beginning, it is checked against its digest at the end.
/// </summary>
internal sealed class ContentReader : Stream
{
    private const string Chunk = "select body, length from content_chunk where content = $1 and number = $2";

    private readonly NpgsqlDataSource? source;
    private readonly NpgsqlConnection? shared;
    private readonly long content;
    private readonly IncrementalHash? sha256;
    private readonly string digest;
    private byte[] current = [];
    private int length;
    private int at;
    private int next;
    private int skip;
    private bool ended;

    private ContentReader(NpgsqlDataSource? source, NpgsqlConnection? shared, long content, string digest, int first, int skip)
    {
        this.source = source;
        this.shared = shared;
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
            ? new ContentReader(source, null, content, sha256, first, skip)
            : null;
    }

    /// <summary>From its beginning, inside a transaction.</summary>
    public static async Task<ContentReader> OpenAsync(BookTransaction book, string sha256, CancellationToken cancellationToken) =>
        await LocateAsync(book.Connection, sha256, 0, cancellationToken).ConfigureAwait(false) is var (content, first, skip)
            ? new ContentReader(null, book.Connection, content, sha256, first, skip)
            : throw PaymentErrorCodes.ContentUnknown.With(sha256);

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

    public override int Read(Span<byte> buffer)
    {
        while (at == length && !ended)
        {
            using var connection = source?.OpenConnection();
            using var command = Command(connection ?? shared!);
            using var reader = command.ExecuteReader();
            Take(reader.Read() ? (reader.GetFieldValue<byte[]>(0), reader.GetInt32(1)) : null);
        }

        return Give(buffer);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (at == length && !ended)
        {
            var connection = source is null ? shared! : await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                await using var command = Command(connection);
                await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
                Take(await reader.ReadAsync(cancellationToken).ConfigureAwait(false) ? (reader.GetFieldValue<byte[]>(0), reader.GetInt32(1)) : null);
            }
            finally
            {
                if (source is not null)
                {
                    await connection.DisposeAsync().ConfigureAwait(false);
                }
            }
        }

        return Give(buffer.Span);
    }

    private NpgsqlCommand Command(NpgsqlConnection connection) => Columns.Query(connection, Chunk, Columns.One(content), Columns.One(next));

    private void Take((byte[] Body, int Length)? chunk)
    {
        if (chunk is not var (body, size))
        {
            ended = true;
            if (sha256 is not null && Convert.ToHexStringLower(sha256.GetHashAndReset()) != digest)
            {
                throw new InvalidDataException("a stored content does not have the digest it was stored under");
            }

            return;
        }

        if (current.Length < size)
        {
            current = new byte[size];
        }

        if (!BrotliDecoder.TryDecompress(body, current, out var unpacked) || unpacked != size)
        {
            throw new InvalidDataException("a chunk of a stored content cannot be unpacked");
        }

        sha256?.AppendData(current, 0, size);
        next++;
        length = size;
        at = skip;
        skip = 0;
    }

    private int Give(Span<byte> buffer)
    {
        var count = Math.Min(buffer.Length, length - at);
        current.AsSpan(at, count).CopyTo(buffer);
        at += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            sha256?.Dispose();
        }

        base.Dispose(disposing);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Flush()
    {
        // Nothing is written.
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
