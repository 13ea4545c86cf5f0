using System.Diagnostics;
using Hub.Adapters.Sftp.Tests.Support;
using Hub.Adapters.Sftp.Wire;

namespace Hub.Adapters.Sftp.Tests;

public sealed class When_a_file_is_downloaded : IDisposable
{
    private const int SeveralWindows = (5 * 1024 * 1024) + 4321;
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(32 * 1024, 0)]
    [InlineData(SeveralWindows, 0)]
    [InlineData(SeveralWindows, 1)]
    [InlineData(SeveralWindows, 3_000_000)]
    [InlineData(SeveralWindows, SeveralWindows)]
    [InlineData(SeveralWindows, SeveralWindows + 1)]
    public async Task Should_give_the_bytes_from_the_offset(int size, int offset)
    {
        var content = Sample.Bytes(size);
        await File.WriteAllBytesAsync(folder.At("a"), content);
        await using var session = await new ServerProgram(folder.Path).ConnectAsync();
        Assert.Equal(Sample.Digest([.. content.Skip(offset)]), Sample.Digest(await session.ReadAllAsync("a", offset)));
    }

    [Fact]
    public async Task Should_include_what_is_appended_meanwhile()
    {
        await File.WriteAllBytesAsync(folder.At("a"), Sample.Bytes(100));
        await using var session = await new ServerProgram(folder.Path).ConnectAsync();
        await using var stream = await session.OpenReadAsync("a", 0, CancellationToken.None);
        await File.AppendAllTextAsync(folder.At("a"), "more");
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy);
        Assert.Equal([.. Sample.Bytes(100), .. "more"u8], copy.ToArray());
    }

    [Fact]
    public async Task Should_end_early_when_the_file_is_shortened_meanwhile()
    {
        await File.WriteAllBytesAsync(folder.At("a"), Sample.Bytes(SeveralWindows));
        await using var session = await new ServerProgram(folder.Path).ConnectAsync();
        await using var stream = await session.OpenReadAsync("a", 0, CancellationToken.None);
        await File.WriteAllBytesAsync(folder.At("a"), Sample.Bytes(SeveralWindows)[..100]);
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy);
        Assert.Equal(Sample.Bytes(SeveralWindows)[..100], copy.ToArray());
    }

    [Fact]
    public async Task Should_leave_the_session_usable_when_it_is_not_read_to_the_end()
    {
        await File.WriteAllBytesAsync(folder.At("a"), Sample.Bytes(SeveralWindows));
        await using var session = await new ServerProgram(folder.Path).ConnectAsync();
        for (var i = 0; i < 20; i++)
        {
            await using var stream = await session.OpenReadAsync("a", 0, CancellationToken.None);
            await stream.ReadExactlyAsync(new byte[10]);
        }

        Assert.Equal(SeveralWindows, (await session.StatAsync("a", CancellationToken.None))!.SizeBytes);
    }

    [Fact]
    public async Task Should_say_that_it_is_not_there()
    {
        await using var session = await new ServerProgram(folder.Path).ConnectAsync();
        var refusal = await Assert.ThrowsAsync<SftpException>(() => session.OpenReadAsync("a", 0, CancellationToken.None));
        Assert.Equal(SftpStatus.NoSuchFile, refusal.Status);
    }

    [Theory]
    [InlineData("folder")]
    [InlineData("link")]
    [InlineData("pipe")]
    public async Task Should_open_nothing_but_regular_files(string name)
    {
        Directory.CreateDirectory(folder.At("folder"));
        await File.WriteAllTextAsync(folder.At("target"), "secret");
        File.CreateSymbolicLink(folder.At("link"), folder.At("target"));
        using (var mkfifo = Process.Start("mkfifo", [folder.At("pipe")]))
        {
            await mkfifo.WaitForExitAsync();
        }

        var relay = new Relay();
        await using var session = await new ServerProgram(folder.Path).ConnectAsync(relay);
        var refusal = await Assert.ThrowsAsync<SftpException>(() => session.OpenReadAsync(name, 0, CancellationToken.None));
        Assert.Equal(SftpStatus.NotRegularFile, refusal.Status);
        Assert.DoesNotContain(PacketType.Open, relay.Requests);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Should_be_the_same_from_a_server_that_answers_short_and_in_any_order(int seed)
    {
        var content = Sample.Bytes(20_000);
        await using var session = await Peer.ConnectAsync(peer => Serve(peer, content, new Random(seed)), Peer.Endpoint with { BlockBytes = 1024, Window = 8 });
        Assert.Equal(content[7..], await session.ReadAllAsync("a", 7));
    }

    private static void Serve(Peer peer, byte[] content, Random random)
    {
        peer.Regular(peer.Next().Id, (ulong)content.Length);
        peer.Handle(peer.Next().Id);
        var held = new List<Request>();
        while (true)
        {
            var request = peer.Next();
            held.Insert(random.Next(held.Count + 1), request);
            var isWindowOut = request.Type == PacketType.Read && held.Count < 8 && Offset(request) + 1024 < content.Length && Length(request) == 1024;
            if (isWindowOut)
            {
                continue;
            }

            foreach (var one in held)
            {
                Answer(peer, one, content, random);
            }

            held.Clear();
        }
    }

    private static void Answer(Peer peer, Request request, byte[] content, Random random)
    {
        if (request.Type == PacketType.Close)
        {
            peer.Status(request.Id, 0);
            return;
        }

        var offset = Offset(request);
        var left = Math.Min(Length(request), content.Length - offset);
        if (left <= 0)
        {
            peer.Status(request.Id, 1);
            return;
        }

        peer.Answer(request.Id, PacketType.Data, packet => packet.Bytes(content.AsSpan(offset, random.Next(1, left + 1))));
    }

    private static int Offset(Request request)
    {
        var fields = new PacketReader(request.Body);
        fields.Bytes();
        return (int)fields.Long();
    }

    private static int Length(Request request)
    {
        var fields = new PacketReader(request.Body);
        fields.Bytes();
        fields.Long();
        return (int)fields.Number();
    }
}
