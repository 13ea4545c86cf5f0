using System.IO.Compression;
using System.Text;
using Hub.Adapters.Front.Tests.Support;
using Hub.Adapters.Front.Translation;
using Hub.Adapters.Front.Wire;

namespace Hub.Adapters.Front.Tests;

/// <summary>Whatever the bytes are: read or refused, nothing else; and what is read is what stands there.</summary>
public sealed class When_bytes_are_mutated(ITestOutputHelper output)
{
    private const int Rounds = 110_000;
    private static readonly FrontLimits Limits = new(64 * 1024, 50, 20, 2048);

    [Fact]
    public void Should_read_or_refuse()
    {
        var seed = Environment.TickCount;
        output.WriteLine("seed " + seed);
        var random = new Random(seed);
        byte[][] samples =
        [
            Encoding.UTF8.GetBytes(Texts.Whole(Texts.ClaimHeader, Texts.Claim("C1", 12, 30), Texts.Claim("C2", 7))),
            FrontEncoding.Gb18030.Encode(Texts.Whole(Texts.SaleHeader, Texts.Sale("S1", 12))),
        ];
        var read = 0;
        for (var i = 0; i < Rounds; i++)
        {
            var encoding = i % 2 == 0 ? FrontEncoding.Utf8 : FrontEncoding.Gb18030;
            read += Read(Mutate(samples[i % 2], random), encoding) ? 1 : 0;
        }

        Assert.InRange(read, 1, Rounds - 1);
    }

    [Fact]
    public void Should_unpack_or_refuse()
    {
        var seed = Environment.TickCount;
        output.WriteLine("seed " + seed);
        var random = new Random(seed);
        using var buffer = new MemoryStream();
        using (var zip = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = zip.CreateEntry("a.txt").Open();
            entry.Write(Encoding.UTF8.GetBytes(Texts.Whole(Texts.ClaimHeader, Texts.Claim("C1", 12))));
        }

        for (var i = 0; i < 20_000; i++)
        {
            try
            {
                Assert.InRange(FrontArchive.Unpack(Mutate(buffer.ToArray(), random), Limits.UnpackedBytes).Length, 0, Limits.UnpackedBytes);
            }
            catch (FrontRefusedException)
            {
                // That is the other of the two.
            }
        }
    }

    [Fact]
    public void Should_parse_or_refuse_control_files()
    {
        var seed = Environment.TickCount;
        output.WriteLine("seed " + seed);
        var random = new Random(seed);
        var sample = new FrontControl("H43010000001", 12, new string('a', 64), "k1").Seal([1, 2, 3]);
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = Mutate(sample, random);
            try
            {
                var control = FrontControl.Parse(bytes);
                Assert.Equal(bytes, control.Seal(control.Signature.Span));
            }
            catch (FrontRefusedException)
            {
                // That is the other of the two.
            }
        }
    }

    private static bool Read(byte[] bytes, FrontEncoding encoding)
    {
        try
        {
            var any = false;
            foreach (var record in FrontTableReader.Read(bytes, encoding, Limits, isWhole: true))
            {
                try
                {
                    FrontTranslation.ToCommand(record, FrontFields.Read(record, encoding, Limits), new("H43010000001", "430100", default));
                    any = true;
                }
                catch (FrontRefusedException)
                {
                    // A bad record beside a good one.
                }
            }

            return any;
        }
        catch (FrontRefusedException)
        {
            return false;
        }
    }

    private static byte[] Mutate(byte[] sample, Random random)
    {
        var bytes = sample.ToList();
        for (var n = random.Next(1, 5); n > 0 && bytes.Count > 0; n--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes.RemoveAt(at); break;
                case 2: bytes.Insert(at, (byte)"\t\n\r|#0-.\0"[random.Next(9)]); break;
                case 3: bytes.RemoveRange(at, Math.Min(random.Next(1, 40), bytes.Count - at)); break;
                default: bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 60), bytes.Count - at))); break;
            }
        }

        return [.. bytes];
    }
}
