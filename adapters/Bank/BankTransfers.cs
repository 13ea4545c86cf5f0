using Hub.Adapters.Bank.Inbound;
using Hub.Adapters.Bank.Outbound;
using Hub.Adapters.Sftp;
using Hub.Journal;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Adapters.Bank;

/// <summary>Puts the transfers with banks into a host, beside the formats (<see cref="BankAdapter.AddBank"/>).</summary>
public static class BankTransfers
{
    /// <summary>Adds the line to the banks' inboxes, and the look into their outboxes (<see cref="BankInbox"/>), which a job calls.</summary>
    /// <param name="services">The host's services; the formats, the content store, the payment book and the journal must be among them.</param>
    /// <param name="options">Settings; checked here.</param>
    /// <param name="folder">Folder that relative files start from.</param>
    public static IServiceCollection AddBankTransfers(this IServiceCollection services, BankOptions options, string folder)
    {
        ArgumentNullException.ThrowIfNull(options);
        BankOptionRules.Check(options);
        services.AddSingleton(options.Transfer);
        foreach (var bank in options.Banks)
        {
            services.AddSingleton(BankPlace.Of(bank, options.Transfer, folder));
        }

        services.AddSingleton<ISftpConnector>(provider => new OpenSshConnector(provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<BankPauses>();
        services.AddSingleton<BankMetrics>();
        services.AddSingleton<BankInbox>();
        if (options.Banks.Count > 0)
        {
            services.AddSingleton<IOutboundAdapter, BankOutbound>();
        }

        return services;
    }
}
