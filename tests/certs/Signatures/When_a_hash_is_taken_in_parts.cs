using Hub.Certs.Signatures;

namespace Hub.Certs.Tests.Signatures;

public sealed class When_a_hash_is_taken_in_parts
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(100_001)]
    public void Should_be_the_hash_of_the_whole_however_it_is_cut(int length)
    {
        var random = new Random(length);
        var data = new byte[length];
        random.NextBytes(data);
        var parts = new IncrementalSm3();
        for (var round = 0; round < 2; round++) // the second time it begins anew
        {
            for (var at = 0; at < length;)
            {
                var part = Math.Min(random.Next(40_000), length - at);
                parts.AppendData(data.AsSpan(at, part));
                at += part;
            }

            Assert.Equal(Sm3.Hash(data), parts.GetHashAndReset());
        }
    }

    /// <summary>HMAC-SM3 is the library's; made of our hash by the definition (RFC 2104) it must be the same for every filling of the last block.</summary>
    [Fact]
    public void Should_be_what_the_library_reckons_for_every_filling_of_a_block()
    {
        var random = new Random(20261128);
        var key = new byte[64];
        random.NextBytes(key);
        byte[] inner = [.. key.Select(b => (byte)(b ^ 0x36))], outer = [.. key.Select(b => (byte)(b ^ 0x5C))];
        for (var length = 0; length <= 300; length++)
        {
            var data = new byte[length];
            random.NextBytes(data);
            Assert.Equal(Sm3.Hmac(key, data), Sm3.Hash(outer, Sm3.Hash(inner, data)));
        }
    }
}
