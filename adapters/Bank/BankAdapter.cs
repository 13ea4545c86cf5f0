using Hub.Adapters.Bank.Profiles;
using Hub.Certs.Registry;
using Hub.Journal.Payments;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hub.Adapters.Bank;

/// <summary>Banks: payment files to them, return files, notices and statements from them, over SFTP.</summary>
public static class BankAdapter
{
    /// <summary>Name of the channel in the journal and of the destination of calls.</summary>
    public const string Channel = "bank";

    /// <summary>Adds the formats of the configured banks. A wrong setting, profile or key stops the start when the formats are first asked for.</summary>
    /// <param name="services">The host's services; a <see cref="PartnerRegistryFile"/> must be among them.</param>
    /// <param name="options">Settings.</param>
    /// <param name="folder">Folder that relative files start from: that of hub.json.</param>
    public static IServiceCollection AddBank(this IServiceCollection services, BankOptions options, string folder)
    {
        ArgumentNullException.ThrowIfNull(options);
        services.AddSingleton(options);
        services.AddSingleton(provider => new BankFormats(
            options, folder, () => provider.GetRequiredService<PartnerRegistryFile>().Current, provider.GetRequiredService<ILogger<BankFormats>>()));
        services.AddSingleton<IBankFormats>(provider => provider.GetRequiredService<BankFormats>());
        return services;
    }
}
