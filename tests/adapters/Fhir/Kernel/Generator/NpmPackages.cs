using System.Diagnostics;

namespace Hub.Adapters.Fhir.Tests.Kernel.Generator;

/// <summary>
/// The packages that <c>tests/interop/Fhir/package-lock.json</c> pins, installed once into a cache outside the tree (<c>$HUB_CACHE</c>,
/// default <c>~/.cache/hub</c>). Tests skip where npm is absent or cannot fetch them.
/// </summary>
internal static class NpmPackages
{
    private static readonly Lazy<string?> Folder = new(Install);

    public static string Require(string package)
    {
        Assert.SkipWhen(Folder.Value is null, "npm is not installed or cannot fetch the packages of tests/interop/Fhir/package.json.");
        return Path.Combine(Folder.Value!, "node_modules", package);
    }

    private static string? Install()
    {
        var source = Path.Combine(Repository.Root, "tests", "interop", "Fhir");
        var cache = Environment.GetEnvironmentVariable("HUB_CACHE")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "hub");
        var pins = File.ReadAllText(Path.Combine(source, "package-lock.json"));
        var folder = Path.Combine(cache, "npm", "fhir");
        var done = Path.Combine(folder, "installed");
        if (File.Exists(done) && File.ReadAllText(done) == pins)
        {
            return folder;
        }

        Directory.CreateDirectory(folder);
        File.Copy(Path.Combine(source, "package.json"), Path.Combine(folder, "package.json"), overwrite: true);
        File.WriteAllText(Path.Combine(folder, "package-lock.json"), pins);
        if (!Run("npm", folder, "ci", "--prefix", folder, "--no-audit", "--no-fund", "--ignore-scripts"))
        {
            return null;
        }

        File.WriteAllText(done, pins);
        return folder;
    }

    internal static bool Run(string program, string folder, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true });
            process!.StandardOutput.ReadToEnd();
            return process.WaitForExit(TimeSpan.FromMinutes(5)) && process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
