using System.Globalization;

namespace Hub.Simulators.Processes;

/// <summary><c>hub serve</c> in a process of its own, with its private PostgreSQL below it.</summary>
internal sealed class HubProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private readonly ChildProcess _process;
    private readonly string _dataFolder;

    private HubProcess(ChildProcess process, Uri url, string dataFolder)
    {
        _process = process;
        Url = url;
        _dataFolder = dataFolder;
    }

    /// <summary>Address without path.</summary>
    public Uri Url { get; }

    /// <summary>Process id.</summary>
    public int Id => _process.Id;

    /// <summary>From the start of the process to its first green readiness.</summary>
    public TimeSpan ReadyAfter { get; private set; }

    /// <summary>CPU time of the hub itself.</summary>
    public TimeSpan Cpu => ProcessUsage.Cpu(Id);

    /// <summary>CPU time of its PostgreSQL with all its processes.</summary>
    public TimeSpan PostgresCpu => PostgresId is { } id ? ProcessUsage.CpuOfTree(id) : TimeSpan.Zero;

    private int? PostgresId
    {
        get
        {
            string file = Path.Combine(_dataFolder, "pg", "postmaster.pid");
            return File.Exists(file) && int.TryParse(File.ReadLines(file).FirstOrDefault(), CultureInfo.InvariantCulture, out int id) ? id : null;
        }
    }

    /// <summary>Makes the development keys of a town once.</summary>
    public static async Task PrepareAsync(string? assembly, Town town, Workspace workspace, CancellationToken cancel)
    {
        string[] command = Programs.Hub(assembly, "cert", "init", "--config", town.HubConfiguration);
        await using ChildProcess process = ChildProcess.Start("hub cert init", command, workspace.At("cert.log"));
        if (await process.WaitForExitAsync(cancel) != 0)
        {
            throw process.Failure("failed");
        }
    }

    /// <summary>Starts the hub and waits until it is ready.</summary>
    public static async Task<HubProcess> StartAsync(string? assembly, Town town, Workspace workspace, CancellationToken cancel)
    {
        long started = TimeProvider.System.GetTimestamp();
        string[] command = Programs.Hub(assembly, "serve", "--config", town.HubConfiguration);
        ChildProcess process = ChildProcess.Start("hub", command, workspace.At("hub.log"));
        var hub = new HubProcess(process, new Uri($"http://127.0.0.1:{town.HubPort}/"), town.DataFolder);
        try
        {
            await hub.WaitUntilReadyAsync(cancel);
            hub.ReadyAfter = TimeProvider.System.GetElapsedTime(started);
            return hub;
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs another verb of the hub to its end; returns exit code and output.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(string? assembly, string[] arguments, CancellationToken cancel)
    {
        var info = new System.Diagnostics.ProcessStartInfo(Programs.Hub(assembly)[0], Programs.Hub(assembly, arguments).Skip(1))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using System.Diagnostics.Process process = ProcessStarter.Start(info);
        Task<string> error = process.StandardError.ReadToEndAsync(cancel);
        string output = await process.StandardOutput.ReadToEndAsync(cancel);
        await process.WaitForExitAsync(cancel);
        return (process.ExitCode, (output + await error).Trim());
    }

    /// <summary>Throws with the hub's last lines if it has ended.</summary>
    public void ThrowIfEnded()
    {
        if (_process.HasExited)
        {
            throw _process.Failure("ended");
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private async Task WaitUntilReadyAsync(CancellationToken cancel)
    {
        using var http = new HttpClient { BaseAddress = Url, Timeout = TimeSpan.FromSeconds(5) };
        long started = TimeProvider.System.GetTimestamp();
        string last = "no answer";
        while (true)
        {
            ThrowIfEnded();
            if (TimeProvider.System.GetElapsedTime(started) > StartLimit)
            {
                throw _process.Failure($"was not ready within {StartLimit.TotalSeconds:0} s ({last})");
            }
            try
            {
                using HttpResponseMessage response = await http.GetAsync(new Uri("healthz/ready", UriKind.Relative), cancel);
                if (response.IsSuccessStatusCode)
                {
                    return;
                }
                last = await response.Content.ReadAsStringAsync(cancel);
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !cancel.IsCancellationRequested)
            {
                last = e.GetType().Name;
            }
            await Task.Delay(Pause, TimeProvider.System, cancel);
        }
    }
}
