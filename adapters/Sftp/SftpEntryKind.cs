namespace Hub.Adapters.Sftp;

/// <summary>What a name in a folder stands for, from the type bits of its permissions.</summary>
public enum SftpEntryKind
{
    /// <summary>A pipe, socket or device, or the server did not say.</summary>
    Other,

    /// <summary>A file with content: the only kind that is opened.</summary>
    Regular,

    /// <summary>A folder.</summary>
    Directory,

    /// <summary>A symbolic link; it is never followed to find out to what.</summary>
    Symlink,
}
