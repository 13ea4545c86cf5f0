using Hub.Adapters.Fhir.Inbound;
using Hub.Adapters.Fhir.Kernel;
using Hub.Adapters.Fhir.Translation;
using Hub.Adapters.Fhir.Wire;
using Hub.Journal;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Hub.Adapters.Fhir;

/// <summary>Puts the adapter into a host.</summary>
public static class FhirServices
{
    /// <summary>Adds the door. A PartnerRegistryFile and the journal must be among the services.</summary>
    public static IServiceCollection AddFhir(this IServiceCollection services, FhirOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        services.AddSingleton(options);
        services.AddSingleton<IFhirKernel>(new FhirKernel(new FhirKernelOptions { DocumentBytesMax = options.RequestBytesMax, IssuesMax = options.IssuesMax }));
        services.TryAddSingleton<InboundPipeline>();
        services.AddSingleton<Submission>().AddSingleton<BundleSubmission>().AddSingleton<Reads>().AddSingleton<FhirEndpoint>();
        services.AddSingleton<IAnswerEncoder, FhirAnswerEncoder>();
        return services;
    }

    /// <summary>Serves everything in <see cref="Capabilities"/>, and says of the rest that it is not offered.</summary>
    public static void MapFhir(this IEndpointRouteBuilder routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        const string root = FhirAdapter.BasePath;
        routes.MapGet(root + "/metadata", Handle(http => Of(http).CapabilitiesAsync(http))).WithTags("Fhir");
        routes.MapPost(root, Handle(http => Of(http).SubmitAsync(http, "Bundle"))).WithTags("Fhir").WithSummary("A Bundle with claims.");
        routes.MapPost(root + "/Bundle", Handle(http => Of(http).SubmitAsync(http, "Bundle"))).WithTags("Fhir");
        routes.MapPost(root + "/$validate", Handle(http => Of(http).ValidateAsync(http, null))).WithTags("Fhir");
        foreach (var capability in Capabilities.All)
        {
            var type = capability.Type;
            switch (capability)
            {
                case { Operation: "submit" }:
                    routes.MapPost($"{root}/{type}/$submit", Handle(http => Of(http).SubmitAsync(http, type))).WithTags("Fhir");
                    break;
                case { Operation: "validate" }:
                    routes.MapPost($"{root}/{type}/$validate", Handle(http => Of(http).ValidateAsync(http, type))).WithTags("Fhir");
                    break;
                case { Interaction: "read" }:
                    routes.MapGet($"{root}/{type}/{{id}}", Handle(http => Of(http).ReadAsync(http, type, (string?)http.GetRouteValue("id")))).WithTags("Fhir");
                    break;
                default:
                    routes.MapGet($"{root}/{type}", Handle(http => Of(http).ReadAsync(http, type, null))).WithTags("Fhir");
                    break;
            }
        }

        routes.Map(root + "/{**rest}", Handle(http => Of(http).NotOfferedAsync(http))).ExcludeFromDescription();
    }

    // As a Delegate it is part of the OpenAPI document; a bare RequestDelegate is not described.
    private static Delegate Handle(Func<HttpContext, Task> handle) => (HttpContext http) => handle(http);

    private static FhirEndpoint Of(HttpContext http) => http.RequestServices.GetRequiredService<FhirEndpoint>();
}
