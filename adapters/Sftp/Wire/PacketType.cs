namespace Hub.Adapters.Sftp.Wire;

/// <summary>
/// SFTP version 3: draft-ietf-secsh-filexfer-02. A packet is length:uint32 (of what follows), type:byte, id:uint32 (not in Init and Version),
/// then fields: uint32 and uint64 big-endian, strings as length:uint32 and bytes. Not used: OPENDIR-less listings, SETSTAT, FSETSTAT, STAT,
/// REALPATH, READLINK, SYMLINK, RMDIR. Extensions used when advertised: fsync@openssh.com and statvfs@openssh.com (OpenSSH's PROTOCOL file).
/// </summary>
internal enum PacketType : byte
{
    Init = 1,
    Version = 2,
    Open = 3,
    Close = 4,
    Read = 5,
    Write = 6,
    LinkStatus = 7,
    HandleStatus = 8,
    OpenFolder = 11,
    ReadFolder = 12,
    Remove = 13,
    MakeFolder = 14,
    Rename = 18,
    Status = 101,
    Handle = 102,
    Data = 103,
    Name = 104,
    Attributes = 105,
    Extended = 200,
    ExtendedReply = 201,
}
