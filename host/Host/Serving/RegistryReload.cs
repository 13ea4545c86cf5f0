using Hub.Certs.Registry;
using Hub.Host.Configuration;
using Hub.Host.Logs;

namespace Hub.Host.Serving;

/// <summary>Takes a changed partner registry without a restart. A wrong one is refused and the good one stays in force.</summary>
internal sealed class RegistryReload(
    PartnerRegistryFile registry, TrustOptions options, TimeProvider time, ILogger<RegistryReload> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.PartnersReloadInterval, time);
        var refused = "";
        while (await NextAsync(timer, stoppingToken).ConfigureAwait(false))
        {
            try
            {
                if (registry.ReloadIfChanged())
                {
                    HostLog.RegistryReloaded(logger, registry.Current.Partners.Count);
                }

                refused = "";
            }
            catch (InvalidConfigurationException e)
            {
                // Said once for each wrong file, not at every look.
                if (refused != e.Message)
                {
                    refused = e.Message;
                    HostLog.RegistryRefused(logger, e.Problems.Count);
                }
            }
        }
    }

    private static async Task<bool> NextAsync(PeriodicTimer timer, CancellationToken stoppingToken)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
