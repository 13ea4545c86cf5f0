using System.Buffers;
using Hub.Adapters.Fhir.Kernel;

namespace Hub.Adapters.Fhir.Tests.Kernel;

public class When_bytes_are_mutated
{
    private const int Inputs = 30_000;

    private const int SampleBytesMax = 6_000;

    [Fact]
    public void Should_a_document_be_read_or_refused_and_nothing_else()
    {
        var seed = Random.Shared.Next();
        TestContext.Current.SendDiagnosticMessage("seed {0}", seed);
        var random = new Random(seed);
        var kernel = new FhirKernel();
        var samples = Directory.GetFiles(Repository.Shared("fhir-r4"), "*", SearchOption.AllDirectories)
            .Where(file => new FileInfo(file).Length is > 100 and < SampleBytesMax && Path.GetExtension(file) is (".json" or ".xml"))
            .Order(StringComparer.Ordinal).Select(File.ReadAllBytes).ToList();
        for (var i = 0; i < Inputs; i++)
        {
            var bytes = Mutated(samples[random.Next(samples.Count)], random);
            var format = bytes.AsSpan().IndexOf((byte)'<') is >= 0 and < 8 ? FhirFormat.Xml : FhirFormat.Json;
            var (resource, issues) = kernel.Read(bytes, format, ValidationLevel.Invariants);
            Assert.True(resource is not null || issues.Count > 0, $"seed {seed}, input {i}");
            if (resource is not null && issues.Count == 0)
            {
                kernel.Write(resource, FhirFormat.Json, new ArrayBufferWriter<byte>());
            }
        }
    }

    private static byte[] Mutated(byte[] sample, Random random)
    {
        var bytes = sample.ToList();
        for (var changes = random.Next(1, 5); changes > 0; changes--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(4))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveAt(at);
                    break;
                case 2:
                    bytes.Insert(at, bytes[random.Next(bytes.Count)]);
                    break;
                default:
                    var length = Math.Min(random.Next(60), bytes.Count - at);
                    bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, length));
                    break;
            }
        }

        return [.. bytes];
    }
}
