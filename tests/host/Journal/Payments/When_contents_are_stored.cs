using System.Security.Cryptography;
using Hub.Certs.Signatures;
using Hub.Journal.Payments;
using Hub.Journal.Tests.Support;
using static Hub.Journal.Tests.Support.PaymentDesk;

namespace Hub.Journal.Tests.Payments;

[Collection(nameof(PostgresGroup))]
public sealed class When_contents_are_stored(PostgresFixture postgres)
{
    private const int Chunk = 256 * 1024;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(Chunk)]
    [InlineData(Chunk + 1)]
    [InlineData(11 * Chunk)] // random bytes do not shrink: more than is kept in memory
    public async Task Should_give_back_the_same_bytes_from_any_offset(int length)
    {
        await using var desk = await CreateAsync(postgres);
        var bytes = RandomNumberGenerator.GetBytes(length);

        var key = await StoreAsync(desk, bytes);

        Assert.Equal(new ContentKey(Convert.ToHexStringLower(SHA256.HashData(bytes)), Convert.ToHexStringLower(Sm3.Hash(bytes)), length), key);
        foreach (var offset in new[] { 0, 1, length - 1, length, length + 1, Chunk - 1, Chunk, Chunk + 1 }.Where(o => o >= 0))
        {
            await using var stream = (await desk.Contents.OpenAsync(key.Sha256, offset, default))!;
            using var read = new MemoryStream();
            if (offset % 2 == 0)
            {
                await stream.CopyToAsync(read);
            }
            else
            {
                stream.CopyTo(read);
            }

            Assert.Equal(bytes.AsSpan(Math.Min(offset, length)).ToArray(), read.ToArray());
        }
    }

    [Fact]
    public async Task Should_keep_a_content_once_however_often_it_is_stored()
    {
        await using var desk = await CreateAsync(postgres);
        var bytes = RandomNumberGenerator.GetBytes(2 * Chunk);

        var keys = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => StoreAsync(desk, bytes)));

        Assert.Single(keys.Distinct());
        Assert.Equal(2, await desk.Database.AskAsync<long>("select count(*) from content_chunk"));
        Assert.Null(await desk.Contents.OpenAsync(new string('0', 64), 0, default));
    }

    [Fact]
    public async Task Should_keep_nothing_of_what_is_too_long_or_breaks_off()
    {
        await using var desk = await CreateAsync(postgres);
        using var whole = new MemoryStream(RandomNumberGenerator.GetBytes(10 * Chunk));
        await Assert.ThrowsAsync<InvalidDataException>(() => desk.Contents.StoreAsync(whole, (10 * Chunk) - 1, default));
        await using var broken = new BrokenStream(RandomNumberGenerator.GetBytes(12 * Chunk));
        await Assert.ThrowsAsync<IOException>(() => desk.Contents.StoreAsync(broken, long.MaxValue, default));

        Assert.Equal(0, await desk.Database.AskAsync<long>("select (select count(*) from content) + (select count(*) from content_chunk)"));
    }

    [Fact]
    public async Task Should_not_give_bytes_out_that_changed_in_the_store()
    {
        await using var desk = await CreateAsync(postgres);
        var key = await StoreAsync(desk, new byte[100]);
        var other = await StoreAsync(desk, [.. Enumerable.Repeat((byte)1, 100)]);
        await desk.Database.AskAsync<object>(
            $"update content_chunk set body = (select body from content_chunk join content on id = content where sha256 = '\\x{other.Sha256}') "
            + $"where content = (select id from content where sha256 = '\\x{key.Sha256}')");

        await using var stream = (await desk.Contents.OpenAsync(key.Sha256, 0, default))!;
        await Assert.ThrowsAsync<InvalidDataException>(() => stream.CopyToAsync(Stream.Null));
    }

    private static async Task<ContentKey> StoreAsync(PaymentDesk desk, byte[] bytes)
    {
        using var content = new MemoryStream(bytes);
        return await desk.Contents.StoreAsync(content, bytes.Length, default);
    }

    private sealed class BrokenStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => Position > 11 * Chunk
            ? throw new IOException("the connection is gone")
            : base.ReadAsync(buffer, cancellationToken);
    }
}
