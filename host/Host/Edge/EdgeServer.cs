using System.Net;
using Hub.Certs.Signatures;
using Hub.Host.Configuration;
using Hub.Host.Logs;
using Serilog.Extensions.Logging;

namespace Hub.Host.Edge;

/// <summary>Builds the edge agent out of its parts. No database, no configuration of a hub: one file of settings and a folder.</summary>
internal static class EdgeServer
{
    internal static WebApplication Build(EdgeOptions options, TimeProvider time)
    {
        var builder = WebApplication.CreateEmptyBuilder(new() { ApplicationName = "hub-edge", ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(server =>
        {
            server.Listen(IPAddress.Loopback, options.Port);
            server.Limits.MaxRequestBodySize = options.MessageBytesMax + 1L;
            server.AddServerHeader = false;
        });
        builder.Services.AddRoutingCore();
        builder.Logging.AddProvider(new SerilogLoggerProvider(LogSetup.Create(new LogOptions(), "edge-" + options.Institution), dispose: true));
        builder.Services.AddSingleton(time).AddSingleton(options).AddSingleton(new EdgeStore(options.Folder));
        builder.Services.AddSingleton(KeyOf(options)).AddSingleton(_ => Client(options));
        builder.Services.AddSingleton<EdgeForwarder>().AddSingleton<EdgeDoor>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<EdgeForwarder>());
        var app = builder.Build();
        app.UseRouting();
        app.Services.GetRequiredService<EdgeDoor>().Map(app);
        return app;
    }

    private static SigningKey KeyOf(EdgeOptions options) => SigningKey.FromPem(
        File.ReadAllText(options.KeyFile),
        new KeyDescription
        {
            KeyId = options.KeyId,
            Algorithm = SignatureAlgorithmNames.TryParse(options.Algorithm, out SignatureAlgorithm algorithm) ? algorithm : SignatureAlgorithm.Sm2Sm3,
        });

    // No redirects (a hub does not move), no decompression, no proxy out of the environment.
    private static HttpClient Client(EdgeOptions options) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        UseCookies = false,
        UseProxy = false,
        ConnectTimeout = TimeSpan.FromSeconds(Math.Min(options.CallSeconds, 10)),
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1),
    })
    {
        MaxResponseContentBufferSize = 64 * 1024 * 1024,
        Timeout = Timeout.InfiniteTimeSpan,
    };
}
