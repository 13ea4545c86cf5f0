using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;

namespace Hub.EndToEnd.Tests.Stage;

/// <summary>One running <c>hub serve</c>; its output goes to a file. Ended by its own id, also when the test process ends early.</summary>
internal sealed class HubNode : IAsyncDisposable
{
    private const int Terminate = 15;
    private readonly Process process;
    private readonly StreamWriter log;
    private readonly Lock gate = new();

    private HubNode(Process process, Uri url, string logFile)
    {
        this.process = process;
        Url = url;
        LogFile = logFile;
        log = new StreamWriter(logFile, append: true) { AutoFlush = true };
        process.OutputDataReceived += (_, line) => Write(line.Data);
        process.ErrorDataReceived += (_, line) => Write(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        AppDomain.CurrentDomain.ProcessExit += KillAtExit;
    }

    internal Uri Url { get; }

    /// <summary>Standard output and error of this run and of earlier ones of the same node.</summary>
    internal string LogFile { get; }

    internal bool HasExited => process.HasExited;

    internal static HubNode Start(string dll, string config, Uri url, string logFile, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo("dotnet", [dll, "serve", "--config", config])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(config),
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new HubNode(Process.Start(start)!, url, logFile);
    }

    /// <summary>Until the node says that it takes traffic; fails with the end of its log when it ends instead.</summary>
    internal async Task ReadyAsync()
    {
        using var http = new HttpClient();
        await Eventually.HoldsAsync(
            async () =>
            {
                if (process.HasExited)
                {
                    Assert.Fail($"The hub ended with {process.ExitCode} before it was ready.\n{Tail()}");
                }

                try
                {
                    using var response = await http.GetAsync(new Uri(Url, "/healthz/ready"));
                    return response.StatusCode == HttpStatusCode.OK;
                }
                catch (HttpRequestException)
                {
                    return false; // not listening yet
                }
            },
            () => "the hub is ready\n" + Tail());
    }

    internal Task ExitedAsync() => process.WaitForExitAsync(TestContext.Current.CancellationToken);

    /// <summary>SIGKILL: no hub code runs any more.</summary>
    internal async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, then its exit code.</summary>
    internal async Task<int> StopAsync()
    {
        _ = Signal(process.Id, Terminate);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode;
    }

    /// <summary>Resident memory in bytes.</summary>
    internal long ResidentBytes()
    {
        var line = File.ReadLines($"/proc/{process.Id.ToString(CultureInfo.InvariantCulture)}/status").First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
        return 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }

    /// <summary>Everything the node has written.</summary>
    internal string Log()
    {
        lock (gate)
        {
            return File.ReadAllText(LogFile);
        }
    }

    internal string Tail() => string.Join('\n', Log().Split('\n').Where(l => !l.Contains("LaneTaken", StringComparison.Ordinal)).TakeLast(12));

    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= KillAtExit;
        if (!process.HasExited)
        {
            await KillAsync();
        }

        process.WaitForExit(); // also the end of its output
        process.Dispose();
        lock (gate)
        {
            log.Dispose();
        }
    }

    private void KillAtExit(object? sender, EventArgs e)
    {
        if (!process.HasExited)
        {
            process.Kill();
        }
    }

    private void Write(string? line)
    {
        lock (gate)
        {
            if (line is not null && log.BaseStream.CanWrite)
            {
                log.WriteLine(line);
            }
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Signal(int pid, int signal);
}
