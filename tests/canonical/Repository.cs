namespace Hub.Canonical.Tests;

/// <summary>Finds files of the repository, and the shared data beside it, from wherever the tests run.</summary>
internal static class Repository
{
    /// <summary>The folder of Hub.sln.</summary>
    public static string Root { get; } = FindRoot();

    public static string PathOf(string relative) => Path.Combine(Root, relative);

    /// <summary>A file of the shared folder beside the repository; the test is skipped where there is none.</summary>
    public static string Shared(string relative)
    {
        for (var folder = new DirectoryInfo(Root); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "shared", relative);
            if (File.Exists(path))
            {
                return path;
            }
        }

        Assert.Skip($"The shared file {relative} is not on this machine.");
        return "";
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Hub.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("Hub.sln is in no folder above the tests.");
    }
}
