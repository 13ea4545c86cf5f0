using System.Globalization;

namespace Hub.Adapters.Sftp.Ssh;

/// <summary>
/// The command line of ssh. No configuration file is read, so that this list is all there is. The algorithm names are known to OpenSSH 8.5 and
/// later; ssh refuses a list with a name it does not know.
/// </summary>
internal static class SshArguments
{
    private static readonly string[] Fixed =
    [
        "BatchMode=yes",
        "StrictHostKeyChecking=yes",
        "GlobalKnownHostsFile=/dev/null",
        "KnownHostsCommand=none",
        "UpdateHostKeys=no",
        "VerifyHostKeyDNS=no",
        "CheckHostIP=no",
        "CanonicalizeHostname=no",
        "IdentitiesOnly=yes",
        "IdentityAgent=none",
        "AddKeysToAgent=no",
        "PreferredAuthentications=publickey",
        "PubkeyAuthentication=yes",
        "PasswordAuthentication=no",
        "KbdInteractiveAuthentication=no",
        "HostbasedAuthentication=no",
        "NumberOfPasswordPrompts=0",
        "ForwardAgent=no",
        "ForwardX11=no",
        "ClearAllForwardings=yes",
        "Tunnel=no",
        "PermitLocalCommand=no",
        "ProxyCommand=none",
        "ControlMaster=no",
        "ControlPath=none",
        "RequestTTY=no",
        "EscapeChar=none",
        "Compression=no",
        // At ERROR ssh does not say that it found no common algorithm, nor that the server closed.
        "LogLevel=INFO",
        "ServerAliveCountMax=3",
        "KexAlgorithms=sntrup761x25519-sha512@openssh.com,curve25519-sha256,curve25519-sha256@libssh.org,"
            + "ecdh-sha2-nistp521,ecdh-sha2-nistp384,ecdh-sha2-nistp256,diffie-hellman-group18-sha512,"
            + "diffie-hellman-group16-sha512,diffie-hellman-group14-sha256",
        "Ciphers=chacha20-poly1305@openssh.com,aes256-gcm@openssh.com,aes128-gcm@openssh.com,aes256-ctr,aes192-ctr,aes128-ctr",
        "MACs=hmac-sha2-512-etm@openssh.com,hmac-sha2-256-etm@openssh.com,umac-128-etm@openssh.com,hmac-sha2-512,hmac-sha2-256",
        "PubkeyAcceptedAlgorithms=ssh-ed25519,ecdsa-sha2-nistp521,ecdsa-sha2-nistp384,ecdsa-sha2-nistp256,rsa-sha2-512,rsa-sha2-256",
    ];

    /// <param name="endpoint">A checked endpoint: its paths hold nothing that ssh would expand, its host is no option.</param>
    /// <param name="hostKeyAlgorithms">Algorithms of the pinned keys, comma-separated.</param>
    public static IReadOnlyList<string> For(SftpEndpoint endpoint, string hostKeyAlgorithms) =>
    [
        "-F", "none",
        "-T",
        "-p", Number(endpoint.Port),
        "-l", endpoint.User,
        .. Fixed.Concat(
        [
            "HostKeyAlgorithms=" + hostKeyAlgorithms,
            // Quoted: unquoted, ssh would read a path with a space as two.
            $"UserKnownHostsFile=\"{endpoint.KnownHostsFile}\"",
            $"IdentityFile=\"{endpoint.IdentityFile}\"",
            "ConnectTimeout=" + Number((int)Math.Ceiling(endpoint.ConnectTimeout.TotalSeconds)),
            "ServerAliveInterval=" + Number((int)endpoint.KeepAlive.TotalSeconds),
        ]).SelectMany(option => new[] { "-o", option }),
        "-s",
        "--", endpoint.Host, "sftp",
    ];

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
