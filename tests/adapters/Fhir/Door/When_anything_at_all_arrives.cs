
namespace Hub.Adapters.Fhir.Tests.Door;

public sealed class When_anything_at_all_arrives(ITestOutputHelper output)
{
    [Fact]
    public async Task Should_answer_every_mutation_with_a_status_and_never_settle_another_amount()
    {
        using var door = new FhirDoor(new FhirOptions { AllowUnsigned = true });
        door.Journal.Reply = _ => Samples.Settled;
        const int seed = 20261128;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var sources = Directory.GetFiles(Samples.Folder, "*.json").Select(File.ReadAllBytes).ToArray();
        for (var i = 0; i < 20_000; i++)
        {
            var body = (byte[])sources[random.Next(sources.Length)].Clone();
            for (var n = random.Next(1, 4); n > 0; n--)
            {
                body[random.Next(body.Length)] = random.Next(3) == 0 ? (byte)random.Next(256) : (byte)"\"{}[]:,0159.-eEnulltrue\\ #"[random.Next(25)];
            }

            var cut = random.Next(10) == 0 ? body[..random.Next(body.Length)] : body;
            var reply = await door.PostAsync(cut, random.Next(2) == 0 ? "Claim" : "Bundle", http =>
            {
                http.Request.Headers.Remove(RequestSignature.Header);
                http.Request.Headers["x-hub-partner"] = FhirDoor.Institution;
            });
            Assert.Contains(reply.Status, (int[])[200, 202, 400, 409, 422]);
        }

        foreach (var claim in door.Journal.Accepted.Select(a => a.Message).OfType<Canonical.Messages.SubmitClaim>())
        {
            Assert.Equal(claim.Total.Fen, claim.Lines.Sum(l => l.Amount.Fen));
        }
    }

    [Theory]
    [InlineData("attacks/fhir")]
    [InlineData("json-torture")]
    public async Task Should_refuse_what_was_made_to_harm(string folder)
    {
        var path = Path.Combine(Samples.Folder, "../../../../shared/data", folder);
        Assert.SkipUnless(Directory.Exists(path), "needs ../shared/data beside the checkout");
        using var door = new FhirDoor();
        foreach (var file in Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories))
        {
            var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
            var isXml = file.EndsWith(".xml", StringComparison.Ordinal);
            var reply = await door.PostAsync(bytes, change: http => http.Request.ContentType = isXml ? "application/fhir+xml" : "application/fhir+json");
            Assert.True(reply.Status is >= 400 and < 500, $"{Path.GetFileName(file)}: {reply.Status}");
        }

        Assert.Empty(door.Journal.Accepted);
    }

    [Fact]
    public async Task Should_say_what_a_foreign_bundle_lacks()
    {
        var path = Path.Combine(Samples.Folder, "../../../../shared/data/fhir-r4/synthea");
        Assert.SkipUnless(Directory.Exists(path), "needs ../shared/data beside the checkout");
        using var door = new FhirDoor();
        foreach (var file in Directory.EnumerateFiles(path, "*.json", SearchOption.AllDirectories))
        {
            var reply = await door.PostAsync(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken), "Bundle");
            Assert.True(reply.Status is 422 or 413, $"{reply.Status}");
            Assert.NotEmpty(reply.Resource.All("issue"));
        }

        Assert.Empty(door.Journal.Accepted);
    }
}
