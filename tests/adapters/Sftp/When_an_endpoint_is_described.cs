using Hub.Adapters.Sftp.Ssh;
using Hub.Adapters.Sftp.Tests.Support;

namespace Hub.Adapters.Sftp.Tests;

public sealed class When_an_endpoint_is_described : IDisposable
{
    private static readonly SftpEndpoint Good = new() { Host = "sftp.bank.example", User = "hub", IdentityFile = "/etc/hub/bank", KnownHostsFile = "/etc/hub/bank hosts" };
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Should_be_good_with_the_defaults() => Assert.Empty(Good.Problems());

    public static TheoryData<string, SftpEndpoint> Wrong => new()
    {
        { "Host", Good with { Host = "" } },
        { "Host", Good with { Host = "-oProxyCommand=touch" } },
        { "Host", Good with { Host = "a b" } },
        { "Host", Good with { Host = "hub@bank" } },
        { "Host", Good with { Host = "bank\n" } },
        { "Host", Good with { Host = "ssh://bank/" } },
        { "Host", Good with { Host = new string('a', 254) } },
        { "Port", Good with { Port = 0 } },
        { "Port", Good with { Port = 65_536 } },
        { "User", Good with { User = "" } },
        { "User", Good with { User = "-l" } },
        { "User", Good with { User = "a b" } },
        { "User", Good with { User = "$(id)" } },
        { "IdentityFile", Good with { IdentityFile = "keys/bank" } },
        { "IdentityFile", Good with { IdentityFile = "/keys/%h" } },
        { "IdentityFile", Good with { IdentityFile = "/keys/${HOME}" } },
        { "IdentityFile", Good with { IdentityFile = "/keys/\"x" } },
        { "KnownHostsFile", Good with { KnownHostsFile = "~/known_hosts" } },
        { "KnownHostsFile", Good with { KnownHostsFile = "/a\nb" } },
        { "ConnectTimeout", Good with { ConnectTimeout = TimeSpan.Zero } },
        { "ConnectTimeout", Good with { ConnectTimeout = TimeSpan.FromSeconds(301) } },
        { "KeepAlive", Good with { KeepAlive = TimeSpan.FromSeconds(1.5) } },
        { "CallTimeout", Good with { CallTimeout = TimeSpan.FromMinutes(31) } },
        { "PacketBytesMax", Good with { PacketBytesMax = 33_999 } },
        { "PacketBytesMax", Good with { PacketBytesMax = 131_072, BlockBytes = 131_072 } },
        { "BlockBytes", Good with { BlockBytes = 1023 } },
        { "Window", Good with { Window = 0 } },
        { "EntriesMax", Good with { EntriesMax = 100_001 } },
        { "PathBytesMax", Good with { PathBytesMax = 63 } },
    };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public async Task Should_be_refused_with_the_field_before_anything_is_started(string field, SftpEndpoint endpoint)
    {
        Assert.StartsWith(field + ": ", Assert.Single(endpoint.Problems()), StringComparison.Ordinal);
        var connector = new OpenSshConnector(TimeProvider.System, "/nowhere/ssh");
        await Assert.ThrowsAsync<ArgumentException>(() => connector.ConnectAsync(endpoint, CancellationToken.None));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    [InlineData("a\nb")]
    [InlineData("long")]
    public async Task Should_refuse_paths_that_no_server_should_get(string path)
    {
        await using var session = await new ServerProgram(folder.Path).ConnectAsync(Good with { PathBytesMax = 64 }, CancellationToken.None);
        var sent = path == "long" ? new string('x', 65) : path;
        await Assert.ThrowsAsync<ArgumentException>(() => session.StatAsync(sent, CancellationToken.None));
        await Assert.ThrowsAsync<ArgumentException>(() => session.RenameAsync("a", sent, CancellationToken.None));
        Assert.Null(await session.StatAsync("a", CancellationToken.None));
    }

    [Fact]
    public void Should_resume_a_window_before_the_end()
    {
        Assert.Equal(0, Good.ResumeOffset(0));
        Assert.Equal(0, Good.ResumeOffset(2 * 1024 * 1024));
        Assert.Equal(1, Good.ResumeOffset((2 * 1024 * 1024) + 1));
    }

    [Fact]
    public void Should_become_a_command_line_without_anything_unsafe()
    {
        var arguments = SshArguments.For(Good, "ssh-ed25519");
        Assert.Equal(["-s", "--", "sftp.bank.example", "sftp"], arguments.TakeLast(4));
        Assert.Equal(["-F", "none"], arguments.Take(2));
        string[] pinned =
        [
            "BatchMode=yes", "IdentitiesOnly=yes", "StrictHostKeyChecking=yes", "GlobalKnownHostsFile=/dev/null", "UpdateHostKeys=no", "VerifyHostKeyDNS=no",
            "ClearAllForwardings=yes", "PermitLocalCommand=no", "ForwardAgent=no", "LogLevel=INFO", "ConnectTimeout=20", "ServerAliveInterval=15",
            "HostKeyAlgorithms=ssh-ed25519", "UserKnownHostsFile=\"/etc/hub/bank hosts\"", "IdentityFile=\"/etc/hub/bank\"",
        ];
        Assert.All(pinned, option => Assert.Contains(option, arguments));
        var algorithms = arguments.Where(argument => argument.Contains("Algorithms=", StringComparison.Ordinal)
            || argument.StartsWith("Ciphers=", StringComparison.Ordinal) || argument.StartsWith("MACs=", StringComparison.Ordinal)).ToList();
        Assert.Equal(5, algorithms.Count);
        string[] weak = ["sha1", "cbc", "md5", "ssh-rsa", "ssh-dss", "group1-"];
        Assert.All(algorithms, list => Assert.All(weak, word => Assert.DoesNotContain(word, list, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("bank ssh-ed25519 AAAA", "ssh-ed25519")]
    [InlineData("# bank ecdsa-sha2-nistp256 AAAA\r\n\r\nbank,10.0.0.1 ssh-rsa AAAA comment\r\n", "rsa-sha2-512,rsa-sha2-256")]
    [InlineData("bank ssh-rsa AAAA\nbank ecdsa-sha2-nistp256 AAAA\nbank ssh-ed25519 AAAA\n", "ssh-ed25519,ecdsa-sha2-nistp256,rsa-sha2-512,rsa-sha2-256")]
    public async Task Should_ask_only_for_keys_of_the_pinned_types(string knownHosts, string algorithms)
    {
        await File.WriteAllTextAsync(folder.At("known_hosts"), knownHosts);
        Assert.Equal(algorithms, await PinnedKeys.AlgorithmsAsync(folder.At("known_hosts"), CancellationToken.None));
    }

    [Theory]
    [InlineData("")]
    [InlineData("bank")]
    [InlineData("@cert-authority bank ssh-ed25519 AAAA")]
    [InlineData("@revoked bank ssh-ed25519 AAAA")]
    [InlineData("bank ssh-dss AAAA")]
    [InlineData(null)]
    public async Task Should_connect_nowhere_without_a_pinned_key(string? knownHosts)
    {
        if (knownHosts is not null)
        {
            await File.WriteAllTextAsync(folder.At("known_hosts"), knownHosts);
        }

        var connector = new OpenSshConnector(TimeProvider.System, "/nowhere/ssh");
        var failure = await Assert.ThrowsAsync<SshException>(() => connector.ConnectAsync(Good with { KnownHostsFile = folder.At("known_hosts") }, CancellationToken.None));
        Assert.Equal(SshFailure.HostKeyUnknown, failure.Failure);
        Assert.True(failure.CertainlyNotDelivered);
    }

    [Fact]
    public async Task Should_say_that_ssh_is_not_installed()
    {
        await File.WriteAllTextAsync(folder.At("known_hosts"), "bank ssh-ed25519 AAAA");
        var connector = new OpenSshConnector(TimeProvider.System, "/nowhere/ssh");
        var failure = await Assert.ThrowsAsync<SshException>(() => connector.ConnectAsync(Good with { KnownHostsFile = folder.At("known_hosts") }, CancellationToken.None));
        Assert.Equal(SshFailure.ClientMissing, failure.Failure);
        Assert.True(failure.CertainlyNotDelivered);
    }
}
