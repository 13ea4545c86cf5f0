namespace Hub.Adapters.Fhir.Tests.Kernel;

/// <summary>Finds the repository and the third-party material beside it; tests skip where it is absent.</summary>
internal static class Repository
{
    private const int ParentsMax = 3;

    public static string Root { get; } = FindRoot();

    /// <summary>A path under the shared data, or the test skips.</summary>
    public static string Shared(string relative)
    {
        var folder = Directory.GetParent(Root);
        for (var i = 0; i < ParentsMax && folder is not null; i++, folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "shared", "data", relative);
            if (File.Exists(path) || Directory.Exists(path))
            {
                return path;
            }
        }

        Assert.Skip($"../shared/data/{relative} is not on this machine.");
        return string.Empty;
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Hub.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("The tests run outside the repository.");
    }
}
