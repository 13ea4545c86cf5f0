namespace Hub.EndToEnd.Tests.Stage;

/// <summary>The checkout, what was built in it, and the third-party material beside it.</summary>
internal static class Repository
{
    private const int ParentsMax = 3;

    internal static string Root { get; } = FindRoot();

    /// <summary>The hub as <c>./hub</c> runs it.</summary>
    internal static string HubDll => Path.Combine(Root, "artifacts", "bin", "Hub.Host", "release", "hub.dll");

    /// <summary>A file or folder under <c>../shared</c>; null where the material is absent.</summary>
    internal static string? Shared(string relative)
    {
        var folder = Directory.GetParent(Root);
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

    private static string FindRoot()
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
