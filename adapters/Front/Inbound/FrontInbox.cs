using System.Collections.Concurrent;
using Hub.Adapters.Front.Wire;
using Hub.Adapters.Sftp;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Hub.Adapters.Front.Inbound;

/// <summary>
/// Looks into every institution's folder, again and again. One in trouble keeps no other from being looked at: each has its own loop. Several nodes may
/// look into the same folder: identity makes the second a repeat.
/// </summary>
internal sealed class FrontInbox(
    FrontOptions options, FrontFolders folders, FileIntake intake, ISftpConnector connector, TimeProvider time, ILogger<FrontInbox> log) : BackgroundService
{
    private readonly ConcurrentDictionary<string, Sightings> memory = new(StringComparer.Ordinal);

    /// <summary>One look into one institution's folder; how many files were finished.</summary>
    public async Task<int> LookAsync(FrontInstitution institution, CancellationToken cancel)
    {
        var place = new FrontPlace(institution.Partner, institution.TreatmentDivision, FrontEncoding.Of(institution.Encoding), institution.FolderProves);
        try
        {
            var folder = await folders.OpenAsync(institution, connector, cancel).ConfigureAwait(false);
            await using (folder.ConfigureAwait(false))
            {
                var sightings = memory.GetOrAdd(institution.Partner, static _ => new Sightings());
                return await new FrontLook(place, folder, intake, sightings, options, time, log).RunAsync(cancel).ConfigureAwait(false);
            }
        }
        catch (SshException failed)
        {
            FrontLog.NotReached(log, institution.Partner, failed.Failure.ToString());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            FrontLog.NotReached(log, institution.Partner, e.GetType().Name);
        }

        return 0;
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        options.Institutions.Where(i => i.Folder.Length > 0).Select(institution => WatchAsync(institution, stoppingToken)));

    private async Task WatchAsync(FrontInstitution institution, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.PollSeconds), time);
        do
        {
            try
            {
                await LookAsync(institution, stop).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                FrontLog.LookFailed(log, institution.Partner, e);
            }
        }
        while (await WaitAsync(timer, stop).ConfigureAwait(false));
    }

    private static async Task<bool> WaitAsync(PeriodicTimer timer, CancellationToken stop)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
