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
                parts.Append(data.AsSpan(at, part));
                at += part;
            }

            Assert.Equal(Sm3.Hash(data), parts.Finish());
        }
    }
}
