using System.Diagnostics;
using Hub.Adapters.Sftp.Session;
using Hub.Adapters.Sftp.Ssh;
using Hub.Adapters.Sftp.Tests.Support;
using Hub.Adapters.Sftp.Wire;

namespace Hub.Adapters.Sftp.Tests;

public sealed class When_a_file_is_uploaded : IDisposable
{
    private const int SeveralWindows = (5 * 1024 * 1024) + 4321;
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(32 * 1024)]
    [InlineData((32 * 1024) + 1)]
    [InlineData(SeveralWindows)]
    public async Task Should_arrive_whole(int size)
    {
        var content = Sample.Bytes(size);
        await using var session = await new ServerProgram(folder.Path).ConnectAsync();
        Assert.Equal(size, await session.UploadAsync(content, "a.tmp"));
        Assert.Equal(content, await File.ReadAllBytesAsync(folder.At("a.tmp")));
    }

    [Fact]
    public async Task Should_be_written_through_to_the_disk_before_it_is_closed()
    {
        var relay = new Relay();
        await using var session = await new ServerProgram(folder.Path).ConnectAsync(relay);
        Assert.True(session.CanSync);
        await session.UploadAsync(Sample.Bytes(10), "a.tmp");
        PacketType[] expected = [PacketType.Init, PacketType.Open, PacketType.Write, PacketType.Extended, PacketType.HandleStatus, PacketType.Close];
        Assert.Equal(expected, relay.Requests);
    }

    [Fact]
    public async Task Should_be_possible_where_the_server_cannot_sync()
    {
        await using var session = await new ServerProgram(folder.Path, "-P", "fsync").ConnectAsync();
        Assert.False(session.CanSync);
        Assert.Equal(10, await session.UploadAsync(Sample.Bytes(10), "a.tmp"));
    }

    [Fact]
    public async Task Should_leave_nothing_of_a_longer_file_that_was_there()
    {
        await File.WriteAllBytesAsync(folder.At("a.tmp"), new byte[1000]);
        await using var session = await new ServerProgram(folder.Path).ConnectAsync();
        await session.UploadAsync(Sample.Bytes(10), "a.tmp");
        Assert.Equal(Sample.Bytes(10), await File.ReadAllBytesAsync(folder.At("a.tmp")));
    }

    [Fact]
    public async Task Should_resume_to_the_same_bytes_after_the_connection_died_midway()
    {
        var content = Sample.Bytes(SeveralWindows);
        var written = 0;
        var relay = new Relay { CutsAtAnswerTo = type => type == PacketType.Write && ++written == 100 };
        var server = new ServerProgram(folder.Path);
        await using (var broken = await server.ConnectAsync(relay))
        {
            var lost = await Assert.ThrowsAsync<SshException>(() => broken.UploadAsync(content, "a.tmp"));
            Assert.Equal(SshFailure.ConnectionLost, lost.Failure);
            Assert.False(lost.CertainlyNotDelivered);
        }

        await using var session = await server.ConnectAsync();
        var size = (await session.StatAsync("a.tmp", CancellationToken.None))!.SizeBytes!.Value;
        Assert.InRange(size, 1, content.Length - 1);
        var offset = ServerProgram.Endpoint.ResumeOffset(size);
        Assert.InRange(offset, 1, size);
        Assert.Equal(content.Length - offset, await session.UploadAsync(content, "a.tmp", offset));
        Assert.Equal(Sample.Digest(content), Sample.Digest(await File.ReadAllBytesAsync(folder.At("a.tmp"))));
    }

    [Fact]
    public async Task Should_not_leave_a_gap_when_the_part_is_shorter_than_the_offset()
    {
        await File.WriteAllBytesAsync(folder.At("a.tmp"), Sample.Bytes(99));
        await using var session = await new ServerProgram(folder.Path).ConnectAsync();
        var refusal = await Assert.ThrowsAsync<SftpException>(() => session.UploadAsync(Sample.Bytes(200), "a.tmp", 100));
        Assert.Equal(SftpStatus.WrongSize, refusal.Status);
        Assert.Equal(99, new FileInfo(folder.At("a.tmp")).Length);
    }

    [Fact]
    public async Task Should_not_pass_for_whole_when_another_file_was_there_and_is_longer()
    {
        await File.WriteAllBytesAsync(folder.At("a.tmp"), Sample.Bytes(300));
        await using var session = await new ServerProgram(folder.Path).ConnectAsync();
        var refusal = await Assert.ThrowsAsync<SftpException>(() => session.UploadAsync(Sample.Bytes(200), "a.tmp", 100));
        Assert.Equal(SftpStatus.WrongSize, refusal.Status);
    }

    [Fact]
    public async Task Should_not_make_a_file_that_was_to_be_continued()
    {
        await using var session = await new ServerProgram(folder.Path).ConnectAsync();
        var refusal = await Assert.ThrowsAsync<SftpException>(() => session.UploadAsync(Sample.Bytes(200), "a.tmp", 100));
        Assert.Equal(SftpStatus.NoSuchFile, refusal.Status);
        Assert.False(File.Exists(folder.At("a.tmp")));
    }

    [Fact]
    public async Task Should_say_that_it_may_not_write()
    {
        await using var session = await new ServerProgram(folder.Path, "-R").ConnectAsync();
        var refusal = await Assert.ThrowsAsync<SftpException>(() => session.UploadAsync(Sample.Bytes(10), "a.tmp"));
        Assert.Equal(SftpStatus.PermissionDenied, refusal.Status);
        Assert.Null(await session.StatAsync("a.tmp", CancellationToken.None));
    }

    [Fact]
    public async Task Should_say_that_the_disk_is_full_and_go_on()
    {
        var script = $"mount -t tmpfs -o size=1m tmpfs {folder.Path} && exec /usr/lib/openssh/sftp-server -e -d {folder.Path}";
        Assert.SkipUnless(MayMount(), "no private mounts here (unshare -m needs root): a full disk cannot be made");
        await using var session = await SftpSession.OpenAsync(
            ChildChannel.Start("unshare", ["-m", "sh", "-c", script]), ServerProgram.Endpoint, TimeProvider.System, CancellationToken.None);
        var refusal = await Assert.ThrowsAsync<SftpException>(() => session.UploadAsync(Sample.Bytes(SeveralWindows), "a.tmp"));
        Assert.Equal(SftpStatus.NoSpace, refusal.Status);
        await session.RemoveAsync("a.tmp", CancellationToken.None);
        Assert.Equal(10, await session.UploadAsync(Sample.Bytes(10), "b.tmp"));
    }

    [Theory]
    [InlineData(4, "Quota exceeded", SftpStatus.QuotaExceeded)]
    [InlineData(4, "write: No space left on device", SftpStatus.NoSpace)]
    [InlineData(4, "Failure", SftpStatus.Failure)]
    [InlineData(14, "", SftpStatus.NoSpace)]
    [InlineData(15, "", SftpStatus.QuotaExceeded)]
    [InlineData(4_000_000_000, "", SftpStatus.Failure)]
    public async Task Should_name_the_refusal_by_number_or_words(uint code, string words, SftpStatus status)
    {
        await using var session = await Peer.ConnectAsync(peer =>
        {
            peer.Handle(peer.Next().Id);
            peer.Status(peer.Next().Id, code, words);
            peer.Status(peer.Next().Id, 0);
            peer.Hang();
        });
        var refusal = await Assert.ThrowsAsync<SftpException>(() => session.UploadAsync(Sample.Bytes(10), "a.tmp"));
        Assert.Equal(status, refusal.Status);
    }

    [Fact]
    public async Task Should_close_the_file_and_keep_the_session_when_our_own_content_cannot_be_read()
    {
        var relay = new Relay();
        await using var session = await new ServerProgram(folder.Path).ConnectAsync(relay);
        await Assert.ThrowsAsync<EndOfStreamException>(() => session.UploadAsync(new BreakingStream(), "a.tmp", 0, CancellationToken.None));
        Assert.NotNull(await session.StatAsync("a.tmp", CancellationToken.None));
        Assert.Contains(PacketType.Close, relay.Requests);
    }

    [Fact]
    public async Task Should_take_answers_in_any_order_and_keep_to_the_window()
    {
        const int Window = 8;
        var content = Sample.Bytes(Window * 2 * 1024);
        var got = new byte[content.Length];
        await using var session = await Peer.ConnectAsync(
            peer =>
            {
                peer.Handle(peer.Next().Id);
                var second = new Stack<Request>();
                for (var round = 0; round < 2; round++)
                {
                    // A whole window is under way before the first answer; the answers come from behind.
                    for (var i = 0; i < Window; i++)
                    {
                        second.Push(peer.Next());
                    }

                    foreach (var request in second)
                    {
                        var fields = new PacketReader(request.Body);
                        fields.Bytes();
                        var offset = (int)fields.Long();
                        fields.Bytes().CopyTo(got.AsSpan(offset));
                        peer.Status(request.Id, 0);
                    }

                    second.Clear();
                }

                peer.Regular(peer.Next().Id, (ulong)content.Length);
                peer.Status(peer.Next().Id, 0);
                peer.Hang();
            },
            Peer.Endpoint with { BlockBytes = 1024, Window = Window });
        await session.UploadAsync(content, "a.tmp");
        Assert.Equal(content, got);
    }

    /// <summary>The point to resume at is a window before the end, so nothing beyond the window may be out.</summary>
    [Fact]
    public async Task Should_have_no_more_under_way_than_the_window()
    {
        const int Window = 8;
        var requests = new List<PacketType>();
        await using var session = await Peer.ConnectAsync(
            peer =>
            {
                peer.Handle(peer.Next().Id);
                var first = peer.Next();
                requests.Add(first.Type);
                while (requests.Count < Window)
                {
                    requests.Add(peer.Next().Type);
                }

                peer.Status(first.Id, 4);
                var next = peer.Next();
                requests.Add(next.Type);
                peer.Status(next.Id, 0);
                peer.Hang();
            },
            Peer.Endpoint with { BlockBytes = 1024, Window = Window });
        await Assert.ThrowsAnyAsync<IOException>(() => session.UploadAsync(Sample.Bytes(Window * 2 * 1024), "a.tmp"));
        Assert.Equal([.. Enumerable.Repeat(PacketType.Write, Window), PacketType.Close], requests);
    }

    private static bool MayMount()
    {
        try
        {
            using var attempt = Process.Start(new ProcessStartInfo("unshare", ["-m", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]) { RedirectStandardError = true })!;
            attempt.WaitForExit();
            return attempt.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private sealed class BreakingStream : MemoryStream
    {
        private bool read;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (read)
            {
                throw new EndOfStreamException("our disk broke");
            }

            read = true;
            return ValueTask.FromResult(buffer.Length);
        }
    }
}
