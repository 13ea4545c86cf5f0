namespace Hub.Adapters.Soap.Tests;

/// <summary>Third-party messages in <c>shared/data</c> beside the repository or a folder above it; without them the tests are skipped.</summary>
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

        Assert.Skip("third-party messages are not here: ../shared/data/" + relative);
        return "";
    }
}
