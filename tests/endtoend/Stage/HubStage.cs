using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Hub.Simulators.Core;
using Hub.Simulators.Institutions;

namespace Hub.EndToEnd.Tests.Stage;

/// <summary>
/// A core, a database, keys and hub processes. The institutions' clerks are in the test's own process. Every process ends with the stage.
/// </summary>
internal sealed class HubStage : IAsyncDisposable
{
    private readonly StageOptions options;
    private readonly string dll;
    private readonly string folder;
    private readonly HubNode?[] nodes;
    private readonly int[] ports;
    private readonly List<InstitutionClient> clerks = [];

    private HubStage(StageOptions options, string dll, string folder, CoreSimulator core, Keys keys, HubBooks books, int[] ports)
    {
        this.options = options;
        this.dll = dll;
        this.folder = folder;
        this.ports = ports;
        nodes = new HubNode?[ports.Length];
        Core = core;
        Keys = keys;
        Books = books;
    }

    internal CoreSimulator Core { get; }

    internal Keys Keys { get; }

    /// <summary>The hub's own books, read from its database.</summary>
    internal HubBooks Books { get; }

    internal string Folder => folder;

    internal string ConfigFile => Path.Combine(folder, "hub.json");

    internal string RegistryFile => Path.Combine(folder, "partners.json");

    internal IReadOnlyList<InstitutionClient> Clerks => clerks;

    /// <summary>Makes everything and starts the nodes.</summary>
    internal static async Task<HubStage> StartAsync(Cluster cluster, StageOptions options)
    {
        var stage = await PrepareAsync(cluster, options);
        try
        {
            for (var i = 0; i < options.Nodes; i++)
            {
                await stage.StartNodeAsync(i);
            }

            return stage;
        }
        catch
        {
            await stage.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes everything but starts no node.</summary>
    internal static async Task<HubStage> PrepareAsync(Cluster cluster, StageOptions options)
    {
        var dll = options.WithFaultPoints ? await FaultBuild.DllAsync() : Repository.HubDll;
        Assert.True(File.Exists(dll), $"{dll} is not built: dotnet build host/Host -c Release");
        var folder = Directory.CreateTempSubdirectory("hub-e2e-").FullName;
        var ports = FreePorts(options.Nodes);
        var keys = new Keys();
        keys.AddPartner(Stage.Keys.Core, "core");
        foreach (var institution in options.Institutions)
        {
            keys.AddPartner(institution, institution[0] == 'P' ? "pharmacy" : "hospital", options.NotifyUrl);
        }

        options.Register?.Invoke(keys);
        var (application, owner) = await cluster.NewDatabaseAsync();
        var core = await CoreSimulator.StartAsync(options.Core with
        {
            HubUrl = new Uri(Address(ports[0]), "/infno"),
            NoticeSigner = keys.Of(Stage.Keys.Core),
        });
        var stage = new HubStage(options, dll, folder, core, keys, new HubBooks(owner), ports);
        keys.Write(stage.RegistryFile, Path.Combine(folder, "keys"));
        File.WriteAllText(stage.ConfigFile, JsonSerializer.Serialize(stage.Settings(application, owner)));
        return stage;
    }

    internal HubNode Node(int index = 0) => nodes[index] ?? throw new InvalidOperationException("the node is not running");

    /// <summary>Where a node listens, also while it is down.</summary>
    internal Uri UrlOf(int index = 0) => Address(ports[index]);

    /// <summary>Starts a node and waits until it is ready (unless told not to).</summary>
    internal async Task<HubNode> StartNodeAsync(int index = 0, string? faults = null, bool waits = true)
    {
        var environment = new Dictionary<string, string>
        {
            ["HUB__Node"] = "node" + index.ToString(CultureInfo.InvariantCulture),
            ["HUB__Http__Port"] = ports[index].ToString(CultureInfo.InvariantCulture),
            ["HUB_FAULTS"] = faults ?? "",
        };
        if (nodes[index] is { } former)
        {
            await former.DisposeAsync();
        }

        var node = HubNode.Start(dll, ConfigFile, UrlOf(index), Path.Combine(folder, environment["HUB__Node"] + ".log"), environment);
        nodes[index] = node;
        if (waits)
        {
            await node.ReadyAsync();
        }

        return node;
    }

    /// <summary>An institution with its own journal, signing with its registered key; it retries until it has an answer.</summary>
    internal InstitutionClient Clerk(string code, int node = 0, Func<InstitutionOptions, InstitutionOptions>? with = null)
    {
        var settings = new InstitutionOptions
        {
            Code = code,
            Url = new Uri(UrlOf(node), "/fsi/api/rsfComIfsService/callService"),
            Scheme = SignatureScheme.Detached,
            Signer = Keys.Of(code),
            RetriesMax = 400,
            RetryDelay = TimeSpan.FromMilliseconds(100),
            RetryDelayMax = TimeSpan.FromMilliseconds(400),
        };
        var clerk = new InstitutionClient(with?.Invoke(settings) ?? settings);
        clerks.Add(clerk);
        return clerk;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var clerk in clerks)
        {
            clerk.Dispose();
        }

        foreach (var node in nodes)
        {
            if (node is not null)
            {
                await node.DisposeAsync();
            }
        }

        await Core.DisposeAsync();
        await Books.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static Uri Address(int port) => new UriBuilder("http", "127.0.0.1", port).Uri;

    private static int[] FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(l => l.Start());
        var ports = listeners.Select(l => ((IPEndPoint)l.LocalEndpoint).Port).ToArray();
        listeners.ForEach(l => l.Dispose());
        return ports;
    }

    private Dictionary<string, string> Settings(string application, string owner)
    {
        var settings = new Dictionary<string, string>
        {
            ["Database:ConnectionString"] = application,
            ["Database:OwnerConnectionString"] = owner,
            ["Trust:PartnersFile"] = RegistryFile,
            ["Trust:PartnersReloadInterval"] = "00:00:01",
            ["Trust:KeysFolder"] = Path.Combine(folder, "keys"),
            ["Trust:TrustAnchorsFile"] = Path.Combine(folder, "keys", "trust-anchors.json"),
            ["Infno:Core:Url"] = Core.CallServiceUri.ToString(),
        };
        foreach (var (name, value) in options.Settings)
        {
            settings[name] = value;
        }

        return settings;
    }
}
