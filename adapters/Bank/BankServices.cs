using Hub.Adapters.Bank.Inbound;
using Hub.Adapters.Bank.Outbound;
using Hub.Adapters.Sftp;
using Hub.Certs.Registry;
using Hub.Journal;
using Hub.Journal.Payments;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hub.Adapters.Bank;

/// <summary>Puts the adapter into a host.</summary>
public static class BankServices
{
    /// <summary>Adds formats, the line to the banks' inboxes, and the look into their outboxes (<see cref="BankInbox"/>), which a job calls.</summary>
    /// <param name="services">The host's services; a PartnerRegistryFile, the content store, the payment book and the journal must be among them.</param>
    /// <param name="options">Settings; checked here.</param>
    /// <param name="folder">Folder that relative files start from.</param>
    public static IServiceCollection AddBank(this IServiceCollection services, BankOptions options, string folder)
    {
        ArgumentNullException.ThrowIfNull(options);
        BankOptionRules.Check(options);
        var places = options.Banks.Select(bank => BankPlace.Of(bank, options.Transfer, folder)).ToList();
        services.AddSingleton(options);
        services.AddSingleton(options.Transfer);
        services.AddSingleton<IEnumerable<BankPlace>>(places);
        services.AddSingleton<IBankFormats>(provider =>
        {
            var registry = provider.GetRequiredService<PartnerRegistryFile>();
            return new BankFormats(options, folder, () => registry.Current, provider.GetRequiredService<ILogger<BankFormats>>());
        });
        services.AddSingleton<ISftpConnector>(provider => new OpenSshConnector(provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<BankPauses>();
        services.AddSingleton<BankMetrics>();
        services.AddSingleton<BankInbox>();
        if (places.Count > 0)
        {
            services.AddSingleton<IOutboundAdapter, BankOutbound>();
        }

        return services;
    }
}
