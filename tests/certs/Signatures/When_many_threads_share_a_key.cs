using Hub.Certs.Signatures;

namespace Hub.Certs.Tests.Signatures;

public sealed class When_many_threads_share_a_key
{
    [Theory]
    [InlineData(SignatureAlgorithm.Sm2Sm3)]
    [InlineData(SignatureAlgorithm.EcdsaP256Sha256)]
    [InlineData(SignatureAlgorithm.RsaPssSha256)]
    public void Should_judge_every_message_on_its_own(SignatureAlgorithm algorithm)
    {
        using var signing = SigningKey.Generate(new KeyDescription { KeyId = "k", Algorithm = algorithm });
        var key = signing.ToVerificationKey();
        using var start = new Barrier(64);
        var wrong = 0;
        var threads = Enumerable.Range(0, 64).Select(number => new Thread(() =>
        {
            start.SignalAndWait();
            for (var i = 0; i < 5; i++)
            {
                var message = $"thread {number} message {i}".Utf8();
                var signature = signing.Sign(message);
                if (!key.Verify(message, signature) || key.Verify("other".Utf8(), signature))
                {
                    Interlocked.Increment(ref wrong);
                }
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        Assert.Equal(0, wrong);
    }
}
