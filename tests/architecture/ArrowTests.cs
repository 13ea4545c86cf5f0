using System.Text.RegularExpressions;

namespace Hub.Architecture;

public sealed partial class When_projects_refer_to_each_other
{
    private const string Kernel = "Hub.Canonical Hub.Journal.Abstractions";

    /// <summary>What each project may see. An adapter may also see the wire kits of <c>adapters/</c>, never another adapter.</summary>
    private static readonly Dictionary<string, string> Allowed = new(StringComparer.Ordinal)
    {
        ["Hub.Canonical"] = "",
        ["Hub.Certs"] = "",
        ["Hub.Journal.Abstractions"] = "Hub.Canonical",
        ["Hub.Journal"] = Kernel + " Hub.Certs",
        ["Hub.Adapters.Abstractions"] = Kernel + " Hub.Certs",
        ["Hub.Adapters.Infno"] = Kernel + " Hub.Certs Hub.Adapters.Abstractions",
        ["Hub.Adapters.Fhir"] = Kernel + " Hub.Certs Hub.Adapters.Abstractions",
        ["Hub.Adapters.Hl7v2"] = Kernel + " Hub.Certs Hub.Adapters.Abstractions",
        ["Hub.Adapters.Soap"] = Kernel + " Hub.Certs Hub.Adapters.Abstractions",
        ["Hub.Adapters.Samples.FixedWidth"] = Kernel + " Hub.Certs Hub.Adapters.Abstractions",
        ["Hub.Adapters.Sftp"] = "",
        ["Hub.Adapters.Bank"] = Kernel + " Hub.Certs Hub.Adapters.Abstractions Hub.Adapters.Sftp",
        ["Hub.Adapters.Front"] = Kernel + " Hub.Certs Hub.Adapters.Abstractions Hub.Adapters.Sftp",
        ["Hub.Routes"] = Kernel,
        ["Hub.Console"] = Kernel,
        ["Hub.Host"] = Kernel + " Hub.Certs Hub.Journal Hub.Adapters.Abstractions Hub.Adapters.Infno Hub.Adapters.Fhir Hub.Adapters.Hl7v2 Hub.Adapters.Soap"
            + " Hub.Adapters.Sftp Hub.Adapters.Bank Hub.Adapters.Front Hub.Routes Hub.Console",
        ["Hub.Simulators"] = "Hub.Certs",
    };

    [Fact]
    public void Should_see_only_what_the_arrows_allow()
    {
        var wrong = Repository.Product
            .SelectMany(project => project.References.Select(to => (project.Name, to)))
            .Where(arrow => !Allowed.GetValueOrDefault(arrow.Name, "").Split(' ').Contains(arrow.to))
            .Select(arrow => $"{arrow.Name} -> {arrow.to}");
        Offenders.None(wrong);
    }

    [Fact]
    public void Should_each_have_their_arrows_decided() => Offenders.None(Repository.Product
        .Select(project => project.Name)
        .Where(name => !Allowed.ContainsKey(name)));

    [Fact]
    public void Should_leave_the_model_without_packages() =>
        Offenders.None(Repository.Projects.Single(project => project.Name == "Hub.Canonical").Packages);

    [Fact]
    public void Should_fence_the_cryptographic_library_in()
    {
        Assert.All(Repository.Projects, project => Assert.True(
            project.Name is "Hub.Certs" or "Hub.Interop.Tests"
                || !project.Packages.Any(package => package.Contains("BouncyCastle", StringComparison.Ordinal)), project.Name));
        Assert.All(Repository.Sources, file => Assert.True(
            file.StartsWith("certs/", StringComparison.Ordinal)
                || file.StartsWith("tests/interop/", StringComparison.Ordinal) // There it is another party's library.
                || !Repository.Code(file).Contains("Org.BouncyCastle", StringComparison.Ordinal), file));
    }

    [Fact]
    public void Should_be_in_the_solution()
    {
        var solution = Repository.Text("Hub.sln");
        var wanted = Repository.Product.Concat(Repository.Projects.Where(project => project.Name.EndsWith(".Tests", StringComparison.Ordinal)));
        Offenders.None(wanted.Select(project => project.Name).Where(name => !solution.Contains($"\"{name}\"", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("canonical/", "Hub.Journal", "Hub.Adapters", "Hub.Routes", "Hub.Certs", "Hub.Host")]
    [InlineData("routes/", "Hub.Adapters", "Hub.Certs", "Hub.Host", "Hub.Journal.Store", "Hub.Journal.Engine", "Npgsql", "System.Net.Http")]
    [InlineData("adapters/", "Hub.Routes", "Hub.Host", "Hub.Journal.Store", "Hub.Journal.Engine")]
    [InlineData("certs/", "Hub.Canonical", "Hub.Journal", "Hub.Adapters", "Hub.Routes", "Hub.Host")]
    [InlineData("host/Journal/", "Hub.Adapters", "Hub.Routes", "Hub.Host")]
    public void Should_not_name_what_they_may_not_see(string folder, params string[] forbidden)
    {
        var wrong = Repository.Sources
            .Where(file => file.StartsWith(folder, StringComparison.Ordinal))
            .SelectMany(file => Names().Matches(Repository.Code(file)).Select(name => (file, name: name.Value)))
            .Where(found => forbidden.Any(name => found.name == name || found.name.StartsWith(name + ".", StringComparison.Ordinal)))
            .Select(found => $"{found.file}: {found.name}");
        Offenders.None(wrong);
    }

    [Fact]
    public void Should_keep_adapters_apart()
    {
        var adapters = Adapters.All;
        var wrong = from adapter in adapters
                    from other in adapters
                    where adapter != other
                    from file in Repository.Sources
                    where file.StartsWith(adapter.Folder + "/", StringComparison.Ordinal)
                        && Repository.Code(file).Contains(other.Name, StringComparison.Ordinal)
                    select $"{file}: {other.Name}";
        Offenders.None(wrong);
    }

    [GeneratedRegex(@"\b(?:Hub|Npgsql|System\.Net\.Http)(?:\.\w+)*")]
    private static partial Regex Names();
}
