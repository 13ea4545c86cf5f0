using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Hub.Console.Officers;

/// <summary>Takes a changed officers' file without a restart. A wrong one is refused and the good one stays in force.</summary>
internal sealed class OfficerReload(OfficerFile officers, ConsoleOptions options, TimeProvider time, ILogger<OfficerReload> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.OfficersReloadInterval, time);
        var refused = "";
        while (await NextAsync(timer, stoppingToken).ConfigureAwait(false))
        {
            try
            {
                if (officers.ReloadIfChanged())
                {
                    ConsoleLog.OfficersReloaded(logger, officers.Current.Officers.Count);
                }

                refused = "";
            }
            catch (InvalidOfficersException e)
            {
                // Said once for each wrong file, not at every look.
                if (refused != e.Message)
                {
                    refused = e.Message;
                    ConsoleLog.OfficersRefused(logger, e.Problems.Count, e.Problems[0].ToString());
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
