using System.IO.Compression;

namespace Hub.Journal.Payments;

/// <summary>Reads compressed chunks one after the other; where they come from is the deriving class's.</summary>
internal abstract class ChunkStream : Stream
{
    private byte[] current = [];
    private int length;
    private int at;
    private bool ended;

    /// <summary>The next chunk by <see cref="Unpack"/>; false at the end.</summary>
    protected abstract bool Next();

    /// <summary>As <see cref="Next"/>.</summary>
    protected abstract ValueTask<bool> NextAsync(CancellationToken cancellationToken);

    /// <summary>Takes a chunk; what is read begins at <paramref name="skip"/>. Returns its bytes.</summary>
    protected ReadOnlySpan<byte> Unpack(ReadOnlySpan<byte> body, int size, int skip)
    {
        if (current.Length < size)
        {
            current = GC.AllocateUninitializedArray<byte>(size);
        }

        if (!BrotliDecoder.TryDecompress(body, current, out var unpacked) || unpacked != size)
        {
            throw new InvalidDataException("a chunk of a stored content cannot be unpacked");
        }

        (length, at) = (size, skip);
        return current.AsSpan(0, size);
    }

    public override int Read(Span<byte> buffer)
    {
        while (at == length && !ended)
        {
            ended = !Next();
        }

        return Give(buffer);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (at == length && !ended)
        {
            ended = !await NextAsync(cancellationToken).ConfigureAwait(false);
        }

        return Give(buffer.Span);
    }

    private int Give(Span<byte> buffer)
    {
        var count = Math.Min(buffer.Length, length - at);
        current.AsSpan(at, count).CopyTo(buffer);
        at += count;
        return count;
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
