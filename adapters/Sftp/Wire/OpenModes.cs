namespace Hub.Adapters.Sftp.Wire;

/// <summary>pflags of SSH_FXP_OPEN (draft section 6.3).</summary>
[Flags]
internal enum OpenModes : uint
{
    Read = 0x01,
    Write = 0x02,
    Create = 0x08,
    Truncate = 0x10,
}
