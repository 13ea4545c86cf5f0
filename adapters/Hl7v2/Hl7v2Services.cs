using Hub.Adapters.Hl7v2.Inbound;
using Hub.Adapters.Hl7v2.Outbound;
using Hub.Adapters.Hl7v2.Translation;
using Hub.Journal;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Hub.Adapters.Hl7v2;

/// <summary>Puts the adapter into a host.</summary>
public static class Hl7v2Services
{
    /// <summary>Adds the listeners. What was answered before stays readable without any: the encoder is always there.</summary>
    /// <param name="services">The host's services; a PartnerRegistryFile and the journal must be among them.</param>
    /// <param name="options">Checked settings.</param>
    public static IServiceCollection AddHl7v2(this IServiceCollection services, Hl7v2Options options)
    {
        ArgumentNullException.ThrowIfNull(options);
        services.AddSingleton<IAnswerEncoder, Hl7v2AnswerEncoder>();
        services.AddSingleton(options);
        // Always there, so that a notice on its way is still understood after its institution has left the settings.
        services.AddSingleton<INoticeLine, NoticeLine>();
        if (options.Listeners.Count == 0)
        {
            return services;
        }

        services.TryAddSingleton<InboundPipeline>();
        services.AddSingleton<Hl7v2Metrics>().AddSingleton<SenderBook>().AddSingleton<Hl7v2Endpoint>();
        services.AddSingleton<Hl7v2Server>();
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<Hl7v2Server>());
        return services;
    }
}
