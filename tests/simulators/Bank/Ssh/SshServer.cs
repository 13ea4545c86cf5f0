using System.Diagnostics;
using System.Globalization;
using Hub.Simulators.Processes;

namespace Hub.Simulators.Bank.Ssh;

/// <summary>
/// A real OpenSSH server in a process of its own: 127.0.0.1, its own host key, one client key, SFTP and nothing else, logged in as the
/// user that runs this process and started in <see cref="Root"/>. It is no jail: who has the client key reads what this user may read.
/// </summary>
public sealed class SshServer : IAsyncDisposable
{
    private const string Program = "/usr/sbin/sshd";
    private const string RootsFolder = "/run/sshd";
    private const int PortAttemptsMax = 5;
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(20);
    private readonly string _folder;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private SshCondition _condition = new();
    private ChildProcess? _process;

    private SshServer(string folder, string root)
    {
        _folder = folder;
        Root = root;
    }

    /// <summary>True where a server can be started: the package openssh-server is there.</summary>
    public static bool IsInstalled => File.Exists(Program);

    /// <summary>Folder in which a client finds itself.</summary>
    public string Root { get; }

    /// <summary>Port on 127.0.0.1.</summary>
    public int Port { get; private set; }

    /// <summary>Name to log in with.</summary>
    public string User { get; } = Environment.UserName;

    /// <summary>The client's private key, without passphrase; a convenience of the sandbox.</summary>
    public string IdentityFile => At("identity");

    /// <summary>known_hosts with the server's host key.</summary>
    public string KnownHostsFile => At("known_hosts");

    /// <summary>Processes that serve clients at this moment.</summary>
    public IReadOnlyList<int> SessionIds => _process is { HasExited: false } process ? ProcessTree.Below(process.Id) : [];

    /// <summary>Starts a server.</summary>
    /// <param name="folder">Its keys, configuration and log; made when absent.</param>
    /// <param name="root">Where clients start.</param>
    /// <param name="port">Port; 0 takes a free one.</param>
    /// <param name="clientKey">A further public key in OpenSSH's form that may log in; null = none.</param>
    public static async Task<SshServer> StartAsync(string folder, string root, int port = 0, string? clientKey = null)
    {
        if (!IsInstalled)
        {
            throw new ChildFailedException($"{Program} is not there: install the package openssh-server");
        }
        PrivateFiles.MakeFolder(folder);
        if (Environment.IsPrivilegedProcess)
        {
            Directory.CreateDirectory(RootsFolder);
        }
        var server = new SshServer(Path.GetFullPath(folder), Path.GetFullPath(root));
        await server.MakeKeysAsync(clientKey);
        for (int attempt = 1; ; attempt++)
        {
            server.Port = port > 0 ? port : Ports.TakeFree();
            try
            {
                await server.ListenAsync();
                await server.WriteKnownHostsAsync();
                return server;
            }
            catch (ChildFailedException) when (port == 0 && attempt < PortAttemptsMax)
            {
                // Somebody else took the port between the look and the start.
            }
        }
    }

    /// <summary>Ends the sessions of all clients; new ones may come.</summary>
    public void KillSessions() => ProcessTree.Kill(SessionIds);

    /// <summary>Changes how it stands; live sessions end when something changed.</summary>
    internal async Task ApplyAsync(SshCondition condition)
    {
        await _gate.WaitAsync();
        try
        {
            if (condition == _condition)
            {
                return;
            }
            await StopAsync();
            _condition = condition;
            if (!condition.Refuses)
            {
                await ListenAsync();
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _gate.Dispose();
    }

    private async Task MakeKeysAsync(string? clientKey)
    {
        foreach (string key in (string[])["host_key", "other_host_key", "identity"])
        {
            if (!File.Exists(At(key)))
            {
                await RunAsync("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", key, "-f", At(key));
            }
        }
        string own = await File.ReadAllTextAsync(At("identity.pub"));
        await File.WriteAllTextAsync(At("authorized_keys"), clientKey is null ? own : own + clientKey.Trim() + "\n");
    }

    private async Task WriteKnownHostsAsync()
    {
        string[] key = (await File.ReadAllTextAsync(At("host_key.pub"))).Split(' ');
        await File.WriteAllTextAsync(KnownHostsFile, string.Create(CultureInfo.InvariantCulture, $"[127.0.0.1]:{Port} {key[0]} {key[1]}\n"));
    }

    private async Task ListenAsync()
    {
        await File.WriteAllTextAsync(At("sshd_config"), Configuration());
        ChildProcess process = ChildProcess.Start("sshd", [Program, "-D", "-e", "-f", At("sshd_config")], At("sshd.log"));
        try
        {
            await process.WaitForLineAsync(line => line.StartsWith("Server listening on", StringComparison.Ordinal), StartLimit, CancellationToken.None);
            _process = process;
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    private async Task StopAsync()
    {
        if (_process is { } process)
        {
            _process = null;
            // The sessions would outlive the listener, and hold its log open: they end first.
            if (!process.HasExited)
            {
                ProcessTree.End(process.Id);
            }
            await process.DisposeAsync();
        }
    }

    private string Configuration() => string.Create(CultureInfo.InvariantCulture, $"""
        ListenAddress 127.0.0.1
        Port {Port}
        HostKey {At(_condition.OtherHostKey ? "other_host_key" : "host_key")}
        PidFile none
        AllowUsers {User}
        PermitRootLogin prohibit-password
        AuthenticationMethods publickey
        AuthorizedKeysFile {At("authorized_keys")}
        StrictModes no
        UsePAM no
        UseDNS no
        DisableForwarding yes
        PermitTTY no
        PermitUserRC no
        LoginGraceTime 20
        MaxSessions 4
        MaxStartups 20
        Subsystem sftp internal-sftp
        ForceCommand {(_condition.Hangs ? "cat > /dev/null" : "internal-sftp -d " + Root)}

        """);

    private string At(string name) => Path.Combine(_folder, name);

    private static async Task RunAsync(params string[] command)
    {
        using Process process = ProcessStarter.Start(new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardError = true });
        string error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new ChildFailedException($"{command[0]} ended with {process.ExitCode}: {error.Trim()}");
        }
    }
}
