namespace Hub.Adapters.Front.Tests;

/// <summary>Third-party samples beside the repository or beside a folder above it; without them the tests that need them are skipped.</summary>
internal static class SharedData
{
    internal static string PathOf(string relative)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "shared", "data", relative);
            if (Path.Exists(path))
            {
                return path;
            }
        }

        Assert.Skip($"third-party samples are not here: ../shared/data/{relative} beside the repository");
        return string.Empty;
    }
}
