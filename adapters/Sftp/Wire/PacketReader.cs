using System.Buffers.Binary;

namespace Hub.Adapters.Sftp.Wire;

/// <summary>Reads the fields of one packet and never beyond its end, whatever lengths it announces.</summary>
internal ref struct PacketReader(ReadOnlySpan<byte> rest)
{
    private const uint HasSize = 0x1;
    private const uint HasOwner = 0x2;
    private const uint HasPermissions = 0x4;
    private const uint HasTimes = 0x8;
    private const uint HasExtensions = 0x8000_0000;
    private const uint TypeBits = 0xF000;
    private ReadOnlySpan<byte> rest = rest;

    public readonly bool AtEnd => rest.IsEmpty;

    public byte Byte() => Take(1)[0];

    public uint Number() => BinaryPrimitives.ReadUInt32BigEndian(Take(4));

    public ulong Long() => BinaryPrimitives.ReadUInt64BigEndian(Take(8));

    public ReadOnlySpan<byte> Bytes() => Take(Number());

    /// <summary>ATTRS of draft section 5.</summary>
    public SftpAttributes Attributes()
    {
        var flags = Number();
        long? size = (flags & HasSize) != 0 ? Size(Long()) : null;
        if ((flags & HasOwner) != 0)
        {
            Take(8);
        }

        var kind = (flags & HasPermissions) != 0 ? Kind(Number()) : SftpEntryKind.Other;
        DateTimeOffset? modified = null;
        if ((flags & HasTimes) != 0)
        {
            Number();
            modified = DateTimeOffset.FromUnixTimeSeconds(Number());
        }

        if ((flags & HasExtensions) != 0)
        {
            // Each turn takes eight bytes at least, so a count of four milliards ends with the packet.
            for (var count = Number(); count > 0; count--)
            {
                Bytes();
                Bytes();
            }
        }

        return new SftpAttributes(kind, size, modified);
    }

    private static long Size(ulong size) =>
        size <= long.MaxValue ? (long)size : throw new BrokenProtocolException("a file size beyond 2^63");

    private static SftpEntryKind Kind(uint permissions) => (permissions & TypeBits) switch
    {
        0x8000 => SftpEntryKind.Regular,
        0x4000 => SftpEntryKind.Directory,
        0xA000 => SftpEntryKind.Symlink,
        _ => SftpEntryKind.Other,
    };

    private ReadOnlySpan<byte> Take(uint bytes)
    {
        if (bytes > (uint)rest.Length)
        {
            throw new BrokenProtocolException("a field longer than its packet");
        }

        var taken = rest[..(int)bytes];
        rest = rest[(int)bytes..];
        return taken;
    }
}
