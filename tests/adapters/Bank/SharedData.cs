namespace Hub.Adapters.Bank.Tests;

/// <summary>Third-party samples in <c>shared/data</c>, beside the repository or beside a folder above it; without them the tests are skipped.</summary>
internal static class SharedData
{
    internal static string PathOf(string relative)
    {
        var root = RepositoryRoot();
        for (var folder = root.Parent; folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "shared", "data", relative);
            if (File.Exists(path) || Directory.Exists(path))
            {
                return path;
            }
        }

        Assert.Skip($"third-party samples are not here: ../shared/data/{relative} beside {root.FullName}");
        return string.Empty;
    }

    internal static DirectoryInfo RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Hub.sln")))
        {
            folder = folder.Parent;
        }

        return folder ?? throw new InvalidOperationException("the tests run outside the repository");
    }
}
