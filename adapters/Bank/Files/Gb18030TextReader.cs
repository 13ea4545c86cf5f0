using Hub.Adapters.Bank.Wire;
using Hub.Adapters.Bank.Wire.Text;

namespace Hub.Adapters.Bank.Files;

/// <summary>Characters of an XML file that declares GB18030; strict, by the same table as text files.</summary>
internal sealed class Gb18030TextReader(Stream stream) : TextReader
{
    private readonly Stream _stream = stream;
    private readonly byte[] _bytes = new byte[16 * 1024];
    private int _count;

    public override int Peek() => throw new NotSupportedException();

    public override int Read() => throw new NotSupportedException();

    public override int Read(char[] buffer, int index, int count)
    {
        var room = Room(count);
        while (room > 0)
        {
            var read = _stream.Read(_bytes, _count, room);
            if (Take(read, buffer.AsSpan(index, count)) is var units && (units > 0 || read == 0))
            {
                return units;
            }
        }

        return 0;
    }

    public override async ValueTask<int> ReadAsync(Memory<char> buffer, CancellationToken cancellationToken = default)
    {
        var room = Room(buffer.Length);
        while (room > 0)
        {
            var read = await _stream.ReadAsync(_bytes.AsMemory(_count, room), cancellationToken).ConfigureAwait(false);
            if (Take(read, buffer.Span) is var units && (units > 0 || read == 0))
            {
                return units;
            }
        }

        return 0;
    }

    public override Task<int> ReadAsync(char[] buffer, int index, int count) => ReadAsync(buffer.AsMemory(index, count)).AsTask();

    // A code that is not complete yet waits in front, at most three bytes; room for it in characters stays free.
    private int Room(int chars) => Math.Min(_bytes.Length - 4, chars - 4);

    private int Take(int read, Span<char> chars)
    {
        _count += read;
        var whole = 0;
        while (whole < _count && Gb18030.LengthAt(_bytes.AsSpan(0, _count), whole) is var length and > 0)
        {
            whole += length;
        }

        if ((_count - whole > 3 || (read == 0 && whole < _count)) || !Gb18030.TryDecode(_bytes.AsSpan(0, whole), chars, out var units, out _))
        {
            throw new BankWireException(BankErrorCodes.NotGb18030, 0, "document");
        }

        _bytes.AsSpan(whole, _count - whole).CopyTo(_bytes);
        _count -= whole;
        return units;
    }
}
