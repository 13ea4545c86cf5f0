using Hub.Adapters.Soap.Inbound;
using Hub.Adapters.Soap.Outbound;
using Hub.Adapters.Soap.Translation;
using Hub.Journal;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Hub.Adapters.Soap;

/// <summary>Puts the adapter into a host.</summary>
public static class SoapServices
{
    /// <summary>Addresses of the service: the typed one, and the one that older systems expect. Both take every operation.</summary>
    public static IReadOnlyList<string> Addresses { get; } = ["/soap/MedicalInsurance", "/soap/HisService.asmx"];

    /// <summary>Adds the server side, and the line that tells institutions by SOAP.</summary>
    /// <param name="services">The host's services; a PartnerRegistryFile and the journal must be among them.</param>
    /// <param name="options">Checked settings.</param>
    /// <param name="folder">Folder that relative file names start from.</param>
    public static IServiceCollection AddSoap(this IServiceCollection services, SoapOptions options, string folder)
    {
        ArgumentNullException.ThrowIfNull(options);
        services.AddSingleton(options);
        services.AddSingleton(_ => new SealKeeper(options, folder));
        services.AddSingleton<NonceBook>();
        services.AddSingleton<SenderVerifier>();
        services.TryAddSingleton<InboundPipeline>();
        services.AddSingleton<SoapEndpoint>();
        services.AddSingleton<ContractEndpoint>();
        services.AddSingleton<IAnswerEncoder, SoapAnswerEncoder>();
        services.AddSingleton<INoticeLine, NoticeLine>();
        return services;
    }

    /// <summary>Serves operations and contract.</summary>
    public static void MapSoap(this IEndpointRouteBuilder routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        foreach (var address in Addresses)
        {
            routes.MapPost(address, (Delegate)HandleAsync).WithName("soap " + address).WithTags("Soap").WithSummary(
                "One operation of SOAP 1.1 or 1.2; the contract is at ?wsdl.")
                .Produces<object>(StatusCodes.Status200OK, "text/xml", "application/soap+xml");
            routes.MapGet(address, (Delegate)ContractAsync).WithName("soap contract " + address).WithTags("Soap").WithSummary(
                "The contract: ?wsdl, ?xsd=hub.xsd.")
                .Produces<object>(StatusCodes.Status200OK, "text/xml");
        }
    }

    private static Task HandleAsync(HttpContext http) => http.RequestServices.GetRequiredService<SoapEndpoint>().HandleAsync(http);

    private static Task ContractAsync(HttpContext http) => http.RequestServices.GetRequiredService<ContractEndpoint>().HandleAsync(http);
}
