using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Hub.Host.Configuration;
using Hub.Host.Health;
using Hub.Journal.Embedded;

namespace Hub.Host.Diagnosis;

/// <summary>The machine: runtime, PostgreSQL's programs, disk, memory, limits, port.</summary>
internal static class MachineChecks
{
    // Older patches of the runtime have published holes in the HTTP server.
    private static readonly Version RuntimeMin = new(10, 0, 4);
    private const int PostgresMajorMin = 15;
    private const long MemoryBytesMin = 1024L * 1024 * 1024;
    private const int FilesMin = 4096;

    internal static IEnumerable<Finding> Run(HubOptions options)
    {
        yield return Runtime(Environment.Version);
        if (options.Database.ConnectionString.Length == 0)
        {
            yield return Postgres();
            yield return UserOfPostgres();
        }

        yield return Disk(DiskSpace.FreeBytes(options.Database.DataFolder), options);
        yield return Memory(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
        yield return OpenFiles();
        yield return Port(options.Http);
        if (options.Bank.Banks.Count > 0)
        {
            yield return SshClient();
        }
    }

    /// <summary>Files go to banks and come from them through OpenSSH's own client.</summary>
    internal static Finding SshClient()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        return folders.Select(folder => Path.Combine(folder, "ssh")).FirstOrDefault(File.Exists) is { } client
            ? Finding.Ok("ssh client", client)
            : Finding.Fail("ssh client", "no ssh on the PATH, and Bank:Banks is set", "install OpenSSH's client (Debian: openssh-client)");
    }

    internal static Finding Runtime(Version version) => version >= RuntimeMin
        ? Finding.Ok("runtime", $".NET {version}")
        : Finding.Fail("runtime", $".NET {version} is older than {RuntimeMin}", "install the newest patch of .NET 10");

    internal static Finding Disk(long free, HubOptions options)
    {
        var minimum = options.Health.DiskFreeBytesMin;
        var text = string.Create(CultureInfo.InvariantCulture, $"{free / 1048576:N0} MiB free at {options.Database.DataFolder}");
        return free < minimum
            ? Finding.Fail("disk", text, "free some space, or move Database:DataFolder")
            : free < minimum * 10 ? Finding.Warn("disk", text, "a busy day needs several GiB: free some space") : Finding.Ok("disk", text);
    }

    internal static Finding Memory(long bytes)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576:N0} MiB");
        return bytes < MemoryBytesMin ? Finding.Warn("memory", text, "give the machine or the container 1 GiB at least") : Finding.Ok("memory", text);
    }

    internal static Finding Port(HttpOptions http)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Parse(http.Address), http.Port);
            listener.Start();
            return Finding.Ok("port", $"{http.Address}:{http.Port} is free");
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            return Finding.Warn("port", $"{http.Address}:{http.Port} is taken", "is a hub running already? otherwise end the other program or set Http:Port");
        }
        catch (SocketException e)
        {
            return Finding.Fail("port", $"{http.Address}:{http.Port} cannot be listened on: {e.SocketErrorCode}", "set Http:Address to one of this machine");
        }
    }

    private static Finding Postgres()
    {
        string folder;
        try
        {
            folder = PostgresBinaries.Find(null);
        }
        catch (PostgresUnavailableException e)
        {
            return Finding.Fail("postgresql", "not found", e.Message);
        }

        var version = Output(Path.Combine(folder, "postgres"), "--version");
        var number = new string([.. version.SkipWhile(c => !char.IsAsciiDigit(c)).TakeWhile(char.IsAsciiDigit)]);
        return int.TryParse(number, CultureInfo.InvariantCulture, out var major) && major >= PostgresMajorMin
            ? Finding.Ok("postgresql", $"{version} in {folder}")
            : Finding.Fail("postgresql", $"{version} in {folder}", $"install PostgreSQL {PostgresMajorMin} or newer");
    }

    // PostgreSQL refuses to run as root: a namespace that maps root to another user, or the user nobody, must be possible.
    private static Finding UserOfPostgres()
    {
        if (Environment.UserName != "root")
        {
            return Finding.Ok("user", $"PostgreSQL runs as {Environment.UserName}");
        }

        if (Output("unshare", "-U", "--map-user=1000", "--map-group=1000", "echo", "mapped") == "mapped")
        {
            return Finding.Ok("user", "root; PostgreSQL runs in a user namespace");
        }

        return Output("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "echo", "nobody") == "nobody"
            ? Finding.Warn("user", "root without user namespaces; PostgreSQL runs as nobody", "Database:DataFolder must not be under /root")
            : Finding.Fail("user", "root, and PostgreSQL cannot be started as anybody else", "run the hub as another user");
    }

    private static Finding OpenFiles()
    {
        const string Limits = "/proc/self/limits";
        var line = File.Exists(Limits)
            ? File.ReadLines(Limits).FirstOrDefault(l => l.StartsWith("Max open files", StringComparison.Ordinal))
            : null;
        var words = line?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];

        // "Max open files <soft> <hard> files"; .NET raises the soft limit to the hard one by itself.
        return words.Length > 4 && int.TryParse(words[4], CultureInfo.InvariantCulture, out var hard) && hard < FilesMin
            ? Finding.Warn("open files", $"at most {hard}", $"raise it to {FilesMin} or more (ulimit -n, LimitNOFILE=)")
            : Finding.Ok("open files", words.Length > 4 ? "at most " + words[4] : "no limit known");
    }

    private static string Output(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var output = process.StandardOutput.ReadToEnd().Trim();
            process.WaitForExit();
            return process.ExitCode == 0 ? output : "";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return ""; // Not installed: the caller tells what that means.
        }
    }
}
