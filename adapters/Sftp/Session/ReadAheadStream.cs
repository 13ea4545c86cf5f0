using Hub.Adapters.Sftp.Wire;

namespace Hub.Adapters.Sftp.Session;

/// <summary>
/// Reads a file forward with several requests under way. A server may answer with fewer bytes than asked for; the gap is asked for again before
/// anything behind it is handed out. The first end of file ends the stream, also when the file has grown meanwhile.
/// </summary>
internal sealed class ReadAheadStream(
    SftpSession session, Line line, SftpEndpoint endpoint, byte[] handle, string request, long offset, long sizeKnown) : Stream
{
    private readonly Queue<(Piece Piece, Task<Answer> Answer)> underWay = new();
    private Piece? gap;
    private ReadOnlyMemory<byte> ready;
    private long next = offset;
    private bool atEnd;
    private bool closed;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(closed, this);
        if (buffer.IsEmpty)
        {
            return 0;
        }

        if (ready.IsEmpty && !atEnd)
        {
            ready = await session.Guard(() => NextAsync(cancellationToken)).ConfigureAwait(false);
            atEnd = ready.IsEmpty;
        }

        var copied = Math.Min(buffer.Length, ready.Length);
        ready[..copied].CopyTo(buffer);
        ready = ready[copied..];
        return copied;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("read asynchronously");

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
        // Nothing is ever written.
    }

    public override async ValueTask DisposeAsync()
    {
        if (!closed)
        {
            closed = true;
            try
            {
                await session.Guard(CloseAsync).ConfigureAwait(false);
            }
            catch (IOException)
            {
                // What was read was read; a handle that the server does not close ends with the session.
                return;
            }
        }

        await base.DisposeAsync().ConfigureAwait(false);
    }

    private async Task<bool> CloseAsync()
    {
        await session.CloseAsync(handle, request, CancellationToken.None).ConfigureAwait(false);
        return true;
    }

    // Nobody waits for the answer: whoever disposes without waiting only gives the handle back.
    protected override void Dispose(bool disposing)
    {
        if (disposing && !closed)
        {
            closed = true;
            try
            {
                _ = line.Ask(PacketType.Close, packet => packet.Bytes(handle));
            }
            catch (SshException)
            {
                // The session is over, and the handle with it.
                return;
            }
        }

        base.Dispose(disposing);
    }

    private async Task<ReadOnlyMemory<byte>> NextAsync(CancellationToken cancel)
    {
        var (piece, task) = gap is { } missing ? (missing, Ask(missing)) : Dequeue();
        gap = null;
        var answer = await line.WaitAsync(task, cancel).ConfigureAwait(false);
        if (answer.Type == PacketType.Status)
        {
            return answer.StatusCode == StatusCode.EndOfFile ? ReadOnlyMemory<byte>.Empty : throw Refusals.From(answer, request);
        }

        const int LengthBytes = 4;
        var data = answer.Body.AsMemory(LengthBytes, answer.Expect(PacketType.Data).Bytes().Length);
        if (data.IsEmpty || data.Length > piece.Bytes)
        {
            throw new BrokenProtocolException(data.IsEmpty ? "data without a byte" : "more data than was asked for");
        }

        if (data.Length < piece.Bytes)
        {
            gap = new Piece(piece.Offset + data.Length, piece.Bytes - data.Length);
        }

        return data;
    }

    // Up to the size we know as far ahead as the window allows, the question for the end included; behind it one at a time, for what was appended.
    private (Piece Piece, Task<Answer> Answer) Dequeue()
    {
        while (underWay.Count == 0 || (next <= sizeKnown && underWay.Count < endpoint.Window))
        {
            var left = sizeKnown - next;
            var piece = new Piece(next, left > 0 ? (int)Math.Min(left, endpoint.BlockBytes) : endpoint.BlockBytes);
            underWay.Enqueue((piece, Ask(piece)));
            next += piece.Bytes;
        }

        return underWay.Dequeue();
    }

    private Task<Answer> Ask(Piece piece) =>
        line.Ask(PacketType.Read, packet => packet.Bytes(handle).Long((ulong)piece.Offset).Number((uint)piece.Bytes));

    private readonly record struct Piece(long Offset, int Bytes);
}
