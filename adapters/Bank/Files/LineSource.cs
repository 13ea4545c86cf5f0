using System.Buffers;

namespace Hub.Adapters.Bank.Files;

/// <summary>Gives the lines of a stream, each with its LF, out of one buffer. A line is never longer than the buffer may become.</summary>
internal sealed class LineSource(Stream stream, int lineBytesMax, long fileBytesMax) : IDisposable
{
    private readonly Stream _stream = stream;
    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(Math.Max(128 * 1024, lineBytesMax + 4_096));
    private readonly int _lineBytesMax = lineBytesMax;
    private readonly long _fileBytesMax = fileBytesMax;
    private int _start;
    private int _end;
    private long _read;
    private bool _isOver;

    /// <summary>The file was longer than allowed.</summary>
    public bool IsTooLarge => _read > _fileBytesMax;

    /// <summary>Takes a line that is in the buffer; at the end of the file also one without LF. False: read on.</summary>
    /// <param name="line">The line; longer than allowed when it was cut for its length.</param>
    public bool TryTake(out ReadOnlySpan<byte> line)
    {
        var rest = _buffer.AsSpan(_start, _end - _start);
        var length = rest.IndexOf((byte)'\n') + 1;
        if (length == 0 && (rest.Length > _lineBytesMax + 1 || (_isOver && rest.Length > 0)))
        {
            length = rest.Length;
        }

        line = rest[..length];
        _start += length;
        return length > 0;
    }

    /// <summary>Reads on. False: the file is over.</summary>
    public async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (_isOver)
        {
            return false;
        }

        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        var count = await _stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
        _end += count;
        _read += count;
        _isOver = count == 0;
        return !_isOver || _end > 0;
    }

    /// <summary>Gives the buffer back, empty: it held names.</summary>
    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer, clearArray: true);
}
