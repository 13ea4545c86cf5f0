using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Hub.Certs.Evidence;

/// <summary>
/// Bytes to be hashed or signed: each field is its length (4 bytes, big endian) and its content, so no two lists of fields give
/// the same bytes. Text is UTF-8, numbers are 8 bytes big endian, an absent field has length 0 (no present field is empty).
/// </summary>
internal sealed class CanonicalWriter
{
    internal const int TextLengthMax = 1024;
    private readonly ArrayBufferWriter<byte> _buffer = new(512);

    internal ReadOnlySpan<byte> Written => _buffer.WrittenSpan;

    internal CanonicalWriter Text(string text, string field)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        if (length is 0 or > TextLengthMax)
        {
            throw new ArgumentException($"{field} must have 1 to {TextLengthMax} bytes in UTF-8", field);
        }

        var span = Field(length);
        Encoding.UTF8.GetBytes(text, span);
        return this;
    }

    internal CanonicalWriter OptionalText(string? text, string field)
    {
        if (text is not null)
        {
            return Text(text, field);
        }

        Field(0);
        return this;
    }

    internal CanonicalWriter Number(long number)
    {
        BinaryPrimitives.WriteInt64BigEndian(Field(sizeof(long)), number);
        return this;
    }

    internal CanonicalWriter Hash(in Hash256 hash)
    {
        hash.Bytes.CopyTo(Field(Hash256.Length));
        return this;
    }

    internal CanonicalWriter OptionalHash(in Hash256? hash)
    {
        if (hash is { } present)
        {
            return Hash(present);
        }

        Field(0);
        return this;
    }

    private Span<byte> Field(int length)
    {
        var span = _buffer.GetSpan(sizeof(int) + length);
        BinaryPrimitives.WriteInt32BigEndian(span, length);
        _buffer.Advance(sizeof(int) + length);
        return span.Slice(sizeof(int), length);
    }
}
