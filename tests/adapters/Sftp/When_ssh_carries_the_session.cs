using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Hub.Adapters.Sftp.Tests.Support;

namespace Hub.Adapters.Sftp.Tests;

/// <summary>Against a real sshd, with the real ssh between.</summary>
public sealed class When_ssh_carries_the_session : IDisposable
{
    /// <summary>Milliseconds, far beyond what any of these takes: a client that hangs fails its test and not the whole run.</summary>
    private const int Hanging = 180_000;
    private static readonly CancellationToken Never = CancellationToken.None;
    private readonly TemporaryFolder folder = new();
    private readonly OpenSshConnector connector;

    public When_ssh_carries_the_session()
    {
        Assert.SkipUnless(SshServer.IsInstalled, SshServer.Missing);

        // By a name of this test's own its processes are told from those of the tests that run beside it.
        File.CreateSymbolicLink(folder.At("ssh"), "/usr/bin/ssh");
        connector = new OpenSshConnector(TimeProvider.System, folder.At("ssh"));
    }

    public void Dispose()
    {
        try
        {
            Assert.Empty(OurProcesses());
        }
        finally
        {
            folder.Dispose();
        }
    }

    [Fact(Timeout = Hanging)]
    public async Task Should_deliver_a_file_that_openssh_itself_fetches_unchanged()
    {
        var content = Sample.Bytes(3_000_001);
        await using var server = await SshServer.StartAsync();
        await using (var session = await connector.ConnectAsync(Endpoint(server), Never))
        {
            Assert.True(session.CanSync);
            await session.MakeFolderAsync("in", Never);
            await session.UploadAsync(content, "in/a.tmp");
            await session.RenameAsync("in/a.tmp", "in/a.txt", Never);
            Assert.Equal(Sample.Digest(content), Sample.Digest(await session.ReadAllAsync("in/a.txt")));
            Assert.Equal("a.txt", Assert.Single((await session.ListAsync("in", Never)).Entries).Name);
        }

        var fetch = new ProcessStartInfo("sftp",
        [
            "-q", "-F", "none", "-P", $"{server.Port}", "-i", server.ClientKey, "-o", "IdentitiesOnly=yes", "-o", "BatchMode=yes",
            "-o", $"UserKnownHostsFile={server.KnownHosts}", $"{SshServer.User}@{SshServer.Host}:in/a.txt", folder.At("fetched"),
        ]) { RedirectStandardOutput = true };
        fetch.Environment.Remove("SSH_AUTH_SOCK");
        using var sftp = Process.Start(fetch)!;
        await sftp.StandardOutput.ReadToEndAsync();
        await sftp.WaitForExitAsync();
        Assert.Equal(0, sftp.ExitCode);
        Assert.Equal(Sample.Digest(content), Sample.Digest(await File.ReadAllBytesAsync(folder.At("fetched"))));
    }

    [Fact(Timeout = Hanging)]
    public async Task Should_send_nothing_to_a_server_with_another_key()
    {
        await using var server = await SshServer.StartAsync();
        await File.WriteAllTextAsync(Path.Combine(server.Files, "untouched"), "");
        await using (await connector.ConnectAsync(Endpoint(server), Never))
        {
            await server.ChangeHostKeyAsync("ed25519");
        }

        var failure = await FailureAsync(Endpoint(server));
        Assert.Equal(SshFailure.HostKeyChanged, failure.Failure);
        Assert.Contains("SHA256:", failure.Message, StringComparison.Ordinal);
        Assert.Equal("untouched", Path.GetFileName(Assert.Single(Directory.GetFileSystemEntries(server.Files))));
    }

    [Fact(Timeout = Hanging)]
    public async Task Should_not_take_a_key_of_another_type_for_the_pinned_one()
    {
        await using var server = await SshServer.StartAsync("", "ecdsa");
        await SshServer.MakeKeyAsync(folder.At("old"));
        await File.WriteAllTextAsync(server.KnownHosts, server.KnownHostsLine(folder.At("old.pub")));
        Assert.Equal(SshFailure.HostKeyChanged, (await FailureAsync(Endpoint(server))).Failure);
    }

    [Theory(Timeout = Hanging)]
    [InlineData("rsa")]
    [InlineData("ecdsa")]
    [InlineData("ed25519")]
    public async Task Should_trust_the_pinned_key_though_the_server_has_more(string pinned)
    {
        await using var server = await SshServer.StartAsync("", "ed25519", "ecdsa", "rsa");
        server.Pin(pinned);
        await using var session = await connector.ConnectAsync(Endpoint(server), Never);
        Assert.Empty((await session.ListAsync(".", Never)).Entries);
    }

    [Fact(Timeout = Hanging)]
    public async Task Should_not_trust_a_host_whose_key_is_not_pinned()
    {
        await using var server = await SshServer.StartAsync();
        await File.WriteAllTextAsync(server.KnownHosts, "other.example " + string.Join(' ', (await File.ReadAllTextAsync(server.HostKey("ed25519"))).Split(' ')[..2]));
        Assert.Equal(SshFailure.HostKeyUnknown, (await FailureAsync(Endpoint(server))).Failure);
        Assert.DoesNotContain("127.0.0.1", await File.ReadAllTextAsync(server.KnownHosts), StringComparison.Ordinal);
    }

    [Fact(Timeout = Hanging)]
    public async Task Should_be_refused_with_a_key_that_the_server_does_not_know()
    {
        await using var server = await SshServer.StartAsync();
        await SshServer.MakeKeyAsync(folder.At("other"));
        Assert.Equal(SshFailure.AuthenticationFailed, (await FailureAsync(Endpoint(server) with { IdentityFile = folder.At("other") })).Failure);
        Assert.Equal(SshFailure.AuthenticationFailed, (await FailureAsync(Endpoint(server) with { IdentityFile = folder.At("missing") })).Failure);
    }

    [Fact(Timeout = Hanging)]
    public async Task Should_not_use_a_key_file_that_others_can_read()
    {
        await using var server = await SshServer.StartAsync();
        using (var chmod = Process.Start("chmod", ["604", server.ClientKey]))
        {
            await chmod.WaitForExitAsync();
        }

        var failure = await FailureAsync(Endpoint(server));
        Assert.Equal(SshFailure.AuthenticationFailed, failure.Failure);
        Assert.Contains("are too open", failure.Message, StringComparison.Ordinal);
    }

    [Theory(Timeout = Hanging)]
    [InlineData("KexAlgorithms diffie-hellman-group14-sha1")]
    [InlineData("Ciphers aes256-cbc")]
    [InlineData("Ciphers aes256-ctr\nMACs hmac-sha1")]
    public async Task Should_not_go_down_to_what_is_no_longer_safe(string configuration)
    {
        await using var server = await SshServer.StartAsync(configuration);
        Assert.Equal(SshFailure.NoCommonAlgorithm, (await FailureAsync(Endpoint(server))).Failure);
    }

    [Fact(Timeout = Hanging)]
    public async Task Should_not_accept_the_pinned_rsa_key_under_sha1()
    {
        await using var server = await SshServer.StartAsync("HostKeyAlgorithms ssh-rsa", "rsa");
        Assert.Equal(SshFailure.HostKeyChanged, (await FailureAsync(Endpoint(server))).Failure);
    }

    [Fact(Timeout = Hanging)]
    public async Task Should_say_that_nobody_listens()
    {
        await using var server = await SshServer.StartAsync();
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var failure = await FailureAsync(Endpoint(server) with { Port = ((IPEndPoint)socket.LocalEndPoint!).Port });
        Assert.Equal(SshFailure.Refused, failure.Failure);
    }

    [Fact(Timeout = Hanging)]
    public async Task Should_say_that_the_name_does_not_resolve()
    {
        await using var server = await SshServer.StartAsync();
        Assert.Equal(SshFailure.NameNotFound, (await FailureAsync(Endpoint(server) with { Host = "no.such.host.invalid" })).Failure);
    }

    [Fact(Timeout = Hanging)]
    public async Task Should_say_that_the_server_hung_up_before_it_was_known()
    {
        await using var server = await SshServer.StartAsync();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var hangUp = Task.Run(async () => (await listener.AcceptTcpClientAsync()).Dispose());
        Assert.Equal(SshFailure.ConnectionLost, (await FailureAsync(Endpoint(server) with { Port = ((IPEndPoint)listener.LocalEndpoint).Port })).Failure);
        await hangUp;
    }

    [Fact(Timeout = Hanging)]
    public async Task Should_give_up_when_it_hangs_after_the_login()
    {
        await using var server = await SshServer.StartAsync("ForceCommand exec cat > /dev/null");
        var clock = new ManualClock();
        var connecting = new OpenSshConnector(clock, folder.At("ssh")).ConnectAsync(Endpoint(server), Never);
        await ConditionAsync(() => server.Connections > 0);
        await clock.RunUntilAsync(connecting, TestContext.Current.CancellationToken);
        var failure = await Assert.ThrowsAsync<SshException>(() => connecting);
        Assert.Equal(SshFailure.Timeout, failure.Failure);
        Assert.True(failure.CertainlyNotDelivered);
    }

    [Fact(Timeout = Hanging)]
    public async Task Should_leave_nothing_running_when_connecting_is_cancelled()
    {
        await using var server = await SshServer.StartAsync("ForceCommand exec cat > /dev/null");
        using var cancel = new CancellationTokenSource();
        var connecting = connector.ConnectAsync(Endpoint(server), cancel.Token);
        await ConditionAsync(() => OurProcesses().Count > 0);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting);
        Assert.Empty(OurProcesses());
    }

    [Fact(Timeout = Hanging)]
    public async Task Should_say_what_prints_in_front_of_the_protocol()
    {
        await using var server = await SshServer.StartAsync("ForceCommand echo Welcome to the bank");
        var failure = await FailureAsync(Endpoint(server));
        Assert.Equal(SshFailure.ProtocolBroken, failure.Failure);
        Assert.Contains("login script", failure.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = Hanging)]
    public async Task Should_not_be_misled_by_a_banner()
    {
        await File.WriteAllTextAsync(folder.At("banner"), "Connection refused? Sessions are timed out.\nREMOTE HOST IDENTIFICATION HAS CHANGED\nHost key verification failed.\n");
        await using var server = await SshServer.StartAsync($"Banner {folder.At("banner")}");
        await SshServer.MakeKeyAsync(folder.At("other"));
        Assert.Equal(SshFailure.AuthenticationFailed, (await FailureAsync(Endpoint(server) with { IdentityFile = folder.At("other") })).Failure);
    }

    [Fact(Timeout = Hanging)]
    public async Task Should_not_mind_a_banner_of_a_megabyte()
    {
        var banner = folder.At("banner");
        await File.WriteAllTextAsync(banner, string.Concat(Enumerable.Repeat(new string('x', 99) + "\n", 160)));
        await using var server = await SshServer.StartAsync($"""
            Banner {banner}
            ForceCommand head -c 1048576 /dev/zero >&2; exec /usr/lib/openssh/sftp-server
            """);
        await using var session = await connector.ConnectAsync(Endpoint(server), Never);
        Assert.NotNull(await session.StatAsync(server.Files, Never));
    }

    [Fact(Timeout = Hanging)]
    public async Task Should_resume_to_the_same_bytes_after_the_connection_was_cut()
    {
        var content = Sample.Bytes(20_000_001);
        await using var server = await SshServer.StartAsync();
        var endpoint = Endpoint(server);
        await using (var broken = await connector.ConnectAsync(endpoint, Never))
        {
            using var cutting = new CuttingStream(content, 10_000_000, server.CutConnections);
            var lost = await Assert.ThrowsAsync<SshException>(() => broken.UploadAsync(cutting, "a.tmp", 0, Never));
            Assert.Equal(SshFailure.ConnectionLost, lost.Failure);
            Assert.False(lost.CertainlyNotDelivered);
        }

        await using var session = await connector.ConnectAsync(endpoint, Never);
        var offset = endpoint.ResumeOffset((await session.StatAsync("a.tmp", Never))!.SizeBytes!.Value);
        Assert.InRange(offset, 1, content.Length - 1);
        await session.UploadAsync(content, "a.tmp", offset);
        Assert.Equal(Sample.Digest(content), Sample.Digest(await File.ReadAllBytesAsync(Path.Combine(server.Files, "a.tmp"))));
    }

    [Fact(Timeout = Hanging)]
    public async Task Should_find_files_whose_paths_have_spaces()
    {
        await using var server = await SshServer.StartAsync();
        Directory.CreateDirectory(folder.At("two words"));
        File.Copy(server.ClientKey, folder.At("two words/client key"));
        File.Copy(server.KnownHosts, folder.At("two words/known hosts"));
        var endpoint = Endpoint(server) with { IdentityFile = folder.At("two words/client key"), KnownHostsFile = folder.At("two words/known hosts") };
        await using var session = await connector.ConnectAsync(endpoint, Never);
        Assert.NotNull(await session.StatAsync(".", Never));
    }

    private static SftpEndpoint Endpoint(SshServer server) => new()
    {
        Host = SshServer.Host,
        Port = server.Port,
        User = SshServer.User,
        IdentityFile = server.ClientKey,
        KnownHostsFile = server.KnownHosts,
    };

    private static async Task ConditionAsync(Func<bool> holds)
    {
        while (!holds())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    private async Task<SshException> FailureAsync(SftpEndpoint endpoint)
    {
        var failure = await Assert.ThrowsAsync<SshException>(() => connector.ConnectAsync(endpoint, Never));
        Assert.True(failure.CertainlyNotDelivered);
        Assert.DoesNotContain(failure.Message, c => char.IsControl(c));
        Assert.InRange(failure.Message.Length, 1, 1100);
        Assert.Empty(OurProcesses());
        return failure;
    }

    private List<string> OurProcesses() =>
        [.. Directory.GetDirectories("/proc", "*")
            .Where(process => char.IsAsciiDigit(Path.GetFileName(process)[0]))
            .Where(process => CommandLine(process).StartsWith(folder.At("ssh") + '\0', StringComparison.Ordinal))];

    private static string CommandLine(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline"));
        }
        catch (IOException)
        {
            return "";
        }
    }

    private sealed class CuttingStream(byte[] content, int at, Action cut) : MemoryStream(content)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Position < at && Position + buffer.Length >= at)
            {
                cut();
            }

            return await base.ReadAsync(buffer, cancellationToken);
        }
    }
}
