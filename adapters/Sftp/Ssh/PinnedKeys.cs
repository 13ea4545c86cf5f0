using System.Text;

namespace Hub.Adapters.Sftp.Ssh;

/// <summary>
/// Which host key algorithms to ask a server for: those of its pinned keys. Were others on the list, a server with keys of several types would
/// show the first of ours, which may be one that nobody pinned.
/// </summary>
internal static class PinnedKeys
{
    private const int FileBytesMax = 1024 * 1024;

    // In the order we prefer; the key type ssh-rsa in a file says nothing about SHA-1, the algorithm ssh-rsa does.
    private static readonly (string KeyType, string Algorithms)[] Known =
    [
        ("ssh-ed25519", "ssh-ed25519"),
        ("ecdsa-sha2-nistp521", "ecdsa-sha2-nistp521"),
        ("ecdsa-sha2-nistp384", "ecdsa-sha2-nistp384"),
        ("ecdsa-sha2-nistp256", "ecdsa-sha2-nistp256"),
        ("ssh-rsa", "rsa-sha2-512,rsa-sha2-256"),
    ];

    /// <exception cref="SshException"><see cref="SshFailure.HostKeyUnknown"/>: the file is missing, too long or has no usable key.</exception>
    public static async Task<string> AlgorithmsAsync(string knownHostsFile, CancellationToken cancel)
    {
        string text;
        try
        {
            if (new FileInfo(knownHostsFile).Length > FileBytesMax)
            {
                throw Unknown("is longer than 1 MiB");
            }

            text = await File.ReadAllTextAsync(knownHostsFile, Encoding.UTF8, cancel).ConfigureAwait(false);
        }
        catch (Exception unreadable) when (unreadable is (IOException and not SshException) or UnauthorizedAccessException)
        {
            throw Unknown("cannot be read");
        }

        var types = text.Split('\n').Select(KeyType).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var algorithms = string.Join(',', Known.Where(known => types.Contains(known.KeyType)).Select(known => known.Algorithms));
        return algorithms.Length > 0 ? algorithms : throw Unknown("has no Ed25519, ECDSA or RSA key");
    }

    // Fields: hosts, key type, key. A line with a marker in front revokes a key or names an authority; neither pins a key.
    private static string? KeyType(string line) =>
        line.Split([' ', '\t', '\r'], 3, StringSplitOptions.RemoveEmptyEntries) is [var hosts, var type, _] && hosts[0] is not ('#' or '@') ? type : null;

    private static SshException Unknown(string what) => new(
        SshFailure.HostKeyUnknown, $"{nameof(SftpEndpoint.KnownHostsFile)} {what}; pin the server's key in it", certainlyNotDelivered: true);
}
