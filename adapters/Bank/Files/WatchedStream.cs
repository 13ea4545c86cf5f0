using Hub.Adapters.Bank.Wire;

namespace Hub.Adapters.Bank.Files;

/// <summary>
/// Bytes that were looked at, then the rest of a stream; forward only. Counts what is read in all and since the last <see cref="Progress"/>:
/// a name, attribute or comment without end would otherwise fill the memory of the parser above.
/// </summary>
internal sealed class WatchedStream(ReadOnlyMemory<byte> begun, Stream rest, int stepBytesMax, long bytesMax) : Stream
{
    private readonly Stream _rest = rest;
    private readonly int _stepBytesMax = stepBytesMax;
    private readonly long _bytesMax = bytesMax;
    private ReadOnlyMemory<byte> _begun = begun;
    private long _read;
    private int _step;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>The parser has come further.</summary>
    public void Progress() => _step = 0;

    public override int Read(byte[] buffer, int offset, int count) =>
        Counted(Begun(buffer.AsMemory(offset, count)) is var begun and > 0 ? begun : _rest.Read(buffer, offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Counted(Begun(buffer) is var begun and > 0 ? begun : await _rest.ReadAsync(buffer, cancellationToken).ConfigureAwait(false));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int Begun(Memory<byte> buffer)
    {
        var count = Math.Min(_begun.Length, buffer.Length);
        _begun[..count].CopyTo(buffer);
        _begun = _begun[count..];
        return count;
    }

    private int Counted(int count)
    {
        _read += count;
        _step += count;
        return _read > _bytesMax ? throw new BankWireException(BankErrorCodes.FileTooLarge, 0, "file")
            : _step > _stepBytesMax ? throw new BankWireException(BankErrorCodes.XmlTooLong, 0, "document")
            : count;
    }
}
