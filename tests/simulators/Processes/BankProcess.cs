using System.Text.Json;

namespace Hub.Simulators.Processes;

/// <summary>A bank in a process of its own: where its SSH server is, and its admin API.</summary>
internal sealed class BankProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private readonly ChildProcess _process;
    private readonly AdminClient _admin;

    private BankProcess(ChildProcess process, Dictionary<string, string> said)
    {
        _process = process;
        SftpPort = int.Parse(said["sftp"].Split(':')[1], System.Globalization.CultureInfo.InvariantCulture);
        User = said["user"];
        KnownHostsFile = said["known_hosts"];
        IdentityFile = said["identity"];
        _admin = new AdminClient(new Uri(said["admin"]), TimeSpan.FromSeconds(120));
    }

    /// <summary>Port of its SSH server on 127.0.0.1.</summary>
    public int SftpPort { get; }

    /// <summary>Name to log in with.</summary>
    public string User { get; }

    /// <summary>known_hosts with its host key.</summary>
    public string KnownHostsFile { get; }

    /// <summary>The client's private key.</summary>
    public string IdentityFile { get; }

    /// <summary>Process id.</summary>
    public int Id => _process.Id;

    /// <summary>Starts a bank and waits until its ports answer.</summary>
    /// <param name="command">Program and arguments (<see cref="Programs.Sandbox"/>): <c>bank --folder …</c>.</param>
    /// <param name="logFile">Where its output goes.</param>
    /// <param name="cancel">Stops waiting.</param>
    public static async Task<BankProcess> StartAsync(IReadOnlyList<string> command, string logFile, CancellationToken cancel)
    {
        ChildProcess process = ChildProcess.Start("bank simulator", command, logFile);
        try
        {
            string line = await process.WaitForLineAsync(text => text.StartsWith("bank: sftp=", StringComparison.Ordinal), StartLimit, cancel);
            return new BankProcess(process, line["bank: ".Length..].Split(' ').Select(part => part.Split('=', 2)).ToDictionary(part => part[0], part => part[1]));
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// <summary>GET of the admin API.</summary>
    public Task<JsonElement> GetAsync(string path, CancellationToken cancel) => _admin.GetAsync(path, cancel);

    /// <summary>POST to the admin API; true when it succeeded.</summary>
    public Task<bool> PostAsync(string path, string json, CancellationToken cancel) => _admin.PostAsync(path, json, cancel);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _admin.Dispose();
        await _process.DisposeAsync();
    }
}
