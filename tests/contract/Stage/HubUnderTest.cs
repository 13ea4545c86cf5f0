using System.Text;
using Hub.Adapters;
using Hub.Adapters.Infno;
using Hub.Certs.Evidence;
using Hub.Certs.Registry;
using Hub.Certs.Signatures;
using Hub.Contract.Tests.Doors;
using Hub.Journal;
using Hub.Journal.Engine;
using Hub.Routes.Inquiry;
using Hub.Routes.Settlement;
using Hub.Routes.SigningIn;
using Hub.Simulators.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hub.Contract.Tests.Stage;

/// <summary>
/// The real engine on PostgreSQL, the real routes and the real line to a core with books of its own, behind the door that is
/// tested. It can die between commit and answer and start anew on the same database.
/// </summary>
public sealed class HubUnderTest : IAsyncDisposable
{
    private static readonly SigningKey LogKey =
        SigningKey.Generate(new KeyDescription { KeyId = "log-1", Algorithm = SignatureAlgorithm.EcdsaP256Sha256 });

    private readonly IDoor door;
    private readonly (string Application, string Owner) database;
    private WebApplication? app;
    private int nodes;

    private HubUnderTest(IDoor door, (string Application, string Owner) database, CoreSimulator core)
    {
        this.door = door;
        this.database = database;
        Core = core;
    }

    public DoorSite Site { get; } = new();

    public CoreSimulator Core { get; }

    public LogText Log { get; } = new();

    public IJournal Journal => app!.Services.GetRequiredService<IJournal>();

    public InboundPipeline Pipeline => app!.Services.GetRequiredService<InboundPipeline>();

    public ISettlementBook Book => app!.Services.GetRequiredService<ISettlementBook>();

    /// <summary>Settlements that stand in the core's own books.</summary>
    public int Standing => Core.Read(books => books.Settlements.Count(s => !s.Reversed));

    public static async Task<HubUnderTest> StartAsync(PostgresFixture postgres, IDoor door)
    {
        ArgumentNullException.ThrowIfNull(postgres);
        var hub = new HubUnderTest(door, await postgres.CreateAsync(), await CoreSimulator.StartAsync(new Simulators.Core.CoreOptions()));
        await hub.StartAsync();
        return hub;
    }

    /// <summary>Starts a node, after the former one has died.</summary>
    public async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        builder.Logging.ClearProviders().AddProvider(Log).SetMinimumLevel(LogLevel.Debug);
        var services = builder.Services;
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(new PartnerRegistryFile(Site.RegistryFile));
        services.AddJournal(_ => JournalOptions(), _ => LogKey);
        services.AddSingleton<StoppableJournal>(provider => new StoppableJournal(provider.GetRequiredService<JournalEngine>()));
        services.AddSingleton<IJournal>(provider => provider.GetRequiredService<StoppableJournal>());
        services.AddSingleton(new SettlementOptions
        {
            InquiryDelays = [TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(200)],
            ReversalDelay = TimeSpan.FromMilliseconds(100),
        });
        services.AddSingleton<ICorrelator, SettlementCorrelator>();
        services.AddSingleton<ISaga, EncounterSaga>().AddSingleton<ISaga, InquirySaga>().AddSingleton<ISaga, SignInSaga>();
        services.AddSingleton<IAnswerEncoder, PlainEncoder>();

        // The line to the core is the national one whatever door is tested.
        services.AddInfno(new InfnoOptions { WaitLimitSeconds = 1, Core = new() { Url = Core.CallServiceUri } }, Site.Folder);
        door.AddServices(services, Site);
        app = builder.Build();
        app.UseRouting();
        app.MapInfno();
        door.Map(app);
        await app.StartAsync();
        Site.Url = new Uri(app.Urls.First());
    }

    /// <summary>From now on nothing is answered; the task ends when the next message is committed.</summary>
    public Task StopAfterCommit() => app!.Services.GetRequiredService<StoppableJournal>().StopAfterCommit();

    /// <summary>The node is gone, with whatever it had open.</summary>
    public async Task DieAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await app!.StopAsync(now.Token);
        await app.DisposeAsync();
        app = null;
    }

    /// <summary>The receipt of a message, verified for this answer with the log's public key alone; null when there is none.</summary>
    public async Task<ReceiptVerdict?> ReceiptAsync(string contentDigest, byte[] answer) =>
        await Journal.ReceiptAsync(contentDigest, TestContext.Current.CancellationToken) is { } receipt
            ? ReceiptVerifier.Verify(receipt.Span, Anchors(), answer)
            : null;

    public async ValueTask DisposeAsync()
    {
        if (app is not null)
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }

        await Core.DisposeAsync();
        Site.Dispose();
    }

    /// <summary>Every log that a node of this run may have opened.</summary>
    private static TrustAnchors Anchors()
    {
        var single = Encoding.UTF8.GetString(TrustAnchors.For("hub-1", LogKey.ToVerificationKey()).ToJson());
        var start = single.IndexOf('{', single.IndexOf("\"logs\"", StringComparison.Ordinal));
        var entry = single[start..single.LastIndexOf(']')];
        var all = string.Join(
            ",", Enumerable.Range(1, 9).Select(i => entry.Replace("hub-1", FormattableString.Invariant($"hub-{i}"), StringComparison.Ordinal)));
        return TrustAnchors.Parse(Encoding.UTF8.GetBytes(single[..start] + all + "]}"), "anchors.json");
    }

    private JournalOptions JournalOptions() => new()
    {
        ConnectionString = database.Application,
        OwnerConnectionString = database.Owner,
        Node = FormattableString.Invariant($"node-{++nodes}"),
        RequireDurability = false,
        PollInterval = TimeSpan.FromMilliseconds(20),
        LeaseInterval = TimeSpan.FromMilliseconds(200),
        LeaseTime = TimeSpan.FromSeconds(2),
        DrainLimit = TimeSpan.FromSeconds(2),
        NotSentRetries = [TimeSpan.FromMilliseconds(50)],
        UnknownAfter = TimeSpan.FromSeconds(3),
        LateAnswerLimit = TimeSpan.FromSeconds(20),
    };
}
