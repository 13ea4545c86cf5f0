using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Hub.Simulators.Core;

/// <summary>A bare Kestrel on 127.0.0.1 without routing, logging or hosting extras; every simulator's HTTP side.</summary>
internal static class CoreListener
{
    /// <summary>Starts listening; port 0 takes a free one.</summary>
    public static async Task<WebApplication> StartAsync(int port, int requestBytesMax, RequestDelegate handler)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.Zero);
        builder.Services.Configure<SocketTransportOptions>(options =>
        {
            // The handlers are short and never block: running them on the socket threads saves a hop per request.
            options.UnsafePreferInlineScheduling = true;
            options.IOQueueCount = 1;
            options.Backlog = 1024;
        });
        builder.Services.Configure<KestrelServerOptions>(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxRequestBodySize = requestBytesMax;
            options.Limits.MinRequestBodyDataRate = null;
            options.Limits.MinResponseDataRate = null;
            options.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http1);
        });
        WebApplication app = builder.Build();
        app.Run(handler);
        await app.StartAsync();
        return app;
    }

    /// <summary>The port an application listens on.</summary>
    public static int PortOf(WebApplication app) => new Uri(app.Urls.First()).Port;

    /// <summary>Stops listening and cuts the open connections.</summary>
    public static async Task StopAsync(WebApplication app)
    {
        await app.StopAsync(new CancellationToken(canceled: true));
        await app.DisposeAsync();
    }
}
