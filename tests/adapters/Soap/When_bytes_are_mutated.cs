using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Hub.Adapters.Soap.Tests.Support;
using Hub.Adapters.Soap.Wire;

namespace Hub.Adapters.Soap.Tests;

public sealed class When_bytes_are_mutated : IDisposable
{
    private const int Rounds = 20_000;
    private const int ReadingRounds = 90_000;
    private readonly Keys keys = Keys.Ecdsa();

    /// <summary>Whatever the bytes are, there is an answer that is an envelope, and nobody is proven who has not signed.</summary>
    [Fact]
    public async Task Should_answer_every_mutation_with_an_envelope()
    {
        var seed = Environment.TickCount;
        TestContext.Current.SendDiagnosticMessage("seed {0}", seed);
        var random = new Random(seed);
        using var open = new Door();
        using var strict = new Door(new SoapOptions(), (Door.Institution, "k", "ecdsa-p256-sha256", keys.PublicPem));
        var samples = Samples();
        for (var round = 0; round < Rounds; round++)
        {
            var sample = samples[random.Next(samples.Length)];
            var bytes = Mutate(sample, samples, random);
            var isSigned = round % 4 == 0;
            var answer = await (isSigned ? strict : open).AskAsync(bytes, random.Next(2) == 0 ? "text/xml" : "application/soap+xml; charset=utf-8");
            Assert.True(answer.Bytes.Length > 0 && answer.Status is 200 or 400 or 500, $"seed {seed}, round {round}");
            Assert.True(IsEnvelope(answer), $"seed {seed}, round {round}");
        }

        // A password proves the sender only; of what was signed, nothing but the sample itself can have been accepted.
        Assert.All(strict.Journal.Accepted.Where(intake => intake.SignatureKeyId.Length > 0), intake => Assert.Equal("M-1", intake.Key));
    }

    [Fact]
    public void Should_read_or_refuse_every_mutation()
    {
        var seed = Environment.TickCount;
        TestContext.Current.SendDiagnosticMessage("seed {0}", seed);
        var random = new Random(seed);
        var samples = Samples();
        for (var round = 0; round < ReadingRounds; round++)
        {
            try
            {
                var text = DocumentText.Decode(Mutate(samples[random.Next(samples.Length)], samples, random), null, out _);
                var envelope = EnvelopeReader.Read(text, random.Next(8) == 0 ? SoapVersion.V12 : SoapVersion.V11, null);
                Wire.Security.SecurityHeaderReader.Read(envelope);
            }
            catch (WireRefusedException e)
            {
                Assert.True(e.Violation.Error.Code.Length > 0, $"seed {seed}, round {round}");
            }
        }
    }

    [Fact]
    public void Should_keep_any_value_whole_through_both_forms()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), text =>
        {
            var clean = XmlCharacters.Clean(text.Get).Replace("\r", "", StringComparison.Ordinal).Trim();
            var value = clean.Length > 50 ? clean[..50] : clean;
            using var door = new Door();
            var inner = Requests.Inner("9001", $"<signIn><opter_no>1</opter_no><memo>{System.Security.SecurityElement.Escape(value)}</memo></signIn>");
            _ = door.AskAsync(Requests.Envelope(Requests.Call("9001", inner))).Result;
            if (door.Journal.Accepted is not [{ Message: Canonical.Messages.SignIn command }])
            {
                return value.Length == 0 || char.IsSurrogate(value[^1]);
            }

            return command.Extensions is [] ? value is "" || value.Equals("null", StringComparison.OrdinalIgnoreCase) : command.Extensions[0].Value == value;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    public void Dispose() => keys.Dispose();

    private byte[][] Samples()
    {
        var line = "<feedetail><feedetl_sn>1</feedetl_sn><mdtrt_id>M1</mdtrt_id><psn_no>P1</psn_no><cnt>1</cnt></feedetail>";
        var texts = Requests.Operations.Keys.Select(name => Requests.Envelope(Requests.Typed(name)))
            .Append(Requests.Envelope(Requests.Typed("SubmitClaim"), isSoap12: true))
            .Append(Requests.Envelope(Requests.Call("2204", Requests.Inner("2204", line))))
            .Append(Requests.Signed(Requests.Typed("Settle"), keys, Door.Start))
            .Append(Requests.Envelope(Requests.Typed("SignIn"), Requests.User("his", "s3cret", [1, 2, 3, 4, 5, 6, 7, 8], Door.Start)));
        return
        [
            .. texts.Select(Encoding.UTF8.GetBytes),
            DocumentText.Gb18030.GetBytes("<?xml version=\"1.0\" encoding=\"GBK\"?>" + Requests.Envelope(Requests.Typed("Settle"))),
            [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Requests.Envelope(Requests.Typed("Settle")))],
        ];
    }

    private static byte[] Mutate(byte[] sample, byte[][] samples, Random random)
    {
        var bytes = sample.ToList();
        for (var change = random.Next(1, 4); change > 0; change--)
        {
            var at = random.Next(bytes.Count);
            var length = Math.Min(random.Next(1, 40), bytes.Count - at);
            switch (random.Next(6))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes.RemoveRange(at, Math.Min(length, bytes.Count - 1)); break;
                case 2: bytes.InsertRange(at, bytes.GetRange(at, length)); break;
                case 3: bytes.InsertRange(at, "<![CDATA[]]>&#0;&amp;<!---->\"'-9999999999999999999.99"u8[..random.Next(1, 50)].ToArray()); break;
                case 4: bytes[at] = (byte)(bytes[at] ^ (1 << random.Next(8))); break;
                default:
                    var other = samples[random.Next(samples.Length)];
                    var from = random.Next(other.Length);
                    bytes.InsertRange(at, other[from..Math.Min(other.Length, from + 60)]);
                    break;
            }
        }

        return [.. bytes];
    }

    private static bool IsEnvelope(Answer answer)
    {
        var text = answer.ContentType.Contains("GB", StringComparison.Ordinal) ? DocumentText.Gb18030.GetString(answer.Bytes) : answer.Text;
        return EnvelopeReader.ReadTree(text).LocalName == "Envelope";
    }
}
