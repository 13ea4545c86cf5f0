namespace Hub.Adapters.Sftp.Ssh;

/// <summary>
/// Why ssh gave up, from its English messages (it has one exit code for everything). A server that got so far as to write to our stderr can
/// forge a kind, never <see cref="SshException.CertainlyNotDelivered"/>: that follows from whether the session was up.
/// </summary>
internal static class Diagnosis
{
    // The first that fits counts: a changed key is also said to be unverified, a refused key follows complaints about the key file.
    private static readonly (string Phrase, SshFailure Failure)[] Phrases =
    [
        ("REMOTE HOST IDENTIFICATION HAS CHANGED", SshFailure.HostKeyChanged),
        // Only pinned types are asked for: a server without any of them has other keys than those pinned.
        ("no matching host key type found", SshFailure.HostKeyChanged),
        ("host key is known for", SshFailure.HostKeyUnknown),
        ("Host key verification failed", SshFailure.HostKeyUnknown),
        ("Unable to negotiate", SshFailure.NoCommonAlgorithm),
        ("Permission denied (", SshFailure.AuthenticationFailed),
        ("Too many authentication failures", SshFailure.AuthenticationFailed),
        ("Could not resolve hostname", SshFailure.NameNotFound),
        ("Connection refused", SshFailure.Refused),
        ("timed out", SshFailure.Timeout),
        ("Timeout, server", SshFailure.Timeout),
        ("Connection closed", SshFailure.ConnectionLost),
        ("Connection reset", SshFailure.ConnectionLost),
        ("kex_exchange_identification", SshFailure.ConnectionLost),
        ("Broken pipe", SshFailure.ConnectionLost),
        ("No route to host", SshFailure.ConnectionLost),
        ("Network is unreachable", SshFailure.ConnectionLost),
    ];

    public static SshFailure Of(string complaints) =>
        Phrases.FirstOrDefault(known => complaints.Contains(known.Phrase, StringComparison.Ordinal)).Failure;
}
