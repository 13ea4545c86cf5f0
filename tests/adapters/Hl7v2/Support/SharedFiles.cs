namespace Hub.Adapters.Hl7v2.Tests.Support;

/// <summary>Finds the repository and the third-party material beside it; tests skip where it is absent.</summary>
internal static class SharedFiles
{
    private const int ParentsMax = 3;

    public static string Repository { get; } = FindRepository();

    /// <summary>A path under the shared folder, or null when there is none.</summary>
    public static string? Find(string relative)
    {
        var folder = Directory.GetParent(Repository);
        for (var i = 0; i < ParentsMax && folder is not null; i++, folder = folder.Parent)
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
        Assert.SkipWhen(path is null, $"../shared/{relative} is not on this machine.");
        return path!;
    }

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
