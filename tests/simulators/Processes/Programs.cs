using System.Reflection;

namespace Hub.Simulators.Processes;

/// <summary>Where the programs are that a bench or demo starts.</summary>
internal static class Programs
{
    /// <summary>The command that runs a verb of this very program.</summary>
    public static string[] Sandbox(params ReadOnlySpan<string> arguments)
    {
        string own = Environment.ProcessPath!;
        string assembly = Path.Combine(AppContext.BaseDirectory, Assembly.GetExecutingAssembly().GetName().Name + ".dll");
        return Path.GetFileNameWithoutExtension(own) == "dotnet" ? [own, assembly, .. arguments] : [own, .. arguments];
    }

    /// <summary>The command that runs the hub.</summary>
    /// <param name="assembly">hub.dll, or null to look for it.</param>
    /// <param name="arguments">Verb and options.</param>
    public static string[] Hub(string? assembly, params ReadOnlySpan<string> arguments) => [DotNet(), HubAssembly(assembly), .. arguments];

    /// <summary>hub.dll: the given one, HUB_DLL, or the one built beside this program.</summary>
    /// <exception cref="ChildFailedException">None found.</exception>
    public static string HubAssembly(string? assembly)
    {
        string? named = assembly ?? Environment.GetEnvironmentVariable("HUB_DLL");
        string configuration = Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/'));
        string[] candidates = named is { Length: > 0 }
            ? [named]
            : [Path.Combine(AppContext.BaseDirectory, "../../Hub.Host", configuration, "hub.dll"), Path.Combine(AppContext.BaseDirectory, "hub.dll")];
        return candidates.Select(Path.GetFullPath).FirstOrDefault(File.Exists)
            ?? throw new ChildFailedException("the hub is not built: " + string.Join(" and ", candidates.Select(Path.GetFullPath)) + " do not exist");
    }

    /// <summary>A program of PostgreSQL (pgbench), or null when it is not installed.</summary>
    public static string? Postgres(string name)
    {
        const string debian = "/usr/lib/postgresql";
        IEnumerable<string> folders = (Environment.GetEnvironmentVariable("HUB_PG_BIN") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        if (Directory.Exists(debian))
        {
            folders = folders.Concat(Directory.EnumerateDirectories(debian).OrderDescending(StringComparer.Ordinal).Select(folder => folder + "/bin"));
        }
        string[] path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        return folders.Concat(path).Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
    }

    private static string DotNet()
    {
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet")
        {
            return Environment.ProcessPath!;
        }
        string? root = Environment.GetEnvironmentVariable("DOTNET_ROOT");
        return Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? (root is { Length: > 0 } ? Path.Combine(root, "dotnet") : "dotnet");
    }
}
