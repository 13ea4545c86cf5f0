using System.Text;
using System.Text.Json;

namespace Hub.Simulators.Processes;

/// <summary>A bank in a process of its own: where its SSH server is, and its admin API.</summary>
internal sealed class BankProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private readonly ChildProcess _process;
    private readonly HttpClient _http;

    private BankProcess(ChildProcess process, Dictionary<string, string> said)
    {
        _process = process;
        SftpPort = int.Parse(said["sftp"].Split(':')[1], System.Globalization.CultureInfo.InvariantCulture);
        User = said["user"];
        KnownHostsFile = said["known_hosts"];
        IdentityFile = said["identity"];
        _http = new HttpClient { BaseAddress = new Uri(said["admin"]), Timeout = TimeSpan.FromSeconds(120) };
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
    public async Task<JsonElement> GetAsync(string path, CancellationToken cancel)
    {
        using Stream stream = await _http.GetStreamAsync(new Uri(path, UriKind.Relative), cancel);
        using JsonDocument document = await JsonDocument.ParseAsync(stream, cancellationToken: cancel);
        return document.RootElement.Clone();
    }

    /// <summary>POST to the admin API; true when it succeeded.</summary>
    public async Task<bool> PostAsync(string path, string json, CancellationToken cancel)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await _http.PostAsync(new Uri(path, UriKind.Relative), content, cancel);
        return response.IsSuccessStatusCode;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _process.DisposeAsync();
    }
}
