using System.Text.Json;

namespace Hub;

/// <summary>
/// The repository, and the third-party material in <c>shared</c> beside it or beside a folder above it (worktrees). The material is not
/// part of the tree: without it the tests that need it are skipped, with the reason.
/// </summary>
internal static class SharedFiles
{
    /// <summary>The repository's root.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>A path under the shared folder, or null when there is none.</summary>
    public static string? Find(string relative)
    {
        for (var folder = Directory.GetParent(Repository); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "shared", relative);
            if (File.Exists(path) || Directory.Exists(path))
            {
                return path;
            }
        }

        return null;
    }

    /// <summary>The path, or the test skips.</summary>
    public static string Require(string relative)
    {
        var path = Find(relative);
        Assert.SkipWhen(path is null, $"third-party material is not here: ../shared/{relative} beside {Repository}");
        return path!;
    }

    /// <summary>A path under <c>shared/data</c>, or the test skips.</summary>
    public static string Data(string relative) => Require("data/" + relative);

    /// <summary>A JSON document under <c>shared/data</c>, or the test skips.</summary>
    public static JsonElement Json(string relative) => JsonDocument.Parse(File.ReadAllBytes(Data(relative))).RootElement;

    private static string FindRepository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Hub.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("Hub.sln is not above the test's folder.");
    }
}
