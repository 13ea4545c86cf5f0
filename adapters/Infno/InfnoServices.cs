using System.Net;
using Hub.Adapters.Infno.Inbound;
using Hub.Adapters.Infno.Outbound;
using Hub.Adapters.Infno.Translation;
using Hub.Certs.Doctor;
using Hub.Journal;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Hub.Adapters.Infno;

/// <summary>Puts the adapter into a host.</summary>
public static class InfnoServices
{
    /// <summary>Addresses under which the transactions are served; a gateway in front may prefix them.</summary>
    public static IReadOnlyList<string> Addresses { get; } =
    [
        "/fsi/api/rsfComIfsService/callService",
        "/fsi/api/rsfComIfsService/callService/{infno}",
        "/fsi/api/fileupload/upload",
        "/fsi/api/fileupload/download",
        "/infno",
        "/infno/{infno}",
    ];

    /// <summary>Address of batches.</summary>
    public const string BatchAddress = "/infno-batch";

    /// <summary>Address of relayed messages.</summary>
    public const string RelayAddress = "/infno-relay";

    /// <summary>Adds the server side and the client of the core.</summary>
    /// <param name="services">The host's services; a PartnerRegistryFile and the journal must be among them.</param>
    /// <param name="options">Checked settings.</param>
    /// <param name="folder">Folder that relative secret references start from.</param>
    public static IServiceCollection AddInfno(this IServiceCollection services, InfnoOptions options, string folder)
    {
        ArgumentNullException.ThrowIfNull(options);
        var profiles = new ProfileBook(options);
        services.AddSingleton(options);
        services.AddSingleton(profiles);
        services.TryAddSingleton(new DoctorOptions());
        services.TryAddSingleton<SignatureDesk>();
        services.AddSingleton<SenderVerifier>();
        services.TryAddSingleton<InboundPipeline>();
        services.AddSingleton<InfnoTransactions>().AddSingleton<InfnoEndpoint>();
        services.AddSingleton<BatchEndpoint>().AddSingleton<RelayEndpoint>();
        services.AddSingleton<IAnswerEncoder, InfnoAnswerEncoder>();
        services.AddSingleton<IStatementCodec, StatementCodec>();
        if (options.Core.Url is not null)
        {
            var profile = profiles.Find(options.Core.Profile);
            services.AddSingleton<IOutboundAdapter>(provider => new CoreLine(
                profile, options.Core, Client(options.Core), new CoreGateway(profile, options.Core, folder, provider.GetRequiredService<TimeProvider>())));
        }

        services.AddSingleton<INoticeLine, InstitutionLine>();
        services.AddSingleton<IOutboundAdapter, InstitutionNotices>();
        return services;
    }

    /// <summary>Serves the transactions.</summary>
    public static void MapInfno(this IEndpointRouteBuilder routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        MapMany(routes);
        foreach (var address in Addresses)
        {
            // As a Delegate it is part of the OpenAPI document; a bare RequestDelegate is not described. No Accepts: routing would
            // refuse every other content type, and 9101 comes as multipart.
            routes.MapPost(address, (Delegate)HandleAsync).WithName("infno " + address).WithTags("Infno").WithSummary(
                "One national transaction: the body is the infno envelope, the answer is its response envelope.")
                .Produces<object>(StatusCodes.Status200OK, "application/json");
        }
    }

    private static void MapMany(IEndpointRouteBuilder routes)
    {
        routes.MapPost(BatchAddress, (Delegate)((HttpContext http) => http.RequestServices.GetRequiredService<BatchEndpoint>().HandleAsync(http)))
            .WithName("infno batch").WithTags("Infno").WithSummary("Up to 100 envelopes, signed as a whole; one answer for each, in order.")
            .Produces<object>(StatusCodes.Status200OK, "application/json");
        routes.MapPost(RelayAddress, (Delegate)((HttpContext http) => http.RequestServices.GetRequiredService<RelayEndpoint>().HandleAsync(http)))
            .WithName("infno relay").WithTags("Infno").WithSummary("An institution's message that another institution forwards.")
            .Produces<object>(StatusCodes.Status200OK, "application/json");
    }

    private static Task HandleAsync(HttpContext http) => http.RequestServices.GetRequiredService<InfnoEndpoint>().HandleAsync(http);

    // No redirects (a core does not move), no decompression (a bomb), no cookies; limits on everything.
    private static HttpClient Client(CoreOptions options) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        UseCookies = false,
        UseProxy = false,
        MaxConnectionsPerServer = options.ConnectionsMax,
        ConnectTimeout = TimeSpan.FromSeconds(options.ConnectSeconds),
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1),
        ActivityHeadersPropagator = null,
    })
    {
        MaxResponseContentBufferSize = options.AnswerBytesMax,
        Timeout = Timeout.InfiniteTimeSpan,
    };
}
