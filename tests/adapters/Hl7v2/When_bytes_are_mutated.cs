using System.Net;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Hub.Adapters.Hl7v2.Inbound;
using Hub.Adapters.Hl7v2.Tests.Support;
using Hub.Adapters.Hl7v2.Wire;

namespace Hub.Adapters.Hl7v2.Tests;

/// <summary>Whatever the bytes are: an answer or the defined refusal, never another exception, never an answer in other than one line's form.</summary>
public sealed class When_bytes_are_mutated
{
    private const int Seed = 20_260_609;
    private const int Mutations = 40_000;

    // Bytes that matter to the reader come up often enough to reach its corners.
    private static readonly byte[] Sharp = "|^~\\&\r\n\v\u001c\t\"XFSTREZ.09-+MSHBTF"u8.ToArray();
    private static readonly byte[] High = [0x81, 0x84, 0xA1, 0xC2, 0xE5, 0xFE, 0xFF, 0x00, 0xEF, 0xBB, 0xBF];

    [Fact]
    public async Task Should_end_every_frame_in_an_answer()
    {
        var random = new Random(Seed);
        await using var door = new Door(o => o.WaitLimitSeconds = 1);
        var line = new LineFacts("test", IPAddress.Loopback);
        var originals = Originals().ToArray();
        int yes = 0, no = 0;
        for (var i = 0; i < Mutations; i++)
        {
            var mutant = Mutate(originals[i % originals.Length], random);
            try
            {
                var answer = await door.Endpoint.AnswerAsync(mutant, line, TestContext.Current.CancellationToken);
                foreach (var message in answer.Messages)
                {
                    Assert.True(message.Span.IndexOfAny((byte)0x0B, (byte)0x1C) < 0);
                    Assert.True(message.Span.IndexOf("MSA"u8) > 0 || message.Span.StartsWith("FHS"u8) || message.Span.StartsWith("BHS"u8));
                    (yes, no) = message.Span.IndexOf("AA"u8) > 0 ? (yes + 1, no) : (yes, no + 1);
                }
            }
            catch (Exception other)
            {
                throw new InvalidOperationException($"seed {Seed}, mutation {i}: {Convert.ToBase64String(mutant)}", other);
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"seed {Seed}: {yes} accepted, {no} refused");
        Assert.True(yes > 1000 && no > 1000, $"{yes} accepted, {no} refused: the mutations are too blunt or too sharp.");
    }

    [Fact]
    public void Should_frame_and_read_random_bytes_within_their_limits()
    {
        var random = new Random(Seed);
        var pieces = Originals().Select(message => MllpFrame.Of(message)).ToArray();
        for (var i = 0; i < 10_000; i++)
        {
            var framer = new MllpFramer(2000, 500);
            var stream = Mutate([.. pieces[i % pieces.Length], .. pieces[(i + 1) % pieces.Length]], random);
            for (var at = 0; at < stream.Length;)
            {
                var length = Math.Min(random.Next(1, 400), stream.Length - at);
                framer.Append(stream.AsSpan(at, length));
                at += length;
                var guard = 0;
                while (framer.TryFind(out var finding) && finding is not (MllpFinding.TooLarge or MllpFinding.TooMuchNoise))
                {
                    Assert.True(++guard < 2000, "the framer finds without end");
                    Assert.True(finding != MllpFinding.Frame || framer.Frame.Length <= 2000 + 400);
                }

                if (guard > 0 && framer.EndPending)
                {
                    framer.CompletePending();
                }
            }
        }
    }

    [Fact]
    public void Should_read_what_was_written_for_generated_values()
    {
        var values = ArbMap.Default.GeneratorFor<NonNull<string>>().Select(s => s.Get).ArrayOf(4);
        var property = Prop.ForAll(values.ToArbitrary(), fields =>
        {
            var clean = fields.Select(f => new string([.. f.Where(c => !char.IsSurrogate(c) && c != '\0')]).Trim()).ToArray();
            var text = "MSH|^~\\&|A|B\r" + new SegmentText(Delimiters.Usual).Add("ZZZ", clean[0], clean[1], clean[2], clean[3], "end");
            var message = MessageReader.Read(Encoding.UTF8.GetBytes(text), Charset.Utf8, WireLimits.Default);
            return Enumerable.Range(0, 4).All(i => message.First("ZZZ")!.Value(i + 1) == (clean[i] == "\"\"" ? "" : clean[i]));
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(5_000).WithReplay(Seed, 1), property);
    }

    private static IEnumerable<byte[]> Originals()
    {
        yield return Encoding.UTF8.GetBytes(Texts.Registration("M1"));
        yield return Encoding.UTF8.GetBytes(Texts.Claim("M2"));
        yield return Charset.Gbk.Encode(Texts.Versioned("ADT^A08", "M3", "2.4", "||||||GBK", Texts.Pid, Texts.Visit, Texts.Diagnosis));
        yield return Charset.Gb18030.Encode(Texts.Versioned("DFT^P03", "M4", "2.3", "|||AL|AL||GB 18030-2000", Texts.Pid, Texts.Visit, Texts.Charge));
        yield return Encoding.UTF8.GetBytes(Texts.Message("QBP^Q22", "M5", "QPD|Q22^F^HL7|T1|@PID.3.1^1~@PID.3.5^NI", "RCP|I"));
        yield return Encoding.UTF8.GetBytes(
            "FHS|^~\\&|HIS|H1\rBHS|^~\\&|HIS|H1\r" + Texts.Registration("M6") + Texts.Message("ADT^A40", "M7", Texts.Pid) + "BTS|2\rFTS|1\r");
        if (SharedFiles.Find("data/hl7v2/public-examples") is { } folder)
        {
            foreach (var file in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).Take(20))
            {
                yield return File.ReadAllBytes(file);
            }
        }
    }

    private static byte[] Mutate(byte[] original, Random random)
    {
        var bytes = original.ToList();
        var changes = random.Next(4);
        for (var i = 0; i < changes; i++)
        {
            var at = random.Next(bytes.Count + 1);
            var sharp = random.Next(3) == 0 ? High[random.Next(High.Length)] : Sharp[random.Next(Sharp.Length)];
            switch (random.Next(5))
            {
                case 0:
                    bytes.Insert(at, sharp);
                    break;
                case 1 when at < bytes.Count:
                    bytes[at] = sharp;
                    break;
                case 2 when at < bytes.Count:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 30), bytes.Count - at));
                    break;
                case 3 when at < bytes.Count:
                    bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, Math.Min(random.Next(1, 60), bytes.Count - at)));
                    break;
                default:
                    bytes.InsertRange(at, Enumerable.Repeat(sharp, random.Next(1, 200)));
                    break;
            }
        }

        return [.. bytes];
    }
}
