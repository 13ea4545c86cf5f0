namespace Hub.Simulators.Tests.Bank;

/// <summary>Schemas in <c>shared/data</c>, beside the repository or beside a folder above it. Without them the tests that need them are skipped.</summary>
internal static class SharedFiles
{
    internal static string PathOf(string relative)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Hub.sln")))
        {
            root = root.Parent;
        }
        for (DirectoryInfo? folder = root?.Parent; folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, "shared", "data", relative);
            if (File.Exists(path))
            {
                return path;
            }
        }
        Assert.Skip($"not here: ../shared/data/{relative} beside {root?.FullName}");
        return "";
    }
}
