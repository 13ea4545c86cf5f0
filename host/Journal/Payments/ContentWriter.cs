using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;
using Hub.Certs.Signatures;
using static Hub.Journal.Store.Columns;

namespace Hub.Journal.Payments;

/// <summary>
/// Takes a content of any size, digests it and cuts it into compressed chunks. Writing never touches the database: the owner drains the
/// chunks at moments of its choice, because a connection does one thing at a time.
/// </summary>
internal sealed class ContentWriter : Stream
{
    /// <summary>Bytes of a chunk before compression.</summary>
    public const int ChunkBytes = 1024 * 1024;

    private const int Quality = 1;
    private const int Window = 22;

    private readonly byte[] buffer = ArrayPool<byte>.Shared.Rent(ChunkBytes);
    private readonly IncrementalHash sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly IncrementalSm3 sm3 = new();
    private readonly List<(int Number, int Length, byte[] Body)> waiting = [];
    private int filled;
    private int chunks;
    private long? id;
    private bool disposed;

    /// <summary>Bytes taken so far.</summary>
    public long Total { get; private set; }

    /// <summary>Compressed bytes that wait to be drained.</summary>
    public long Waiting { get; private set; }

    /// <summary>Writes the chunks that wait; nobody sees them before <see cref="FinishAsync"/> and the commit.</summary>
    public async Task DrainAsync(BookTransaction book, CancellationToken cancellationToken)
    {
        if (waiting.Count == 0)
        {
            return;
        }

        id ??= await book.AskAsync<long>("select nextval('content_id')", cancellationToken).ConfigureAwait(false);
        foreach (var chunk in waiting)
        {
            await book.ExecuteAsync(
                "insert into content_chunk (content, number, length, body) values ($1, $2, $3, $4)", cancellationToken,
                One(id.Value), One(chunk.Number), One(chunk.Length), One(chunk.Body)).ConfigureAwait(false);
        }

        waiting.Clear();
        Waiting = 0;
    }

    /// <summary>The digests of everything written. Nothing may be written afterwards.</summary>
    public ContentKey Digest()
    {
        Cut();
        return new ContentKey(Convert.ToHexStringLower(sha256.GetHashAndReset()), Convert.ToHexStringLower(sm3.GetHashAndReset()), Total);
    }

    /// <summary>Makes the chunks a content. False: the content was stored before, and the transaction is not to be committed.</summary>
    public async Task<bool> FinishAsync(BookTransaction book, ContentKey key, CancellationToken cancellationToken)
    {
        await DrainAsync(book, cancellationToken).ConfigureAwait(false);
        id ??= await book.AskAsync<long>("select nextval('content_id')", cancellationToken).ConfigureAwait(false);
        return await book.ExecuteAsync(
            "insert into content (sha256, id, sm3, length, at) values ($1, $2, $3, $4, $5) on conflict (sha256) do nothing", cancellationToken,
            One(Convert.FromHexString(key.Sha256)), One(id.Value), One(Convert.FromHexString(key.Sm3)), One(key.Length), One(book.Now))
            .ConfigureAwait(false) == 1;
    }

    public override void Write(ReadOnlySpan<byte> source)
    {
        Total += source.Length;
        while (!source.IsEmpty)
        {
            var part = Math.Min(source.Length, ChunkBytes - filled);
            source[..part].CopyTo(buffer.AsSpan(filled));
            filled += part;
            source = source[part..];
            if (filled == ChunkBytes)
            {
                Cut();
            }
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        Write(buffer.AsSpan(offset, count));
        return Task.CompletedTask;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override void Flush()
    {
        // A chunk is cut when it is full.
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Cut()
    {
        if (filled == 0)
        {
            return;
        }

        var bytes = buffer.AsSpan(0, filled);
        sha256.AppendData(bytes);
        sm3.AppendData(bytes);
        var packed = ArrayPool<byte>.Shared.Rent(BrotliEncoder.GetMaxCompressedLength(filled));
        BrotliEncoder.TryCompress(bytes, packed, out var length, Quality, Window);
        waiting.Add((chunks++, filled, packed.AsSpan(0, length).ToArray()));
        Waiting += length;
        ArrayPool<byte>.Shared.Return(packed);
        filled = 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !disposed)
        {
            disposed = true;
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
            sha256.Dispose();
        }

        base.Dispose(disposing);
    }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => Total;

    public override long Position
    {
        get => Total;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
