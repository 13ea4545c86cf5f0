using System.Buffers;
using System.Security.Cryptography;
using Hub.Certs.Signatures;
using static Hub.Journal.Store.Columns;

namespace Hub.Journal.Payments;

/// <summary>
/// Takes a content of any size, digests it and cuts it into compressed chunks, on another thread than the writer's. Writing never touches
/// the database: the owner drains the chunks at moments of its choice, because a connection does one thing at a time.
/// </summary>
internal sealed class ContentWriter : Stream
{
    /// <summary>Bytes of a chunk before compression.</summary>
    private const int ChunkBytes = 256 * 1024;

    /// <summary>Chunks that may be at work while the writer goes on.</summary>
    private const int AheadMax = 4;

    private readonly IncrementalHash sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly IncrementalSm3 sm3 = new();
    private readonly Queue<Task<PackedChunk>> packing = new();
    private readonly Queue<PackedChunk> waiting = new();
    private readonly ReadBack? readBack;
    private byte[] buffer = ArrayPool<byte>.Shared.Rent(ChunkBytes);
    private Task last = Task.CompletedTask;
    private int filled;
    private int chunks;
    private long? id;
    private bool disposed;

    /// <param name="readBack">Who reads it back while it is written; null when nobody does.</param>
    public ContentWriter(ReadBack? readBack = null) => this.readBack = readBack;

    /// <summary>Bytes taken so far.</summary>
    public long Total { get; private set; }

    /// <summary>Bytes of memory that wait to be drained.</summary>
    public long Waiting { get; private set; }

    /// <summary>Lets the packing catch up, so that memory stays bounded however fast is written; to be called every few chunks at least.</summary>
    public Task CatchUpAsync() => CatchUpAsync(AheadMax);

    /// <summary>Writes the chunks that are packed; nobody sees them before <see cref="FinishAsync"/> and the commit.</summary>
    public async Task DrainAsync(BookTransaction book, CancellationToken cancellationToken)
    {
        await CatchUpAsync(AheadMax).ConfigureAwait(false);
        while (waiting.TryPeek(out var chunk))
        {
            id ??= await book.AskAsync<long>("select nextval('content_id')", cancellationToken).ConfigureAwait(false);
            await book.ExecuteAsync(
                "insert into content_chunk (content, number, length, body) values ($1, $2, $3, $4)", cancellationToken,
                One(id.Value), One(chunk.Number), One(chunk.Length), One(chunk.Body)).ConfigureAwait(false);
            waiting.Dequeue();
            Waiting -= chunk.Held;
            chunk.Release();
        }
    }

    /// <summary>The digests of everything written. Nothing may be written afterwards.</summary>
    public async Task<ContentKey> DigestAsync()
    {
        Cut();
        await CatchUpAsync(0).ConfigureAwait(false);
        readBack?.End();
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

    private async Task CatchUpAsync(int ahead)
    {
        while (packing.Count > ahead || (packing.TryPeek(out var next) && next.IsCompleted))
        {
            var chunk = await packing.Dequeue().ConfigureAwait(false);
            waiting.Enqueue(chunk);
            Waiting += chunk.Held;
        }
    }

    private void Cut()
    {
        if (filled == 0)
        {
            return;
        }

        var (number, bytes, length, before) = (chunks++, buffer, filled, last);
        var packed = Task.Run(() => PackAsync(number, bytes, length, before));
        packing.Enqueue(packed);
        last = packed;
        buffer = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        filled = 0;
    }

    // In the order of the chunks: the digests are of the whole.
    private async Task<PackedChunk> PackAsync(int number, byte[] bytes, int length, Task before)
    {
        await before.ConfigureAwait(false);
        sha256.AppendData(bytes, 0, length);
        sm3.AppendData(bytes.AsSpan(0, length));
        var chunk = new PackedChunk(number, bytes.AsSpan(0, length), readBack is null ? 1 : 2);
        ArrayPool<byte>.Shared.Return(bytes, clearArray: true);
        if (readBack is not null)
        {
            await readBack.AddAsync(chunk).ConfigureAwait(false);
        }

        return chunk;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !disposed)
        {
            disposed = true;
            readBack?.End(new InvalidDataException("the content was not written to its end"));
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);

            // A chunk may still be at work on the digest.
            last.ContinueWith(
                static (_, hash) => ((IncrementalHash)hash!).Dispose(), sha256, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
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
