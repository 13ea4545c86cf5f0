using Hub.Console.Officers;
using Hub.Journal.Payments;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hub.Console.Tests.Support;

/// <summary>The console on a Kestrel of its own, with a fake payment book, on a free port of this machine.</summary>
internal sealed class ConsoleHost : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("hub-console-").FullName;
    private readonly Dictionary<string, string> tokens = [];
    private WebApplication app = null!;

    internal FakeBook Book { get; } = new();

    internal FakeDelivery Delivery { get; } = new();

    internal FakeBytes Bytes { get; } = new();

    internal LogLines Log { get; } = new();

    internal SetTime Time { get; } = new(new DateTimeOffset(2026, 11, 28, 2, 0, 0, TimeSpan.Zero));

    internal ConsoleOptions Options { get; } = new();

    internal string OfficersFile { get; private set; } = "";

    internal Uri Address { get; private set; } = null!;

    internal IServiceProvider Services => app.Services;

    internal IEnumerable<RouteEndpoint> Endpoints =>
        app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    internal static async Task<ConsoleHost> StartAsync(Books books, Action<ConsoleOptions>? change = null)
    {
        var host = new ConsoleHost();
        host.OfficersFile = Path.Combine(host.folder, "officers.json");
        host.Options.OfficersFile = host.OfficersFile;
        change?.Invoke(host.Options);
        var builder = WebApplication.CreateEmptyBuilder(new() { ApplicationName = typeof(ConsoleSetup).Assembly.GetName().Name });
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        builder.Services.AddRequestTimeouts();
        builder.Services.AddSingleton<TimeProvider>(host.Time).AddSingleton<IPaymentBook>(host.Book).AddSingleton<IPaymentDelivery>(host.Delivery);
        builder.Services.AddSingleton<IRawMessages>(host.Bytes).AddSingleton<IContentStore>(host.Bytes);
        builder.Logging.AddProvider(host.Log).AddFilter("Microsoft", LogLevel.Warning);
        ConsoleSetup.Add(builder.Services, host.Options, _ => books.Source);
        host.app = builder.Build();
        host.app.UseRouting();
        host.app.UseRequestTimeouts();
        ConsoleSetup.Map(host.app);
        await host.app.StartAsync();
        host.Address = new Uri(host.app.Urls.Single());
        return host;
    }

    /// <summary>Registers an officer, takes the changed file at once, and returns the token.</summary>
    internal string Add(string id, OfficerRoles roles, DateTimeOffset? notAfter = null, string? name = null)
    {
        var token = OfficerFile.Add(OfficersFile, new NewOfficer(id, name ?? "Officer " + id, roles, notAfter));
        Reload();
        return token;
    }

    /// <summary>Token of an officer, who is registered at the first use.</summary>
    internal string Token(string id, OfficerRoles roles)
    {
        if (!tokens.TryGetValue(id, out var token))
        {
            tokens[id] = token = Add(id, roles);
        }

        return token;
    }

    internal void Reload() => app.Services.GetRequiredService<OfficerFile>().ReloadIfChanged();

    /// <summary>A browser without script, not logged in.</summary>
    internal Browser Browse() => new(Address);

    /// <summary>A browser without script, logged in as a new officer.</summary>
    internal async Task<Browser> EnterAsync(string id, OfficerRoles roles)
    {
        var browser = Browse();
        await browser.LoginAsync(Add(id, roles));
        return browser;
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
