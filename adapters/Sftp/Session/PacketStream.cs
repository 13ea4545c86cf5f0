using System.Buffers.Binary;
using System.Text;
using Hub.Adapters.Sftp.Wire;

namespace Hub.Adapters.Sftp.Session;

/// <summary>Cuts the server's bytes into packets. It never holds more than one, and never one that is longer than allowed.</summary>
internal sealed class PacketStream(Stream stream, int packetBytesMax)
{
    private const int LengthBytes = 4;
    private const int FirstBuffer = 4096;
    private readonly byte[] length = new byte[LengthBytes];
    private byte[] buffer = new byte[FirstBuffer];

    /// <summary>The next packet without its length; valid until the next call. Blocks.</summary>
    /// <exception cref="EndOfStreamException">The server closed, between packets or inside one.</exception>
    /// <exception cref="BrokenProtocolException">An impossible length.</exception>
    public ReadOnlySpan<byte> Next()
    {
        stream.ReadExactly(length);
        var bytes = BinaryPrimitives.ReadUInt32BigEndian(length);
        if (bytes == 0 || bytes > (uint)packetBytesMax)
        {
            throw new BrokenProtocolException(length.All(value => value is >= 0x20 and < 0x7f or (byte)'\n' or (byte)'\r')
                ? $"text ({SftpName.Show(Encoding.ASCII.GetString(length))}…) in place of a packet: a login script at the server prints something"
                : $"a packet of {bytes} bytes; at most {packetBytesMax} are taken ({nameof(SftpEndpoint.PacketBytesMax)})");
        }

        if (buffer.Length < bytes)
        {
            buffer = new byte[Math.Min(packetBytesMax, Math.Max((int)bytes, buffer.Length * 2))];
        }

        stream.ReadExactly(buffer, 0, (int)bytes);
        return buffer.AsSpan(0, (int)bytes);
    }
}
