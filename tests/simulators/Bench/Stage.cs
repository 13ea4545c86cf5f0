using System.Text.Json;
using Hub.Certs.Signatures;
using Hub.Simulators.Bench.Load;
using Hub.Simulators.Bench.Requests;
using Hub.Simulators.Processes;

namespace Hub.Simulators.Bench;

/// <summary>Hub, core and load generator, each in a process of its own, around one fresh folder.</summary>
internal sealed class Stage : IAsyncDisposable
{
    /// <summary>Path of the hub's endpoint.</summary>
    public const string HubPath = "/infno";

    private readonly BenchOptions _options;
    private HubProcess? _hub;

    private Stage(BenchOptions options, Workspace workspace, Town town, CoreProcess core)
    {
        _options = options;
        Workspace = workspace;
        Town = town;
        Core = core;
    }

    public Workspace Workspace { get; }

    public Town Town { get; }

    public CoreProcess Core { get; }

    public HubProcess Hub => _hub ?? throw new InvalidOperationException("the hub is not started");

    public LoadProcess? Load { get; private set; }

    /// <summary>Starts everything. The hub makes its database on the way.</summary>
    public static async Task<Stage> SetAsync(BenchOptions options, string name, int hospitals, int pharmacies, SignatureAlgorithm algorithm, CancellationToken cancel)
    {
        Workspace workspace = Workspace.Create(options.Folder, name, options.Keep);
        CoreProcess? core = null;
        try
        {
            Town town = Town.Found(workspace, hospitals, pharmacies, algorithm, options.Seed);
            core = await CoreProcess.StartAsync(workspace, options.Seed, [], cancel);
            town.Configure(core.Url);
            await HubProcess.PrepareAsync(options.Hub, town, workspace, cancel);
            var stage = new Stage(options, workspace, town, core);
            core = null;
            try
            {
                await stage.StartHubAsync(cancel);
                stage.Load = await LoadProcess.StartAsync(town.TownPath, workspace.At("load.log"), cancel);
            }
            catch
            {
                await stage.DisposeAsync();
                throw;
            }
            return stage;
        }
        catch
        {
            if (core is not null)
            {
                await core.DisposeAsync();
            }
            workspace.Dispose();
            throw;
        }
    }

    /// <summary>Starts the hub (again).</summary>
    public async Task StartHubAsync(CancellationToken cancel) => _hub = await HubProcess.StartAsync(_options.Hub, Town, Workspace, cancel);

    /// <summary>Stops the hub with its PostgreSQL.</summary>
    public async Task StopHubAsync()
    {
        if (_hub is not null)
        {
            await _hub.DisposeAsync();
            _hub = null;
        }
    }

    /// <summary>Builds and signs requests for the hub.</summary>
    public async Task<LoadWord> PrepareAsync(RequestKind kind, int count, CancellationToken cancel)
        => await Load!.OrderAsync(new LoadOrder("prepare", kind, count, Path: HubPath), null, cancel);

    /// <summary>Sends what was prepared to the hub.</summary>
    public async Task<LoadReport> RunAsync(int connections, int seconds, int rate, int count, Action<LoadWord>? eachSecond, CancellationToken cancel)
    {
        LoadWord word = await Load!.OrderAsync(
            new LoadOrder("run", Count: count, Port: Town.HubPort, Connections: connections, Seconds: seconds, Rate: rate), eachSecond, cancel);
        Hub.ThrowIfEnded();
        return word.Report!;
    }

    /// <summary>The core's books.</summary>
    public Task<JsonElement> BooksAsync(bool settlements, CancellationToken cancel)
        => Core.GetAsync("/admin/books" + (settlements ? "" : "?settlements=0"), cancel);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Load is not null)
        {
            await Load.DisposeAsync();
        }
        await StopHubAsync();
        await Core.DisposeAsync();
        Workspace.Dispose();
    }
}
