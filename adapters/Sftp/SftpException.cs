namespace Hub.Adapters.Sftp;

/// <summary>The server answered a request with a refusal. The session goes on.</summary>
public sealed class SftpException : IOException
{
    /// <param name="status">What it said.</param>
    /// <param name="message">What was asked, with printable and shortened names, and the server's words, printable and shortened.</param>
    public SftpException(SftpStatus status, string message)
        : base(message) => Status = status;

    /// <summary>What it said.</summary>
    public SftpStatus Status { get; }
}
