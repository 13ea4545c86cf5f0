using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using Hub.Adapters.Sftp;
using Microsoft.Extensions.Logging;

namespace Hub.Adapters.Bank;

/// <summary>
/// Banks whose server showed another key than the pinned one. Nothing is sent to such a bank, and no connection opened, until a person has
/// looked and written its known_hosts file anew; a touch is enough when it was right. Other banks go on.
/// </summary>
/// <param name="time">For the time of the finding.</param>
/// <param name="logger">Takes one alarm per finding.</param>
public sealed class BankPauses(TimeProvider time, ILogger<BankPauses> logger)
{
    private readonly ConcurrentDictionary<string, Pause> pauses = new(StringComparer.Ordinal);

    /// <summary>Banks that are paused, with what a health page says of each.</summary>
    public IReadOnlyList<(string Bank, string Detail)> Current =>
        [.. pauses.Select(p => (p.Key, p.Value.Failure + " since " + p.Value.Since.ToString("u", CultureInfo.InvariantCulture)))
            .OrderBy(p => p.Key, StringComparer.Ordinal)];

    /// <summary>Whether the bank is paused. Its known_hosts file changed since: no longer.</summary>
    internal bool IsPaused(BankPlace place)
    {
        if (!pauses.TryGetValue(place.Bank, out var pause))
        {
            return false;
        }

        if (pause.Pinned == Stamp(place.Endpoint.KnownHostsFile))
        {
            return true;
        }

        if (pauses.TryRemove(place.Bank, out _))
        {
            BankTransferLog.Resumed(logger, place.Bank);
        }

        return false;
    }

    /// <summary>Takes note of why there is no session; pauses the bank where a key was the reason.</summary>
    internal void Heed(BankPlace place, SshException failed)
    {
        if (failed.Failure is SshFailure.HostKeyChanged or SshFailure.HostKeyUnknown
            && pauses.TryAdd(place.Bank, new Pause(failed.Failure, Stamp(place.Endpoint.KnownHostsFile), time.GetUtcNow())))
        {
            BankTransferLog.Paused(logger, place.Bank, failed.Failure);
        }
    }

    // Content and time of writing: a person who finds the pinned key right after all only touches the file.
    private static string Stamp(string file)
    {
        try
        {
            var written = File.GetLastWriteTimeUtc(file).Ticks.ToString(CultureInfo.InvariantCulture);
            return Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file))) + written;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private sealed record Pause(SshFailure Failure, string Pinned, DateTimeOffset Since);
}
