using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Hub.Simulators.Processes;

/// <summary>A process of its own that ends with us: its output is kept in a file, the last lines in memory for the message when it fails.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private const int TailLinesMax = 15;
    private const int TailCharactersMax = 600;
    private const int Terminate = 15;
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(30);
    private readonly Lock _gate = new();
    private readonly Queue<string> _tail = new();
    private readonly List<(Func<string, bool> Matches, TaskCompletionSource<string> Found)> _waiting = [];
    private readonly Process _process;
    private readonly StreamWriter _log;
    private readonly string _name;
    private event Action<string>? LineArrived;

    private bool _disposed;

    private ChildProcess(string name, Process process, string logFile)
    {
        _name = name;
        _process = process;
        _log = new StreamWriter(logFile, append: true) { AutoFlush = true };
        Id = process.Id;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Process id.</summary>
    public int Id { get; }

    /// <summary>True once it ended, by itself or not.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>The exit code of an ended process.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>Starts a program.</summary>
    /// <param name="name">What it is called in messages.</param>
    /// <param name="command">Program and arguments.</param>
    /// <param name="logFile">Where its output goes.</param>
    /// <param name="environment">Variables beside our own.</param>
    public static ChildProcess Start(
        string name, IReadOnlyList<string> command, string logFile, params IReadOnlyList<(string Name, string Value)> environment)
    {
        var info = new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string variable, string value) in environment)
        {
            info.Environment[variable] = value;
        }
        return new ChildProcess(name, ProcessStarter.Start(info), logFile);
    }

    /// <summary>The next line that fits, at most <paramref name="limit"/> from now.</summary>
    /// <exception cref="ChildFailedException">It ended or said nothing in time; the message has its last lines.</exception>
    public async Task<string> WaitForLineAsync(Func<string, bool> matches, TimeSpan limit, CancellationToken cancel)
    {
        var found = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            _waiting.Add((matches, found));
        }
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        Task ended = _process.WaitForExitAsync(stop.Token);
        Task first = await Task.WhenAny(found.Task, ended, Task.Delay(limit, TimeProvider.System, stop.Token));
        await stop.CancelAsync();
        cancel.ThrowIfCancellationRequested();
        return first == found.Task || found.Task.IsCompleted ? await found.Task : throw Failure(_process.HasExited ? "ended" : "gave no sign of life");
    }

    /// <summary>Calls back with every line until disposed of; on another thread, in order.</summary>
    public IDisposable Listen(Action<string> listener)
    {
        LineArrived += listener;
        return new Subscription(() => LineArrived -= listener);
    }

    /// <summary>Writes one line to its standard input.</summary>
    public async Task SayAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>Waits for its end and returns the exit code.</summary>
    public async Task<int> WaitForExitAsync(CancellationToken cancel)
    {
        await _process.WaitForExitAsync(cancel);
        return _process.ExitCode;
    }

    /// <summary>Asks it to end (SIGTERM) and ends it if it does not within 30 s.</summary>
    public async Task StopAsync()
    {
        if (!_process.HasExited)
        {
            _ = kill(Id, Terminate);
            using var limit = new CancellationTokenSource(StopLimit, TimeProvider.System);
            await _process.WaitForExitAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!_process.HasExited)
            {
                _process.Kill();
                await _process.WaitForExitAsync(CancellationToken.None);
            }
        }
    }

    /// <summary>An exception with the last lines of its output.</summary>
    public ChildFailedException Failure(string what)
    {
        lock (_gate)
        {
            string code = _process.HasExited ? $" (exit code {_process.ExitCode})" : "";
            return new ChildFailedException($"{_name} {what}{code}; its last lines:{Environment.NewLine}  {string.Join(Environment.NewLine + "  ", _tail)}");
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }
        _disposed = true;
        await StopAsync();
        _process.Dispose();
        lock (_gate)
        {
            _log.Dispose();
        }
    }

    private void Keep(string? line)
    {
        if (line is null)
        {
            return;
        }
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }
            _log.WriteLine(line);
            LineArrived?.Invoke(line);
            _tail.Enqueue(line.Length <= TailCharactersMax ? line : line[..TailCharactersMax] + "…");
            if (_tail.Count > TailLinesMax)
            {
                _tail.Dequeue();
            }
            foreach ((Func<string, bool> matches, TaskCompletionSource<string> found) in _waiting.ToArray())
            {
                if (matches(line) && found.TrySetResult(line))
                {
                    _waiting.RemoveAll(waiting => waiting.Found == found);
                }
            }
        }
    }

    private sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int kill(int pid, int signal);
}
