using System.Security.Cryptography;
using System.Text;
using Hub.Certs.Doctor;
using Hub.Interop.Tests.Crypto;

namespace Hub.Interop.Tests.Doctor;

/// <summary>Every seeded mistake made with the libraries that hospitals use; what is named must be what was made.</summary>
public sealed class When_a_client_makes_a_mistake
{
    private const int Rounds = 2;

    [Theory]
    [InlineData("openssl")]
    [InlineData("sm-crypto")]
    [InlineData("BouncyCastle")]
    public void Should_name_it_and_never_accept_it(string library)
    {
        var bench = Start(library, out var signer);
        var (made, named, wrong) = (0, 0, new List<string>());
        using (signer)
        {
            foreach (var seeded in SeededMistakes.All)
            {
                for (var round = 0; round < Rounds && seeded.Make(bench) is { } received; round++)
                {
                    made++;
                    Assert.False(Accepts(received), $"{seeded.Mistake.Code} {seeded.How}: the seeded mistake verifies as it is");
                    var diagnosis = SignatureDoctor.Diagnose(received);
                    var right = diagnosis is { Verdict: SignatureVerdict.Mistaken, Mistakes: [var only] } && only == seeded.Mistake;
                    named += right ? 1 : 0;
                    if (!right)
                    {
                        wrong.Add($"{seeded.Mistake.Code} ({seeded.How}) was named {diagnosis.Codes()}");
                    }
                }
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{library}: {named} of {made} named rightly; {string.Join("; ", wrong)}");
        Assert.True(made >= 15 * Rounds, $"only {made} mistakes could be made");
        Assert.True(named * 100 >= made * 95, string.Join("\n", wrong));
    }

    [Theory]
    [InlineData("openssl")]
    [InlineData("sm-crypto")]
    [InlineData("BouncyCastle")]
    public void Should_find_right_signatures_right(string library)
    {
        var bench = Start(library, out var signer);
        using (signer)
        {
            var messages = Enumerable.Range(0, 40).Select(_ => bench.Message()).ToList();
            foreach (var (index, signature) in signer.Sign(messages, Bench.Customary).Index())
            {
                Assert.Equal(SignatureVerdict.Right, SignatureDoctor.Diagnose(bench.Case(messages[index], signature)).Verdict);

                // The same signature over another message is nothing that the catalogue explains.
                Assert.Equal(SignatureVerdict.Unknown, SignatureDoctor.Diagnose(bench.Case(messages[(index + 1) % 40], signature)).Verdict);
            }
        }
    }

    [Fact]
    public void Should_name_two_mistakes_that_come_together()
    {
        using var signer = new BouncyCastleSigner();
        var bench = new Bench(signer, new Random(5));
        var text = bench.Json();
        var message = Encoding.UTF8.GetBytes(text);
        var hex = Convert.ToHexString(bench.Sign(message, ""));
        Assert.Equal("SIG-101 SIG-401", SignatureDoctor.Diagnose(bench.Case(message, [], text: hex)).Codes());

        var der = Certs.Signatures.EcSignatureCodec.Encode(bench.Sign(text + "\r\n"), Certs.Signatures.SignatureEncoding.Der);
        Assert.Equal("SIG-202 SIG-602", SignatureDoctor.Diagnose(bench.Case(message, der)).Codes());
    }

    [Fact]
    public void Should_name_nothing_in_rubbish()
    {
        var seed = RandomNumberGenerator.GetInt32(int.MaxValue);
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new Random(seed);
        using var signer = new BouncyCastleSigner();
        var bench = new Bench(signer, random);
        for (var round = 0; round < 120; round++)
        {
            var bytes = new byte[round % 3 == 0 ? 64 : random.Next(1, 200)];
            random.NextBytes(bytes);
            var text = (round % 4) switch
            {
                0 => Convert.ToBase64String(bytes),
                1 => Convert.ToHexString(bytes),
                2 => Encoding.Latin1.GetString(bytes),
                _ => Convert.ToBase64String(
                    Certs.Signatures.EcSignatureCodec.Encode(RandomNumberGenerator.GetBytes(64), Certs.Signatures.SignatureEncoding.Der)),
            };
            var received = bench.Case(bench.Message(), bytes, round % 2 == 0 ? SignatureWriting.Base64 : SignatureWriting.Hex, text);
            var diagnosis = SignatureDoctor.Diagnose(received);
            Assert.Equal(SignatureVerdict.Unknown, diagnosis.Verdict);
            Assert.Empty(diagnosis.Mistakes);
        }
    }

    private static Bench Start(string library, out ISm2Signer signer)
    {
        Assert.SkipUnless(library != "openssl" || Tool.IsInstalled("openssl"), "openssl is not installed (apt-get install openssl)");
        signer = library switch
        {
            "openssl" => new OpenSslSigner(),
            "sm-crypto" => new SmCryptoSigner(),
            _ => new BouncyCastleSigner(),
        };
        return new Bench(signer, new Random(20261128));
    }

    // As a door verifies: the agreed writing, a usable key (the named one if one is named), the agreed content.
    private static bool Accepts(SignatureCase received)
    {
        var text = Encoding.ASCII.GetString(received.Signature.Span);
        byte[]? signature;
        try
        {
            signature = text.Any(char.IsWhiteSpace) ? null
                : received.Writing == SignatureWriting.Hex ? Convert.FromHexString(text) : Convert.FromBase64String(text);
        }
        catch (FormatException)
        {
            signature = null;
        }

        return signature is not null && received.Partner.Keys.Any(key => key.IsUsableAt(received.ReceivedAt)
            && (received.KeyId is null || received.KeyId == key.Key.KeyId) && key.Key.Verify(received.Contents[0].Bytes.Span, signature));
    }
}
