using System.Text.RegularExpressions;
using Hub.Host.Commands;

namespace Hub.Architecture;

public sealed partial class When_documents_are_read
{
    private static readonly string[] OfTheScript = ["demo", "test", "bench", "sandbox", "torture", "simulate", "help"];

    [Fact]
    public void Should_name_commands_that_exist()
    {
        var verbs = CommandLine.Root().Subcommands.Select(command => command.Name).Concat(OfTheScript).ToHashSet(StringComparer.Ordinal);
        var script = Repository.Text("hub");
        Assert.All(OfTheScript, verb => Assert.Matches($@"(?m)^\s+(?:\S+ \| )*{verb}(?: \| \S+)*\)", script));
        var wrong = from file in Documents()
                    from Match match in Command().Matches(Repository.Text(file))
                    let verb = match.Groups["verb"].Value
                    where !verbs.Contains(verb)
                    select $"{file}: ./hub {verb}";
        Offenders.None(wrong);
    }

    [Fact]
    public void Should_know_the_subcommands_they_name()
    {
        var groups = CommandLine.Root().Subcommands.Where(command => command.Subcommands.Count > 0).ToDictionary(command => command.Name);
        var wrong = from file in Documents()
                    from Match match in Command().Matches(Repository.Text(file))
                    where groups.ContainsKey(match.Groups["verb"].Value) && match.Groups["sub"].Success
                    let sub = match.Groups["sub"].Value
                    where groups[match.Groups["verb"].Value].Subcommands.All(command => command.Name != sub)
                    select $"{file}: {match.Value}";
        Offenders.None(wrong);
    }

    [Fact]
    public void Should_be_passed_on_by_the_script()
    {
        var script = Repository.Text("hub");
        Assert.All(
            CommandLine.Root().Subcommands.Select(command => command.Name),
            verb => Assert.Matches($@"(?m)^\s+(?:\S+ \| )*{verb}(?: \| \S+)*\)", script));
    }

    [Fact]
    public void Should_link_to_what_is_there()
    {
        var wrong = from file in Documents()
                    from Match match in Link().Matches(Fence().Replace(Repository.Text(file), ""))
                    let target = match.Groups["target"].Value
                    where !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith("mailto:", StringComparison.Ordinal)
                    let path = Path.Combine(Repository.Root, Path.GetDirectoryName(file)!, Uri.UnescapeDataString(target))
                    where !Path.Exists(path)
                    select $"{file}: {target}";
        Offenders.None(wrong);
    }

    /// <summary>A build that names a registry builds only where that registry is.</summary>
    [Fact]
    public void Should_name_no_package_registry()
    {
        // Put together here, or this file would be the first to be found.
        string[] hosts =
        [
            "nu" + "get.org", "npm" + "js.org", "npm" + "js.com", "npm" + "mirror.com", "py" + "pi.org", "pythonhosted" + ".org", "crates" + ".io",
            "docker" + ".io", "gh" + "cr.io", "quay" + ".io", "pkgs.dev" + ".azure.com", "maven" + ".org", "packages.microsoft" + ".com", "mcr.microsoft" + ".com",
        ];
        string[] binary = [".png", ".gz", ".der", ".bin", ".zip", ".pdf", ".woff2"];
        var wrong = from file in Repository.Files
                    where !binary.Any(ending => file.EndsWith(ending, StringComparison.Ordinal))
                    let text = Repository.Text(file)
                    from host in hosts
                    where text.Contains(host, StringComparison.OrdinalIgnoreCase)
                    select $"{file}: {host}";
        Offenders.None(wrong);
    }

    private static IEnumerable<string> Documents() => Repository.Files.Where(file => file.EndsWith(".md", StringComparison.Ordinal));

    [GeneratedRegex(@"\./hub (?<verb>[a-z][a-z-]*)(?: (?<sub>[a-z][a-z-]*)(?![\w/.=-]))?")]
    private static partial Regex Command();

    [GeneratedRegex(@"\]\((?<target>[^)#\s]+)(?:#[^)\s]*)?(?:\s+""[^""]*"")?\)")]
    private static partial Regex Link();

    [GeneratedRegex("```.*?```|`[^`\n]*`", RegexOptions.Singleline)]
    private static partial Regex Fence();
}
