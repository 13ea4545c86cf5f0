namespace Hub.Adapters.Sftp;

/// <summary>Opens sessions. The one place to change when another SFTP implementation takes over.</summary>
public interface ISftpConnector
{
    /// <summary>Connects, proves the server by its pinned key and us by ours, and starts the file transfer.</summary>
    /// <param name="endpoint">The partner's server.</param>
    /// <param name="cancel">Ends the attempt; nothing is left running.</param>
    /// <exception cref="ArgumentException">The endpoint breaks a rule of <see cref="SftpEndpoint.Problems"/>.</exception>
    /// <exception cref="SshException">No session; <see cref="SshException.CertainlyNotDelivered"/> is always true here.</exception>
    Task<ISftpSession> ConnectAsync(SftpEndpoint endpoint, CancellationToken cancel);
}
