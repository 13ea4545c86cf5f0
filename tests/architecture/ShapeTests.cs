namespace Hub.Architecture;

internal static class Adapters
{
    /// <summary>What adapters share: their abstractions and wire kits that know no partner.</summary>
    private static readonly string[] Shared = ["Hub.Adapters.Abstractions", "Hub.Adapters.Sftp"];

    /// <summary>Every project that speaks a partner's protocol.</summary>
    internal static IReadOnlyList<Project> All { get; } = [.. Repository.Projects
        .Where(project => project.Folder.StartsWith("adapters/", StringComparison.Ordinal) && !Shared.Contains(project.Name))];
}

public sealed class When_an_adapter_is_written
{
    public static TheoryData<string> Names => [.. Adapters.All.Select(adapter => adapter.Folder)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Should_have_the_one_shape(string folder)
    {
        var name = folder.Split('/')[^1];
        string[] needed =
        [
            "README.md", name + "Adapter.cs", name + "Options.cs", name + "ErrorCodes.cs", name + "Log.cs", "Wire/", "Translation/", "Inbound/",
        ];
        Offenders.None(needed.Where(file => !Has(folder + "/" + file)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Should_keep_wire_free_of_waiting_and_of_the_model(string folder)
    {
        string[] foreign = ["Hub.Canonical.Messages", "Hub.Journal", "async ", "await ", "HttpClient", "HttpContext"];
        var wrong = from file in Repository.Sources
                    where file.StartsWith(folder + "/Wire/", StringComparison.Ordinal)
                    from word in foreign
                    where Repository.Code(file).Contains(word, StringComparison.Ordinal)
                    select $"{file}: {word}";
        Offenders.None(wrong);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Should_keep_translation_free_of_waiting(string folder) => Offenders.None(Repository.Sources
        .Where(file => file.StartsWith(folder + "/Translation/", StringComparison.Ordinal))
        .Where(file => Repository.Code(file) is var code && (code.Contains("await ", StringComparison.Ordinal) || code.Contains("HttpContext", StringComparison.Ordinal))));

    private static bool Has(string path) => Repository.Files.Any(file => path.EndsWith('/') ? file.StartsWith(path, StringComparison.Ordinal) : file == path);
}

public sealed class When_a_route_is_written
{
    public static TheoryData<string> Folders => [.. Repository.Sources
        .Where(file => file.StartsWith("routes/", StringComparison.Ordinal) && file.EndsWith("Saga.cs", StringComparison.Ordinal))
        .Select(file => Path.GetDirectoryName(file)!)
        .Distinct()];

    [Theory]
    [MemberData(nameof(Folders), DisableDiscoveryEnumeration = true)]
    public void Should_explain_itself_and_draw_its_saga(string folder)
    {
        var files = Repository.Files.Where(file => Path.GetDirectoryName(file) == folder).ToList();
        Assert.Contains(folder + "/README.md", files);
        Assert.True(
            files.Any(file => file.EndsWith(".mmd", StringComparison.Ordinal)) || !files.Any(file => file.EndsWith("Transitions.cs", StringComparison.Ordinal)),
            "a saga with transitions is drawn");
        Assert.Contains(files, file => file.EndsWith("State.cs", StringComparison.Ordinal));
    }

    [Fact]
    public void Should_do_no_waiting_and_take_no_clock_in_a_saga()
    {
        string[] foreign = ["await ", "async ", "TimeProvider", "Guid.NewGuid", "Random", "DateTime.Now", "Stopwatch"];
        var wrong = from file in Repository.Sources
                    where file.StartsWith("routes/", StringComparison.Ordinal)
                        && (file.EndsWith("Saga.cs", StringComparison.Ordinal) || file.EndsWith("State.cs", StringComparison.Ordinal) || file.EndsWith("Transitions.cs", StringComparison.Ordinal))
                    from word in foreign
                    where Repository.Code(file).Contains(word, StringComparison.Ordinal)
                    select $"{file}: {word}";
        Offenders.None(wrong);
    }
}
