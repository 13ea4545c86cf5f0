using System.Text;
using Hub.Adapters.Sftp.Tests.Support;

namespace Hub.Adapters.Sftp.Tests;

public sealed class When_a_folder_is_listed : IDisposable
{
    private static readonly string[] HostileNames =
    [
        "-rf", ".hidden", "..", "a b", "a\nb", "a\tb", "a\\b", "a;b", "a'b", "a\"b", "$(a)", "аbc", "ａ", "\u202Eabc", "a|b", "a*", "a\u0001", "~a", "a%2e", "a:b",
    ];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Should_tell_name_size_time_and_kind()
    {
        await File.WriteAllTextAsync(folder.At("a.txt"), "12345");
        File.SetLastWriteTimeUtc(folder.At("a.txt"), new DateTime(2026, 3, 4, 5, 6, 7, DateTimeKind.Utc));
        Directory.CreateDirectory(folder.At("archive"));
        File.CreateSymbolicLink(folder.At("link"), folder.At("a.txt"));
        await using var session = await new ServerProgram(folder.Path).ConnectAsync();
        var listing = await session.ListAsync(".", CancellationToken.None);
        Assert.True(listing.IsComplete);
        var entries = listing.Entries.OrderBy(entry => entry.Name, StringComparer.Ordinal).ToList();
        Assert.Equal(["a.txt", "archive", "link"], entries.Select(entry => entry.Name));
        Assert.All(entries, entry => Assert.True(entry.IsSafe));
        var modified = new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);
        Assert.Equal(new SftpAttributes(SftpEntryKind.Regular, 5, modified), entries[0].Attributes);
        Assert.Equal(SftpEntryKind.Directory, entries[1].Attributes.Kind);
        Assert.Equal(SftpEntryKind.Symlink, entries[2].Attributes.Kind);
        Assert.Equal(SftpEntryKind.Symlink, (await session.StatAsync("link", CancellationToken.None))!.Kind);
        Assert.Equal(entries[0].Attributes, await session.StatAsync("a.txt", CancellationToken.None));
        Assert.Null(await session.StatAsync("b.txt", CancellationToken.None));
    }

    [Theory]
    [InlineData(10_000, true)]
    [InlineData(9_999, false)]
    [InlineData(1, false)]
    public async Task Should_read_as_many_as_allowed_of_10000(int entriesMax, bool isComplete)
    {
        for (var i = 0; i < 10_000; i++)
        {
            await File.WriteAllBytesAsync(folder.At($"file{i:D5}"), []);
        }

        await using var session = await new ServerProgram(folder.Path).ConnectAsync(
            ServerProgram.Endpoint with { EntriesMax = entriesMax }, CancellationToken.None);
        var listing = await session.ListAsync(".", CancellationToken.None);
        Assert.Equal(isComplete, listing.IsComplete);
        Assert.Equal(entriesMax, listing.Entries.Select(entry => entry.Name).Distinct().Count());
        Assert.NotNull(await session.StatAsync("file00000", CancellationToken.None));
    }

    [Fact]
    public async Task Should_mark_hostile_names_of_a_real_folder()
    {
        await File.WriteAllTextAsync(folder.At("good.txt"), "");
        var created = HostileNames.Where(name => name != "..").Append(new string('x', 255) is var longest ? longest : "").ToList();
        foreach (var name in created)
        {
            await File.WriteAllTextAsync(folder.At(name), "");
        }

        await using var session = await new ServerProgram(folder.Path).ConnectAsync();
        var listing = await session.ListAsync(".", CancellationToken.None);
        Assert.Equal(created.Count + 1, listing.Entries.Count);
        Assert.Equal(["good.txt", longest], listing.Entries.Where(entry => entry.IsSafe).Select(entry => entry.Name).Order(StringComparer.Ordinal));
        Assert.All(listing.Entries, entry => Assert.DoesNotContain(entry.Name, c => c is < ' ' or > '~'));
    }

    [Fact]
    public async Task Should_mark_names_that_no_folder_can_hold()
    {
        byte[][] names =
        [
            "good"u8.ToArray(), "../../etc/x"u8.ToArray(), "/etc/passwd"u8.ToArray(), "a\0b"u8.ToArray(), [0xFF, 0xFE], [0xC0, 0xAF], [], new byte[256],
            Encoding.ASCII.GetBytes(new string('x', 256)), Encoding.ASCII.GetBytes(new string('y', 100_000)),
        ];
        await using var session = await Peer.ConnectAsync(peer =>
        {
            peer.Handle(peer.Next().Id);
            peer.Names(peer.Next().Id, names);
            peer.Status(peer.Next().Id, 1);
            peer.Status(peer.Next().Id, 0);
            peer.Hang();
        });
        var listing = await session.ListAsync("out", CancellationToken.None);
        Assert.Equal(names.Length, listing.Entries.Count);
        Assert.Equal("good", Assert.Single(listing.Entries, entry => entry.IsSafe).Name);
        Assert.All(listing.Entries, entry => Assert.InRange(entry.Name.Length, 0, 256));
        Assert.Contains(listing.Entries, entry => entry.Name == "a\\x00b");
        Assert.Contains(listing.Entries, entry => entry.Name == "\\xff\\xfe");
    }

    [Fact]
    public async Task Should_say_that_the_folder_is_missing()
    {
        await using var session = await new ServerProgram(folder.Path).ConnectAsync();
        var refusal = await Assert.ThrowsAsync<SftpException>(() => session.ListAsync("out", CancellationToken.None));
        Assert.Equal(SftpStatus.NoSuchFile, refusal.Status);
    }

    [Fact]
    public void Should_call_safe_what_the_rule_allows_and_nothing_else()
    {
        Assert.All(["a", "A.b_c-9", "1", "_x", new string('x', 255)], name => Assert.True(SftpName.IsSafe(name), name));
        Assert.All([null, "", ".", new string('x', 256), "a/b", "a\0", "é", .. HostileNames], name => Assert.False(SftpName.IsSafe(name), name));
    }
}
