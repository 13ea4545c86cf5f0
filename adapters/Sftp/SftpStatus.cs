namespace Hub.Adapters.Sftp;

/// <summary>
/// What a server said about one request. The first group has the numbers of draft-ietf-secsh-filexfer-02 section 7; the second
/// group is what later drafts number, or what this kit concludes from the server's words or from a look afterwards.
/// </summary>
public enum SftpStatus
{
    /// <summary>The file or folder is not there.</summary>
    NoSuchFile = 2,

    /// <summary>The account may not do this.</summary>
    PermissionDenied = 3,

    /// <summary>Everything version 3 has no number for; the server's text is all there is.</summary>
    Failure = 4,

    /// <summary>The server did not understand the packet.</summary>
    BadMessage = 5,

    /// <summary>The server does not know this request.</summary>
    Unsupported = 8,

    /// <summary>The target of a rename or a new folder exists already; nothing was overwritten.</summary>
    AlreadyExists = 11,

    /// <summary>The file system is full.</summary>
    NoSpace = 14,

    /// <summary>The account's quota is used up.</summary>
    QuotaExceeded = 15,

    /// <summary>Not a regular file: a folder, symbolic link, pipe or device is never opened.</summary>
    NotRegularFile = 100,

    /// <summary>The file's size is not what the transfer needs: shorter than the offset to resume at, or not what was written.</summary>
    WrongSize = 101,
}
