using Hub.Host.Configuration;

namespace Hub.Host.Tests;

public sealed class When_settings_are_read : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("hub-config-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Should_take_defaults_where_the_file_says_nothing_and_make_paths_absolute()
    {
        var options = Load("{}");
        Assert.Equal(8320, options.Http.Port);
        Assert.Equal("127.0.0.1", options.Http.Address);
        Assert.Equal(Path.Combine(folder, ".hub/data"), options.Database.DataFolder);
    }

    [Fact]
    public void Should_take_what_the_file_says() =>
        Assert.Equal(TimeSpan.FromSeconds(7), Load("""{"$schema": "x", "Http": {"RequestTimeout": "00:00:07"}}""").Http.RequestTimeout);

    [Theory]
    [InlineData("""{"Http": {"Port": 70000}}""", "Http:Port = '70000': must be 0 to 65535")]
    [InlineData("""{"Http": {"Port": "many"}}""", "Http:Port = 'many': is not a Int32")]
    [InlineData("""{"Http": {"HeaderTimeout": "1.00:00:00"}}""", "Http:HeaderTimeout = '1.00:00:00': must be 00:00:01 to 00:10:00")]
    [InlineData("""{"Http": {"Prot": 1}}""", "Http:Prot = '': there is no such setting")]
    [InlineData("""{"Http": {"Address": "0.0.0.0"}}""", "Http:Address = '0.0.0.0': is reachable from other machines without TLS")]
    [InlineData("""{"Http": {"CertificateFile": "a.pem"}}""", "Http:CertificateKeyFile = '': certificate and key go together")]
    [InlineData("""{"Log": {"Level": "Loud"}}""", "Log:Level = 'Loud': must match")]
    [InlineData("""{"Database": {"DataFolder": ""}}""", "Database:DataFolder = '': must not be empty")]
    [InlineData("""{"Http": """, "is not JSON")]
    [InlineData("""{"Node": "a", "Node": "b"}""", "")]
    public void Should_refuse_a_wrong_one_with_name_value_rule_and_fix(string json, string expected)
    {
        var refused = Assert.Throws<InvalidOptionsException>(() => Load(json));
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
        Assert.All(refused.Problems, problem => Assert.NotEmpty(problem.Fix));
    }

    [Fact]
    public void Should_tell_all_problems_at_once() =>
        Assert.Equal(3, Assert.Throws<InvalidOptionsException>(
            () => Load("""{"Node": "a b", "Http": {"Port": -1, "HeaderCountMax": 1}}""")).Problems.Count);

    [Fact]
    public void Should_never_print_a_secret()
    {
        var options = Load("""{"Database": {"ConnectionString": "Host=db;Password=canary"}}""");
        Assert.All(OptionTree.Leaves(options), leaf => Assert.DoesNotContain("canary", leaf.Text, StringComparison.Ordinal));
    }

    [Fact]
    public void Should_refuse_a_file_that_was_named_and_is_not_there() =>
        Assert.Throws<InvalidOptionsException>(() => HubConfiguration.Load(Path.Combine(folder, "absent.json")));

    private HubOptions Load(string json)
    {
        var file = Path.Combine(folder, "hub.json");
        File.WriteAllText(file, json);
        return HubConfiguration.Load(file).Options;
    }
}

public sealed class When_the_schema_of_the_settings_is_written
{
    [Fact]
    public void Should_be_the_one_in_docs()
    {
        var written = OptionSchema.Write(typeof(HubOptions));
        var file = Path.Combine(Repository.Root, "docs", "hub.schema.json");
        Assert.True(File.Exists(file) && File.ReadAllText(file) == written, "docs/hub.schema.json is stale: ./hub config schema > docs/hub.schema.json");
    }

    [Fact]
    public void Should_describe_every_setting() =>
        Assert.All(OptionTree.Leaves(new HubOptions()), leaf => Assert.False(string.IsNullOrEmpty(DocComments.Summary(leaf.Property)), leaf.Name));
}

internal static class Repository
{
    internal static string Root { get; } = Find();

    private static string Find()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Hub.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("the tests run outside of the repository");
        }

        return folder;
    }
}
