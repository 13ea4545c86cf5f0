using System.Threading.Channels;

namespace Hub.Journal.Payments;

/// <summary>
/// What a <see cref="ContentWriter"/> has packed so far, read while the rest is still being written: the very chunks that go to the
/// database. Whoever is too slow holds the writer up; whoever gives up does not.
/// </summary>
internal sealed class ReadBack : ChunkStream
{
    private const int ChunksAheadMax = 4;

    private readonly Channel<PackedChunk> chunks = Channel.CreateBounded<PackedChunk>(
        new BoundedChannelOptions(ChunksAheadMax) { SingleReader = true, SingleWriter = true });

    /// <summary>Hands a chunk over, or drops it when nobody reads any more.</summary>
    public async Task AddAsync(PackedChunk chunk)
    {
        while (!chunks.Writer.TryWrite(chunk))
        {
            if (!await chunks.Writer.WaitToWriteAsync().ConfigureAwait(false))
            {
                chunk.Release();
                return;
            }
        }
    }

    /// <summary>No more chunks: the end of the content, or the reason why there is none.</summary>
    public void End(Exception? reason = null) => chunks.Writer.TryComplete(reason);

    protected override bool Next() => NextAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult();

    protected override async ValueTask<bool> NextAsync(CancellationToken cancellationToken)
    {
        if (!await chunks.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false) || !chunks.Reader.TryRead(out var chunk))
        {
            return false;
        }

        Unpack(chunk.Body.Span, chunk.Length, skip: 0);
        chunk.Release();
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            End();
        }

        base.Dispose(disposing);
    }
}
