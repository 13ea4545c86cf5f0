using Hub.Adapters.Infno.Profiles;
using Hub.Adapters.Infno.Wire;
using Hub.Adapters.Infno.Wire.Envelope;
using Hub.Adapters.Infno.Wire.Gateways;
using Hub.Adapters.Infno.Wire.Validation;

namespace Hub.Adapters.Infno.Tests;

public class When_bytes_are_mutated
{
    private const int Seed = 20_250_102;
    private const int MutationsPerMessage = 4_000;

    // Bytes that matter to a JSON reader come up often enough to reach its corners.
    private static readonly byte[] Sharp = "{}[]\",:\\u0dD8e-.+1 \n\t\0\u00ff/*null"u8.ToArray();

    [Fact]
    public void Should_end_every_request_in_an_answer_or_the_defined_refusal()
    {
        var random = new Random(Seed);
        var profiles = InfnoProfileLoader.ShippedNames.Select(InfnoProfileLoader.Shipped).ToArray();
        int passed = 0, refused = 0;
        foreach (var original in Requests())
        {
            for (var i = 0; i < MutationsPerMessage; i++)
            {
                var mutant = Mutate(original, random);
                var profile = profiles[i % profiles.Length] with { TimeTolerance = TimeSpan.Zero };
                try
                {
                    var request = EnvelopeReader.ReadRequest(mutant, profile.Limits);
                    _ = CainfoSignature.Verify(request, profile, (_, _) => true);
                    var violations = InfnoValidator.Check(
                        request, BodyOpener.ReadInput(request, profile, _ => null), profile, Messages.Now);
                    Assert.True(ErrorText.For(violations).Length <= ErrorText.LengthMax);
                    Drain(BodyOpener.ReadInput(request, profile, _ => null), InfnoValidator.Refuses(violations));
                    passed++;
                }
                catch (WireRefusedException refusal)
                {
                    Assert.True(ErrorText.One(refusal.Violation).Length <= ErrorText.LengthMax);
                    refused++;
                }
                catch (Exception other)
                {
                    throw new InvalidOperationException($"seed {Seed}, mutation {i}: {Convert.ToBase64String(mutant)}", other);
                }
            }
        }

        Assert.True(passed > 1000 && refused > 1000, $"{passed} passed, {refused} refused: the mutations are too blunt or too sharp.");
    }

    [Fact]
    public void Should_end_every_answer_of_the_core_in_a_document_or_the_defined_refusal()
    {
        var random = new Random(Seed);
        var profile = InfnoProfileLoader.National;
        for (var i = 0; i < MutationsPerMessage; i++)
        {
            var mutant = Mutate(Messages.Utf8(Messages.Response1101), random);
            try
            {
                var response = EnvelopeReader.ReadResponse(mutant, profile.Limits);
                var output = BodyOpener.ReadOutput(response, "1101", profile);
                Drain(output, InfnoValidator.Refuses(InfnoValidator.CheckBody(output, profile)));
            }
            catch (WireRefusedException)
            {
                // The defined refusal.
            }
        }
    }

    /// <summary>A document that passed must yield every value without a refusal.</summary>
    private static void Drain(InfnoDocument document, bool refused)
    {
        for (var i = 0; i < document.RowCount && !refused; i++)
        {
            var row = document.RowAt(i);
            foreach (var rule in row.Node.Fields)
            {
                _ = rule.Type switch
                {
                    Wire.Schema.FieldType.Number => row.Quantity(rule.Name)?.ToString(System.Globalization.CultureInfo.InvariantCulture),
                    Wire.Schema.FieldType.Date or Wire.Schema.FieldType.DateTime => row.DateTime(rule.Name)?.Year.ToString(System.Globalization.CultureInfo.InvariantCulture),
                    Wire.Schema.FieldType.Text => row.Text(rule.Name),
                    _ => null,
                };
            }
        }
    }

    private static IEnumerable<byte[]> Requests()
    {
        yield return Messages.Utf8(Messages.Request1101);
        yield return Messages.Request("2207", Messages.Input2207);
        yield return Messages.Request("2207", "\"" + Messages.Input2207.Trim().Replace("\"", "\\\"", StringComparison.Ordinal) + "\"");
        yield return Messages.Request("2302", """{"data":[{"feedetl_sn":"1","mdtrt_id":"M","psn_no":"P","z":{"a":[1,2.5e1,"\ud83d\ude00"]}}]}""");
    }

    private static byte[] Mutate(byte[] original, Random random)
    {
        var bytes = original.ToArray();
        for (var n = random.Next(1, 4); n > 0; n--)
        {
            var at = random.Next(bytes.Length);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[at] = Sharp[random.Next(Sharp.Length)];
                    break;
                case 2:
                    bytes = [.. bytes[..at], Sharp[random.Next(Sharp.Length)], .. bytes[at..]];
                    break;
                case 3:
                    bytes = [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + random.Next(1, 30))..], (byte)' '];
                    break;
                default:
                    bytes = random.Next(6) == 0 ? bytes[..Math.Max(1, at)] : [.. bytes[..at], (byte)random.Next('0', '9' + 1), .. bytes[at..]];
                    break;
            }
        }

        return bytes;
    }
}
