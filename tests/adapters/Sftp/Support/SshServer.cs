using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Hub.Adapters.Sftp.Tests.Support;

/// <summary>
/// A real OpenSSH server on a free port of 127.0.0.1 with keys of its own, for the account the tests run as. Needs sshd and ssh-keygen. Depends on
/// nothing else of this project, so that other test projects can link the file.
/// </summary>
public sealed class SshServer : IAsyncDisposable
{
    private const string Program = "/usr/sbin/sshd";
    private const int Attempts = 5;
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);
    private readonly DirectoryInfo folder;
    private readonly string moreConfiguration;
    private Process process;

    private SshServer(DirectoryInfo folder, string moreConfiguration, Process process, int port)
    {
        this.folder = folder;
        this.moreConfiguration = moreConfiguration;
        this.process = process;
        Port = port;
    }

    /// <summary>Whether sshd is installed; without it a test skips with <see cref="Missing"/>.</summary>
    public static bool IsInstalled => File.Exists(Program);

    public static string Missing => $"{Program} is not installed (Debian package openssh-server)";

    public static string Host => "127.0.0.1";

    public static string User => Environment.UserName;

    public int Port { get; private set; }

    /// <summary>Where a session starts: relative paths are below it.</summary>
    public string Files => Path.Combine(folder.FullName, "files");

    /// <summary>Private key that the server accepts.</summary>
    public string ClientKey => Path.Combine(folder.FullName, "client");

    /// <summary>The server's keys as known_hosts has them.</summary>
    public string KnownHosts => Path.Combine(folder.FullName, "known_hosts");

    /// <summary>Starts a server that is ready for connections.</summary>
    /// <param name="moreConfiguration">Lines of sshd_config before ours; the first mention of a setting counts.</param>
    /// <param name="hostKeyTypes">Types of its keys as ssh-keygen names them; Ed25519 when empty.</param>
    public static async Task<SshServer> StartAsync(string moreConfiguration = "", params string[] hostKeyTypes)
    {
        var folder = Directory.CreateTempSubdirectory("hub-sshd-");
        try
        {
            folder.CreateSubdirectory("files");
            if (hostKeyTypes.Length == 0)
            {
                hostKeyTypes = ["ed25519"];
            }

            foreach (var type in hostKeyTypes)
            {
                await MakeKeyAsync(Path.Combine(folder.FullName, "host_" + type), type);
            }

            await MakeKeyAsync(Path.Combine(folder.FullName, "client"), "ed25519");
            File.Copy(Path.Combine(folder.FullName, "client.pub"), Path.Combine(folder.FullName, "authorized_keys"));
            var (process, port) = await LaunchAsync(folder.FullName, moreConfiguration, 0);
            var server = new SshServer(folder, moreConfiguration, process, port);
            server.Pin(hostKeyTypes);
            return server;
        }
        catch
        {
            folder.Delete(recursive: true);
            throw;
        }
    }

    /// <summary>Makes a key pair without a passphrase: <paramref name="file"/> and <c>file.pub</c>.</summary>
    public static async Task MakeKeyAsync(string file, string type = "ed25519")
    {
        using var keygen = Process.Start(new ProcessStartInfo("ssh-keygen", ["-q", "-t", type, "-N", "", "-C", "test", "-f", file]))!;
        await keygen.WaitForExitAsync();
        if (keygen.ExitCode != 0)
        {
            throw new InvalidOperationException($"ssh-keygen ended with {keygen.ExitCode}");
        }
    }

    /// <summary>A known_hosts line for this server.</summary>
    /// <param name="publicKeyFile">Whose key to pin; anybody's.</param>
    public string KnownHostsLine(string publicKeyFile)
    {
        var fields = File.ReadAllText(publicKeyFile).Split(' ');
        return $"[{Host}]:{Port.ToString(CultureInfo.InvariantCulture)} {fields[0]} {fields[1]}\n";
    }

    /// <summary>Public part of one of its keys.</summary>
    public string HostKey(string type) => Path.Combine(folder.FullName, $"host_{type}.pub");

    /// <summary>Writes a known_hosts with some of its keys.</summary>
    public void Pin(params string[] hostKeyTypes) => File.WriteAllText(KnownHosts, string.Concat(hostKeyTypes.Select(type => KnownHostsLine(HostKey(type)))));

    /// <summary>Replaces a key by a new one and starts anew on the same port: what a reinstalled or a false server looks like.</summary>
    public async Task ChangeHostKeyAsync(string type)
    {
        await StopAsync();
        File.Delete(Path.Combine(folder.FullName, "host_" + type));
        File.Delete(HostKey(type));
        await MakeKeyAsync(Path.Combine(folder.FullName, "host_" + type), type);
        (process, Port) = await LaunchAsync(folder.FullName, moreConfiguration, Port);
    }

    /// <summary>Ends every connection at once, as a crash would; the server goes on listening.</summary>
    public void CutConnections()
    {
        foreach (var id in Children(process.Id))
        {
            End(id);
        }
    }

    /// <summary>How many connections it serves.</summary>
    public int Connections => Children(process.Id).Count;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        folder.Delete(recursive: true);
    }

    private async Task StopAsync()
    {
        CutConnections();
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static async Task<(Process Process, int Port)> LaunchAsync(string folder, string moreConfiguration, int fixedPort)
    {
        if (Environment.IsPrivilegedProcess)
        {
            // As root it gives up without the folder that its package makes at boot.
            Directory.CreateDirectory("/run/sshd");
        }

        for (var attempt = 1; ; attempt++)
        {
            var port = fixedPort > 0 ? fixedPort : FreePort();
            var configuration = Path.Combine(folder, "sshd_config");
            await File.WriteAllTextAsync(configuration, Configuration(folder, moreConfiguration, port));
            // It demands an absolute path: it starts itself again for every connection.
            var process = Process.Start(new ProcessStartInfo(Program, ["-D", "-e", "-f", configuration]) { RedirectStandardError = true })!;
            if (await IsListeningAsync(process, Path.Combine(folder, "sshd.log")))
            {
                return (process, port);
            }

            await process.WaitForExitAsync();
            process.Dispose();
            if (attempt == Attempts)
            {
                throw new InvalidOperationException("sshd does not start: " + await File.ReadAllTextAsync(Path.Combine(folder, "sshd.log")));
            }
        }
    }

    private static async Task<bool> IsListeningAsync(Process process, string logFile)
    {
        using var limit = new CancellationTokenSource(StartLimit, TimeProvider.System);
        var log = new StreamWriter(logFile, append: false) { AutoFlush = true };
        while (await process.StandardError.ReadLineAsync(limit.Token) is { } line)
        {
            await log.WriteLineAsync(line);
            if (line.Contains("Server listening on", StringComparison.Ordinal))
            {
                _ = DrainAsync(process.StandardError, log);
                return true;
            }
        }

        await log.DisposeAsync();
        return false;
    }

    // It writes for every connection and would block on a full pipe.
    private static async Task DrainAsync(StreamReader from, StreamWriter to)
    {
        await using (to)
        {
            while (await from.ReadLineAsync() is { } line)
            {
                await to.WriteLineAsync(line);
            }
        }
    }

    private static string Configuration(string folder, string moreConfiguration, int port) => $"""
        {moreConfiguration}
        ListenAddress {Host}:{port.ToString(CultureInfo.InvariantCulture)}
        {string.Join('\n', Directory.GetFiles(folder, "host_*").Where(file => !file.EndsWith(".pub", StringComparison.Ordinal)).Select(file => "HostKey " + file))}
        PidFile none
        AuthorizedKeysFile {folder}/authorized_keys
        AuthenticationMethods publickey
        PermitRootLogin prohibit-password
        PasswordAuthentication no
        KbdInteractiveAuthentication no
        UsePAM no
        StrictModes no
        UseDNS no
        MaxStartups 100
        Subsystem sftp internal-sftp -d {folder}/files
        """ + "\n";

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private static List<int> Children(int id)
    {
        try
        {
            return [.. File.ReadAllText($"/proc/{id}/task/{id}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(child => int.Parse(child, CultureInfo.InvariantCulture))];
        }
        catch (IOException)
        {
            return [];
        }
    }

    private static void End(int id)
    {
        try
        {
            using var child = Process.GetProcessById(id);
            child.Kill();
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return;
        }
    }
}
