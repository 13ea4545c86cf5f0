using System.Globalization;
using System.Text.Json;

namespace Hub.Simulators.Processes;

/// <summary>The bureau core in a process of its own, with its admin API.</summary>
internal sealed class CoreProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);
    private readonly ChildProcess _process;
    private readonly AdminClient _admin;

    private CoreProcess(ChildProcess process, Uri url, Uri admin)
    {
        _process = process;
        Url = url;
        _admin = new AdminClient(admin, TimeSpan.FromSeconds(60));
    }

    /// <summary>Its callService address.</summary>
    public Uri Url { get; }

    /// <summary>Process id.</summary>
    public int Id => _process.Id;

    /// <summary>Starts a core and waits until both ports answer.</summary>
    public static async Task<CoreProcess> StartAsync(Workspace workspace, long seed, string[] more, CancellationToken cancel)
    {
        string[] command = Programs.Sandbox(["core", "--seed", seed.ToString(CultureInfo.InvariantCulture), .. more]);
        ChildProcess process = ChildProcess.Start("core simulator", command, workspace.At("core.log"), ("DOTNET_TieredPGO", "0"));
        try
        {
            string line = await process.WaitForLineAsync(text => text.StartsWith("core: url=", StringComparison.Ordinal), StartLimit, cancel);
            string[] parts = line.Split(' ');
            return new CoreProcess(process, new Uri(parts[1]["url=".Length..]), new Uri(parts[2]["admin=".Length..]));
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
