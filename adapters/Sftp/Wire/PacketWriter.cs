using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Hub.Adapters.Sftp.Wire;

/// <summary>Writes one packet into a pooled buffer. Whoever sends it gives the buffer back.</summary>
internal sealed class PacketWriter
{
    private const int LengthBytes = 4;
    private byte[] buffer;
    private int used = LengthBytes;

    public PacketWriter(PacketType type, int sizeHint = 256)
    {
        buffer = ArrayPool<byte>.Shared.Rent(sizeHint);
        buffer[used++] = (byte)type;
    }

    /// <summary>The packet with its length in front.</summary>
    public ReadOnlySpan<byte> Packet
    {
        get
        {
            BinaryPrimitives.WriteInt32BigEndian(buffer, used - LengthBytes);
            return buffer.AsSpan(0, used);
        }
    }

    public PacketWriter Number(uint value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(Room(4), value);
        return this;
    }

    public PacketWriter Long(ulong value)
    {
        BinaryPrimitives.WriteUInt64BigEndian(Room(8), value);
        return this;
    }

    public PacketWriter Bytes(ReadOnlySpan<byte> value)
    {
        Number((uint)value.Length);
        value.CopyTo(Room(value.Length));
        return this;
    }

    public PacketWriter Text(string value) => Bytes(Encoding.UTF8.GetBytes(value));

    public void GiveBack()
    {
        var returned = buffer;
        buffer = [];
        ArrayPool<byte>.Shared.Return(returned);
    }

    private Span<byte> Room(int bytes)
    {
        if (used + bytes > buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(buffer.Length * 2, used + bytes));
            buffer.AsSpan(0, used).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = larger;
        }

        used += bytes;
        return buffer.AsSpan(used - bytes, bytes);
    }
}
