using Microsoft.AspNetCore.Http.Features;
using Hub.Certs.Registry;
using Hub.Console;
using Hub.Host.Configuration;
using Hub.Host.Health;
using Hub.Host.Logs;
using Hub.Host.Metrics;
using Hub.Host.Schedule;
using Hub.Host.Telemetry;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Timeouts;
using Npgsql;
using Serilog.Extensions.Logging;

namespace Hub.Host.Serving;

/// <summary>Builds the server out of its parts. Nothing is decided here that a part could decide itself.</summary>
internal static class Composition
{
    /// <param name="options">Checked settings.</param>
    /// <param name="store">The database; null to describe the server (OpenAPI) without running it.</param>
    internal static WebApplication Build(HubOptions options, Store? store)
    {
        var builder = WebApplication.CreateEmptyBuilder(new() { ApplicationName = "hub", ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(server => KestrelSetup.Apply(server, options.Http));
        builder.Services.AddRoutingCore();
        builder.Logging.AddProvider(new SerilogLoggerProvider(LogSetup.Create(options.Log, options.Node), dispose: true));
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(options);
        AddHttp(builder.Services, options.Http);
        if (store is not null)
        {
            AddRunning(builder, options, store);
        }

        var app = builder.Build();
        Use(app);
        EvidenceEndpoints.Map(app);
        HealthEndpoints.Map(app);
        Wiring.MapAdapters(app);
        app.MapOpenApi("/openapi/{documentName}.json");
        if (store is not null)
        {
            MetricsEndpoint.Map(app, options.Metrics);
            OperatorEndpoints.Map(app);
            EdgeEndpoints.Map(app);
            ConsoleSetup.Map(app);
        }

        return app;
    }

    private static void AddHttp(IServiceCollection services, HttpOptions http)
    {
        services.AddProblemDetails();
        services.AddOpenApi("v1", ApiDescription.Describe);
        services.AddHealthChecks();
        services.AddRequestTimeouts(timeouts => timeouts.DefaultPolicy = new RequestTimeoutPolicy
        {
            Timeout = http.RequestTimeout,
            TimeoutStatusCode = StatusCodes.Status504GatewayTimeout,
        });
        services.Configure<HostOptions>(host =>
        {
            host.ShutdownTimeout = http.DrainDelay + http.DrainTimeout;
            host.BackgroundServiceExceptionBehavior = BackgroundServiceExceptionBehavior.StopHost;
        });
    }

    private static void AddRunning(WebApplicationBuilder builder, HubOptions options, Store store)
    {
        var services = builder.Services;
        services.AddSingleton<Readiness>();
        services.AddSingleton<EdgeBook>();
        services.AddSingleton<SystemdNotifier>();
        services.AddSingleton(options.Http).AddSingleton(options.Trust).AddSingleton(options.Health);
        services.AddSingleton(_ => HealthDatabase(store.ConnectionString));
        HealthEndpoints.Add(services, options.Health);
        MetricsEndpoint.Add(services, options.Metrics);
        if (OtlpExport.IsWanted)
        {
            OtlpExport.AddLogs(builder.Logging, options.Node);
            services.AddSingleton<IHostedService>(_ => new OtlpExport(options.Node));
        }

        services.AddSingleton(new PartnerRegistryFile(options.Trust.PartnersFile));
        services.AddHostedService<Drain>();
        services.AddHostedService<RegistryReload>();
        Wiring.AddEngine(services, options, store);
        Wiring.AddAdapters(services, options);
        Wiring.AddRoutes(services, options);
        Wiring.AddPayments(services, options, store);
        ScheduleSetup.Add(services, options.Schedule, options.Payment.PollInterval);
    }

    // Named, because the name of an unnamed pool in the metrics is its whole connection string.
    private static NpgsqlDataSource HealthDatabase(string connectionString) => new NpgsqlDataSourceBuilder(
        new NpgsqlConnectionStringBuilder(connectionString) { ApplicationName = "hub-health", MaxPoolSize = 4 }.ConnectionString)
    {
        Name = "health",
    }.Build();

    private static void Use(WebApplication app)
    {
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Hub.Host");
        app.Use(next => context => RequestActivity.NameAsync(context, next));
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            SuppressDiagnosticsCallback = static _ => true,
            ExceptionHandler = context => FailAsync(context, logger),
        });
        app.UseStatusCodePages();
        app.UseRouting();
        app.UseRequestTimeouts();
    }

    // The exception's text may quote the message it failed on, so the caller gets the trace id only and the log its guarded text.
    private static Task FailAsync(HttpContext context, ILogger logger)
    {
        var failure = context.Features.GetRequiredFeature<IExceptionHandlerFeature>();
        if (failure.Error is BadHttpRequestException bad)
        {
            return Results.Problem(statusCode: bad.StatusCode).ExecuteAsync(context);
        }

        HostLog.RequestFailed(logger, failure.Error, (failure.Endpoint as RouteEndpoint)?.RoutePattern.RawText ?? "unmatched");
        return Results.Problem(statusCode: StatusCodes.Status500InternalServerError).ExecuteAsync(context);
    }
}
