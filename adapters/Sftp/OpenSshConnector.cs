using Hub.Adapters.Sftp.Session;
using Hub.Adapters.Sftp.Ssh;

namespace Hub.Adapters.Sftp;

/// <summary>Sessions over OpenSSH's <c>ssh</c>, one child process each; OpenSSH does all the cryptography.</summary>
public sealed class OpenSshConnector : ISftpConnector
{
    private readonly TimeProvider time;
    private readonly string program;

    /// <param name="time">For the limits.</param>
    /// <param name="program">Name or path of the ssh program. Default <c>ssh</c>, found by PATH.</param>
    public OpenSshConnector(TimeProvider time, string program = "ssh")
    {
        this.time = time;
        this.program = program;
    }

    /// <inheritdoc/>
    public async Task<ISftpSession> ConnectAsync(SftpEndpoint endpoint, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        if (endpoint.Problems() is [var problem, ..])
        {
            throw new ArgumentException(problem, nameof(endpoint));
        }

        cancel.ThrowIfCancellationRequested();
        var algorithms = await PinnedKeys.AlgorithmsAsync(endpoint.KnownHostsFile, cancel).ConfigureAwait(false);
        var channel = ChildChannel.Start(program, SshArguments.For(endpoint, algorithms));
        return await SftpSession.OpenAsync(channel, endpoint, time, cancel).ConfigureAwait(false);
    }
}
