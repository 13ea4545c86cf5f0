using System.Diagnostics;

namespace Hub.EndToEnd.Tests.Stage;

/// <summary>The hub with its fault points compiled in, in an artifacts folder of its own. Built at most once a run, only what changed.</summary>
internal static class FaultBuild
{
    private static readonly Lazy<Task<string>> Built = new(BuildAsync);

    /// <summary>Path of its hub.dll.</summary>
    internal static Task<string> DllAsync() => Built.Value;

    private static async Task<string> BuildAsync()
    {
        var artifacts = Path.Combine(Repository.Root, "artifacts", "faults");
        var project = Path.Combine(Repository.Root, "host", "Host", "Hub.Host.csproj");
        string[] arguments =
        [
            "build", project, "-c", "Release", "-v", "q", "-nologo", "--artifacts-path", artifacts, "-p:HubFaults=true",
            "-p:RunAnalyzers=false", "-nodeReuse:false", "-p:UseSharedCompilation=false",
        ];
        using var build = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = build.StandardError.ReadToEndAsync();
        var output = await build.StandardOutput.ReadToEndAsync();
        await build.WaitForExitAsync();
        Assert.True(build.ExitCode == 0, "The hub with fault points does not build:\n" + output + await error);
        return Path.Combine(artifacts, "bin", "Hub.Host", "release", "hub.dll");
    }
}
