namespace Hub.Adapters.Sftp.Ssh;

/// <summary>
/// A two-way connection to an SFTP server: the pipes of a child process. The streams are read and written by threads of their own with
/// blocking calls, because asynchronous calls on pipes block a thread of the pool and cannot be cancelled.
/// </summary>
internal abstract class Channel : IAsyncDisposable
{
    /// <summary>What we say.</summary>
    public abstract Stream ToServer { get; }

    /// <summary>What the server says.</summary>
    public abstract Stream FromServer { get; }

    /// <summary>What ssh says about the connection, and the server's own stderr.</summary>
    public abstract Stream Complaints { get; }

    /// <summary>Ends it at once: every blocked read and write returns. Does nothing the second time.</summary>
    public abstract void End();

    /// <summary>Completes when the other side has ended.</summary>
    public abstract Task Ended { get; }

    /// <summary>Frees everything; it has ended before and nobody reads or writes any more.</summary>
    public abstract ValueTask DisposeAsync();
}
