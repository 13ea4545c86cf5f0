using Hub.Adapters.Sftp.Session;
using Hub.Adapters.Sftp.Ssh;

namespace Hub.Adapters.Sftp.Tests.Support;

/// <summary>Connects straight to OpenSSH's sftp-server by pipes: no ssh, no sshd, no port.</summary>
internal sealed class ServerProgram(string folder, params string[] arguments) : ISftpConnector
{
    private const string Program = "/usr/lib/openssh/sftp-server";

    public static SftpEndpoint Endpoint => Peer.Endpoint;

    public static ChildChannel Start(string folder, params string[] arguments)
    {
        Assert.SkipUnless(File.Exists(Program), $"{Program} is not installed (Debian package openssh-sftp-server)");
        return ChildChannel.Start(Program, ["-e", "-d", folder, .. arguments]);
    }

    public async Task<ISftpSession> ConnectAsync(SftpEndpoint endpoint, CancellationToken cancel) =>
        await SftpSession.OpenAsync(Start(folder, arguments), endpoint, TimeProvider.System, cancel);

    public Task<ISftpSession> ConnectAsync() => ConnectAsync(Endpoint, CancellationToken.None);

    /// <summary>With a relay between that sees every packet and may cut the connection.</summary>
    public async Task<ISftpSession> ConnectAsync(Relay relay, SftpEndpoint? endpoint = null) =>
        await SftpSession.OpenAsync(relay.Between(Start(folder, arguments)), endpoint ?? Endpoint, TimeProvider.System, CancellationToken.None);
}
