using Hub.Adapters.Sftp.Tests.Support;
using Hub.Adapters.Sftp.Wire;

namespace Hub.Adapters.Sftp.Tests;

public sealed class When_a_file_is_renamed : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public When_a_file_is_renamed() => File.WriteAllText(folder.At("a.tmp"), "new");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Should_have_the_new_name_only()
    {
        await using var session = await new ServerProgram(folder.Path).ConnectAsync();
        await session.RenameAsync("a.tmp", "a.txt", CancellationToken.None);
        Assert.Equal("new", await File.ReadAllTextAsync(folder.At("a.txt")));
        Assert.Null(await session.StatAsync("a.tmp", CancellationToken.None));
    }

    [Fact]
    public async Task Should_never_overwrite()
    {
        await File.WriteAllTextAsync(folder.At("a.txt"), "old");
        await using var session = await new ServerProgram(folder.Path).ConnectAsync();
        var refusal = await Assert.ThrowsAsync<SftpException>(() => session.RenameAsync("a.tmp", "a.txt", CancellationToken.None));
        Assert.Equal(SftpStatus.AlreadyExists, refusal.Status);
        Assert.Equal("old", await File.ReadAllTextAsync(folder.At("a.txt")));
        Assert.Equal("new", await File.ReadAllTextAsync(folder.At("a.tmp")));
    }

    [Fact]
    public async Task Should_not_overwrite_what_appears_in_the_last_moment()
    {
        var relay = new Relay
        {
            OnRequest = type =>
            {
                if (type == PacketType.Rename)
                {
                    File.WriteAllText(folder.At("a.txt"), "old");
                }
            },
        };
        await using var session = await new ServerProgram(folder.Path).ConnectAsync(relay);
        var refusal = await Assert.ThrowsAsync<SftpException>(() => session.RenameAsync("a.tmp", "a.txt", CancellationToken.None));
        Assert.Equal(SftpStatus.AlreadyExists, refusal.Status);
        Assert.Equal("old", await File.ReadAllTextAsync(folder.At("a.txt")));
    }

    [Fact]
    public async Task Should_be_unknown_and_not_success_when_the_answer_is_lost()
    {
        var relay = new Relay { CutsAtAnswerTo = type => type == PacketType.Rename };
        await using var session = await new ServerProgram(folder.Path).ConnectAsync(relay);
        var lost = await Assert.ThrowsAsync<SshException>(() => session.RenameAsync("a.tmp", "a.txt", CancellationToken.None));
        Assert.Equal(SshFailure.ConnectionLost, lost.Failure);
        Assert.False(lost.CertainlyNotDelivered);
        Assert.True(File.Exists(folder.At("a.txt")), "the server had done it");

        await using var later = await new ServerProgram(folder.Path).ConnectAsync();
        Assert.NotNull(await later.StatAsync("a.txt", CancellationToken.None));
        Assert.Null(await later.StatAsync("a.tmp", CancellationToken.None));
    }

    [Fact]
    public async Task Should_say_that_there_is_nothing_to_rename()
    {
        await using var session = await new ServerProgram(folder.Path).ConnectAsync();
        var refusal = await Assert.ThrowsAsync<SftpException>(() => session.RenameAsync("b.tmp", "b.txt", CancellationToken.None));
        Assert.Equal(SftpStatus.NoSuchFile, refusal.Status);
        Assert.Contains("b.tmp", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_make_and_remove_what_else_is_needed()
    {
        await using var session = await new ServerProgram(folder.Path).ConnectAsync();
        await session.MakeFolderAsync("archive", CancellationToken.None);
        await session.RenameAsync("a.tmp", "archive/a.txt", CancellationToken.None);
        var taken = await Assert.ThrowsAsync<SftpException>(() => session.MakeFolderAsync("archive", CancellationToken.None));
        Assert.Equal(SftpStatus.AlreadyExists, taken.Status);
        await session.RemoveAsync("archive/a.txt", CancellationToken.None);
        Assert.Empty(Directory.GetFiles(folder.At("archive")));
        var gone = await Assert.ThrowsAsync<SftpException>(() => session.RemoveAsync("archive/a.txt", CancellationToken.None));
        Assert.Equal(SftpStatus.NoSuchFile, gone.Status);
    }

    [Fact]
    public async Task Should_use_the_request_that_does_not_overwrite()
    {
        var relay = new Relay();
        await using var session = await new ServerProgram(folder.Path).ConnectAsync(relay);
        await session.RenameAsync("a.tmp", "a.txt", CancellationToken.None);
        Assert.Equal([PacketType.Init, PacketType.Rename], relay.Requests);
    }
}
