using System.Text.Json.Nodes;
using Hub.Canonical.Json;
using Hub.Canonical.Tests.Model;

namespace Hub.Canonical.Tests.Schema;

public sealed class When_the_schema_is_written
{
    private static string StoredPath => Repository.PathOf("canonical/canonical.schema.json");

    [Fact]
    public void Should_equal_the_one_on_record()
    {
        var fresh = SchemaWriter.Write();
        if (Environment.GetEnvironmentVariable("HUB_WRITE_SCHEMA") == "1")
        {
            File.WriteAllText(StoredPath, fresh);
        }

        Assert.True(File.ReadAllText(StoredPath) == fresh,
            "canonical/canonical.schema.json is stale: raise ModelVersion by its rule and run the tests once with HUB_WRITE_SCHEMA=1.");
    }

    [Fact]
    public void Should_be_the_same_each_time() => Assert.Equal(SchemaWriter.Write(), SchemaWriter.Write());

    [Fact]
    public void Should_carry_the_version() =>
        Assert.Equal(("urn:hub:canonical:1.2", $"{ModelVersion.Major}.{ModelVersion.Minor}"),
            (JsonNode.Parse(SchemaWriter.Write())!["$id"]!.GetValue<string>(), ModelVersion.Text));

    [Fact]
    public void Should_mark_exactly_the_personal_data()
    {
        var definitions = JsonNode.Parse(SchemaWriter.Write())!["$defs"]!;
        foreach (var type in CanonicalTypes.Records)
        {
            foreach (var field in CanonicalTypes.FieldsOf(type))
            {
                var node = definitions[type.Name]!["properties"]![char.ToLowerInvariant(field.Name[0]) + field.Name[1..]]!;
                Assert.Equal(When_a_record_is_printed.IsPersonal(field), node["x-personal"] is not null);
            }
        }
    }

    [Fact]
    public void Should_resolve_every_reference()
    {
        var root = JsonNode.Parse(SchemaWriter.Write())!;
        var references = References(root).ToList();

        Assert.NotEmpty(references);
        Assert.All(references, r => Assert.NotNull(root["$defs"]![r["#/$defs/".Length..]]));
    }

    [Fact]
    public void Should_describe_what_is_written()
    {
        var root = JsonNode.Parse(SchemaWriter.Write())!;
        foreach (var type in CanonicalTypes.Records)
        {
            for (var seed = 0; seed < 20; seed++)
            {
                var written = JsonNode.Parse(CanonicalJson.Write(new RandomRecords(seed).Make(type)))!;
                Assert.Empty(SchemaCheck.Errors(root, root["$defs"]![type.Name]!, written, type.Name));
            }
        }
    }

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject o => o.SelectMany(member => member.Key == "$ref" ? [member.Value!.GetValue<string>()] : References(member.Value)),
        JsonArray a => a.SelectMany(References),
        _ => [],
    };
}
