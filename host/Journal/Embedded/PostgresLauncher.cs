using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Hub.Journal.Embedded;

/// <summary>
/// How PostgreSQL's programs are started by this user. PostgreSQL refuses to run as root; a user namespace that maps root
/// to another id satisfies it while files stay root's own; where namespaces are blocked, the folder is given to nobody.
/// </summary>
internal sealed class PostgresLauncher
{
    private readonly string binaries;
    private readonly string[] prefix;

    private PostgresLauncher(string binaries, string[] prefix, bool asNobody)
    {
        this.binaries = binaries;
        this.prefix = prefix;
        AsNobody = asNobody;
    }

    /// <summary>Folders must be given to nobody before use.</summary>
    public bool AsNobody { get; }

    public static PostgresLauncher Choose(string binaries)
    {
        if (geteuid() != 0)
        {
            return new(binaries, [], false);
        }

        string[] mapped = ["unshare", "-U", "--map-user=1000", "--map-group=1000"];
        return Works([.. mapped, "true"])
            ? new(binaries, mapped, false)
            : new(binaries, ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "--inh-caps=-all"], true);
    }

    /// <summary>A process that ends by itself; returns its error output when it failed, else null.</summary>
    public string? Run(string program, params string[] arguments)
    {
        using var process = Process.Start(StartInfo([.. prefix, Path.Combine(binaries, program), .. arguments]))
            ?? throw new PostgresUnavailableException(program + " could not be started");
        var error = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? null : error.GetAwaiter().GetResult().Trim();
    }

    /// <summary>
    /// The server. It is told to stop (SIGINT, a fast shutdown) when the starting thread ends, so that a killed hub leaves
    /// nothing running: call it from a thread that lives as long as the server.
    /// </summary>
    public Process StartServer(params string[] arguments)
    {
        string[] tied = Works(["setpriv", "--pdeathsig", "INT", "true"]) ? ["setpriv", "--pdeathsig", "INT"] : [];
        return Process.Start(StartInfo([.. prefix, .. tied, Path.Combine(binaries, "postgres"), .. arguments]))
            ?? throw new PostgresUnavailableException("postgres could not be started");
    }

    private static bool Works(string[] command)
    {
        try
        {
            using var process = Process.Start(StartInfo(command));
            process!.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false; // the program is not installed
        }
    }

    private static ProcessStartInfo StartInfo(string[] command)
    {
        var info = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = "/",
        };
        info.Environment["LC_ALL"] = "C";
        info.Environment.Remove("PGDATA");
        return info;
    }

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint geteuid();
}
