using System.Runtime.CompilerServices;
using Hub.Interop.Tests.Crypto;

namespace Hub.Interop.Tests.Hl7v2;

/// <summary>
/// npm node-hl7-client in the version that package-lock.json here pins, installed once into a cache outside the tree (<c>$HUB_CACHE</c>, default
/// <c>~/.cache/hub</c>).
/// </summary>
internal static class NodeClient
{
    private static readonly Lazy<string?> Installed = new(() => Install());

    /// <summary>Folder with the installed package; null when it could not be had.</summary>
    internal static string? Folder => Installed.Value;

    private static string? Install([CallerFilePath] string here = "")
    {
        var cache = Environment.GetEnvironmentVariable("HUB_CACHE")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "hub");
        var folder = Path.Combine(cache, "npm", "node-hl7-client-3.2.0");
        Directory.CreateDirectory(folder);
        if (File.Exists(Path.Combine(folder, "node_modules", "node-hl7-client", "package.json")))
        {
            return folder;
        }

        foreach (var file in new[] { "package.json", "package-lock.json" })
        {
            File.Copy(Path.Combine(Path.GetDirectoryName(here)!, file), Path.Combine(folder, file), overwrite: true);
        }

        try
        {
            return Tool.Run("npm", [], "ci", "--prefix", folder, "--no-audit", "--no-fund", "--ignore-scripts").ExitCode == 0 ? folder : null;
        }
        catch (TimeoutException)
        {
            return null;
        }
    }
}
