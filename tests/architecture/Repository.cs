using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Xml.Linq;

[assembly: System.Runtime.Versioning.SupportedOSPlatform("linux")]

namespace Hub.Architecture;

/// <summary>The tree as it is committed: what git tracks, or, outside of a clone, everything but what builds and runs leave behind.</summary>
internal static partial class Repository
{
    internal static string Root { get; } = Find();

    /// <summary>Paths relative to the root with forward slashes.</summary>
    internal static IReadOnlyList<string> Files { get; } = List();

    internal static IReadOnlyList<string> Sources { get; } = [.. Files.Where(file => file.EndsWith(".cs", StringComparison.Ordinal))];

    /// <summary>Sources of the product: not of tests or simulators.</summary>
    internal static IReadOnlyList<string> ProductSources { get; } = [.. Sources.Where(file => !file.StartsWith("tests/", StringComparison.Ordinal))];

    internal static IReadOnlyList<Project> Projects { get; } =
        [.. Files.Where(file => file.EndsWith(".csproj", StringComparison.Ordinal)).Select(Project.Read)];

    /// <summary>What runs in production, and the simulators, which must not share the hub's code.</summary>
    internal static IReadOnlyList<Project> Product { get; } =
        [.. Projects.Where(project => !project.Folder.StartsWith("tests/", StringComparison.Ordinal) || project.Name == "Hub.Simulators")];

    internal static string Text(string file) => File.ReadAllText(Path.Combine(Root, file));

    internal static string[] Lines(string file) => File.ReadAllLines(Path.Combine(Root, file));

    /// <summary>The source without comments and text literals, so that words in them are not taken for code.</summary>
    internal static string Code(string file) => CommentsAndTexts().Replace(Text(file), " ");

    private static string[] List()
    {
        if (Path.Exists(Path.Combine(Root, ".git")))
        {
            using var git = Process.Start(new ProcessStartInfo("git", ["-C", Root, "ls-files", "-co", "--exclude-standard"]) { RedirectStandardOutput = true })!;
            var output = git.StandardOutput.ReadToEnd();
            git.WaitForExit();
            if (git.ExitCode == 0)
            {
                return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(file => File.Exists(Path.Combine(Root, file)))];
            }
        }

        string[] left = ["artifacts", ".hub", ".git", "node_modules"];
        return [.. Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Where(file => !file.Split('/').Any(left.Contains))];
    }

    private static string Find([CallerFilePath] string here = "")
    {
        var start = File.Exists(here) ? Path.GetDirectoryName(here)! : AppContext.BaseDirectory;
        for (var folder = start; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "Hub.sln")))
            {
                return folder;
            }
        }

        throw new InvalidOperationException("the tests run outside of the repository");
    }

    [GeneratedRegex("""//[^\n]*|/\*.*?\*/|"{3,}.*?"{3,}|@"(?:[^"]|"")*"|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\])'""", RegexOptions.Singleline)]
    private static partial Regex CommentsAndTexts();
}

/// <summary>A project as its file declares it.</summary>
internal sealed record Project(string Name, string Folder, IReadOnlyList<string> References, IReadOnlyList<string> Packages)
{
    internal static Project Read(string file)
    {
        var xml = XDocument.Parse(Repository.Text(file));
        IEnumerable<string> Includes(string element) =>
            xml.Descendants(element).Select(e => (string?)e.Attribute("Include")).OfType<string>();
        return new Project(
            Path.GetFileNameWithoutExtension(file),
            Path.GetDirectoryName(file)!.Replace('\\', '/'),
            [.. Includes("ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')))],
            [.. Includes("PackageReference")]);
    }
}
