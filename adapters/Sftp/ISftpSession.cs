namespace Hub.Adapters.Sftp;

/// <summary>
/// A session with one server: one account, one transfer at a time. Every call waits at most <see cref="SftpEndpoint.CallTimeout"/> for each
/// answer. A refusal of the server (<see cref="SftpException"/>) leaves the session usable; anything else that goes wrong, a timeout and a
/// cancelled call included, ends it, and every later call throws <see cref="SshException"/>. Disposing ends the child process.
/// </summary>
public interface ISftpSession : IAsyncDisposable
{
    /// <summary>Whether the server can write a file through to its disk (<c>fsync@openssh.com</c>); then every upload does.</summary>
    bool CanSync { get; }

    /// <summary>The names in a folder, a bounded number.</summary>
    Task<SftpListing> ListAsync(string folder, CancellationToken cancel);

    /// <summary>What is at a path, links not followed; null when nothing is.</summary>
    Task<SftpAttributes?> StatAsync(string path, CancellationToken cancel);

    /// <summary>
    /// Opens a regular file from an offset as a forward stream that reads ahead. It ends where the file ends at the time of reading.
    /// Only asynchronous reads; dispose of it before the session.
    /// </summary>
    /// <exception cref="SftpException">
    /// <see cref="SftpStatus.NotRegularFile"/>, <see cref="SftpStatus.NoSuchFile"/>, <see cref="SftpStatus.PermissionDenied"/>.
    /// </exception>
    Task<Stream> OpenReadAsync(string path, long offset, CancellationToken cancel);

    /// <summary>
    /// Writes the rest of <paramref name="content"/>, from where it stands, at <paramref name="offset"/> of the file. Offset 0 creates or empties
    /// the file; a greater one continues a file that has at least as many bytes (<see cref="SftpEndpoint.ResumeOffset"/> of its size).
    /// Afterwards the file is as long as offset and written bytes together, and on the server's disk where <see cref="CanSync"/>.
    /// </summary>
    /// <returns>Bytes written by this call.</returns>
    /// <exception cref="SftpException">Besides refusals <see cref="SftpStatus.WrongSize"/>: start again at offset 0.</exception>
    Task<long> UploadAsync(Stream content, string path, long offset, CancellationToken cancel);

    /// <summary>Renames without overwriting, by SSH_FXP_RENAME and never posix-rename.</summary>
    /// <exception cref="SftpException"><see cref="SftpStatus.AlreadyExists"/>: the target is there and was left as it was.</exception>
    /// <exception cref="SshException">The outcome is unknown: look at both names in a new session.</exception>
    Task RenameAsync(string from, string to, CancellationToken cancel);

    /// <summary>Removes a file.</summary>
    Task RemoveAsync(string path, CancellationToken cancel);

    /// <summary>Makes a folder below an existing one.</summary>
    /// <exception cref="SftpException"><see cref="SftpStatus.AlreadyExists"/>: something has that name.</exception>
    Task MakeFolderAsync(string folder, CancellationToken cancel);
}
