namespace Hub.Adapters.Sftp.Ssh;

/// <summary>
/// Why ssh gave up, from its English messages (it has one exit code for everything). Its reason is the last thing it says; in front of it may
/// stand a banner of the server, which can say anything. A server that writes to our stderr at the very end can forge a kind, never
/// <see cref="SshException.CertainlyNotDelivered"/>: that follows from whether the session was up.
/// </summary>
internal static class Diagnosis
{
    private const string Changed = "REMOTE HOST IDENTIFICATION HAS CHANGED";

    private static readonly (string Phrase, SshFailure Failure)[] Phrases =
    [
        ("Host key verification failed", SshFailure.HostKeyUnknown),
        // Only pinned types are asked for: a server without any of them has other keys than those pinned.
        ("no matching host key type found", SshFailure.HostKeyChanged),
        ("Unable to negotiate", SshFailure.NoCommonAlgorithm),
        ("Permission denied (", SshFailure.AuthenticationFailed),
        ("Too many authentication failures", SshFailure.AuthenticationFailed),
        ("Could not resolve hostname", SshFailure.NameNotFound),
        ("Connection refused", SshFailure.Refused),
        ("timed out", SshFailure.Timeout),
        ("Timeout, server", SshFailure.Timeout),
        ("Connection closed", SshFailure.ConnectionLost),
        ("Connection reset", SshFailure.ConnectionLost),
        ("Broken pipe", SshFailure.ConnectionLost),
        ("No route to host", SshFailure.ConnectionLost),
        ("Network is unreachable", SshFailure.ConnectionLost),
    ];

    public static SshFailure Of(IReadOnlyList<string> lines)
    {
        var failure = lines.Reverse().Select(OfLine).FirstOrDefault(found => found is not null) ?? SshFailure.Other;
        var isChanged = failure == SshFailure.HostKeyUnknown && lines.Any(line => line.Contains(Changed, StringComparison.Ordinal));
        return isChanged ? SshFailure.HostKeyChanged : failure;
    }

    private static SshFailure? OfLine(string line)
    {
        foreach (var (phrase, failure) in Phrases)
        {
            if (line.Contains(phrase, StringComparison.Ordinal))
            {
                return failure;
            }
        }

        return null;
    }
}
