using Hub.Adapters.Samples.FixedWidth.Inbound;
using Hub.Adapters.Samples.FixedWidth.Translation;
using Hub.Journal;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Hub.Adapters.Samples.FixedWidth;

/// <summary>Puts the sample into a host: two lines in its wiring.</summary>
public static class FixedWidthServices
{
    /// <param name="services">The host's services; a PartnerRegistryFile and the journal must be among them.</param>
    /// <param name="options">Checked settings.</param>
    public static IServiceCollection AddFixedWidth(this IServiceCollection services, FixedWidthOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton<FixedWidthEndpoint>();
        services.AddSingleton<IAnswerEncoder, FixedWidthAnswerEncoder>();
        services.TryAddSingleton<InboundPipeline>();
        return services;
    }

    public static void MapFixedWidth(this IEndpointRouteBuilder routes) => routes.MapPost(
        FixedWidthAdapter.Path, (Delegate)((HttpContext http) => http.RequestServices.GetRequiredService<FixedWidthEndpoint>().HandleAsync(http)));
}
