using System.Net;
using System.Runtime.InteropServices;

namespace Hub.Simulators.Bench.Load;

/// <summary>
/// One measurement: closed loop (each connection sends its next request when it has its answer) or open loop (requests are due at fixed
/// times, whatever the hub does, and latency counts from then: a stalled hub is not spared by a waiting client).
/// </summary>
internal sealed class LoadRun : IDisposable
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _clock;
    private readonly Stack<LoadLine> _idle = new();
    private readonly Queue<(int Number, long Due)> _due = new();
    private readonly List<LoadLine> _lines = [];
    private readonly LatencyTable _latencies = new();
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly int _rate;
    private readonly int _first;
    private int _next;
    private int _underWay;
    private bool _stopped;
    private long _ok;
    private long _errors;

    /// <param name="stock">Requests; those before <see cref="RequestStock.Taken"/> are left.</param>
    /// <param name="target">Where to.</param>
    /// <param name="connections">How many.</param>
    /// <param name="rate">Requests per second; 0 = closed loop.</param>
    /// <param name="clock">Clock.</param>
    public LoadRun(RequestStock stock, IPEndPoint target, int connections, int rate, TimeProvider clock)
    {
        Stock = stock;
        _clock = clock;
        _rate = rate;
        _first = _next = stock.Taken;
        for (int i = 0; i < connections; i++)
        {
            _lines.Add(new LoadLine(this, target));
        }
    }

    public RequestStock Stock { get; }

    /// <summary>Answers with infcode 0.</summary>
    public long Ok => Volatile.Read(ref _ok);

    /// <summary>Everything else.</summary>
    public long Errors => Volatile.Read(ref _errors);

    /// <summary>Runs for a time or until the stock is used up, then waits for what is under way.</summary>
    /// <returns>Seconds in which requests were issued, answers ok within them, latencies.</returns>
    public async Task<LoadReport> RunAsync(int seconds, int countMax, Action<int, long, long> eachSecond)
    {
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        long started = _clock.GetTimestamp();
        int last = (int)Math.Min(Stock.Requests.Length, _first + (long)countMax);
        Begin(started, last, seconds);
        long lastOk = 0;
        long lastErrors = 0;
        for (int second = 1; second <= seconds && !_drained.Task.IsCompleted; second++)
        {
            TimeSpan left = TimeSpan.FromSeconds(second) - _clock.GetElapsedTime(started);
            await Task.WhenAny(_drained.Task, Task.Delay(left > TimeSpan.Zero ? left : TimeSpan.Zero, _clock, CancellationToken.None));
            eachSecond(second, Ok - lastOk, Errors - lastErrors);
            (lastOk, lastErrors) = (Ok, Errors);
        }
        TimeSpan issued = _clock.GetElapsedTime(started);
        long within = Ok;
        Stop();
        await Task.WhenAny(_drained.Task, Task.Delay(TimeSpan.FromSeconds(60), _clock, CancellationToken.None));
        lock (_gate)
        {
            Stock.Taken = _next;
            _errors += _underWay;
            return _latencies.Report(within, Ok, Errors, issued, Environment.CpuUsage.TotalTime - cpu, Examples());
        }
    }

    /// <summary>The next request of a line; false when there is none now, and the line is then called again.</summary>
    public bool Take(LoadLine line, out int number, out long since)
    {
        lock (_gate)
        {
            if (_rate > 0)
            {
                if (_due.TryDequeue(out (int Number, long Due) due))
                {
                    (number, since) = due;
                    return true;
                }
                _idle.Push(line);
            }
            else if (!_stopped && _next < _last)
            {
                _underWay++;
                (number, since) = (_next++, _clock.GetTimestamp());
                return true;
            }
            DrainedIfSo();
            (number, since) = (0, 0);
            return false;
        }
    }

    /// <summary>A request has ended.</summary>
    public void Ended(int number, long since, in AnswerFacts facts)
    {
        TimeSpan latency = _clock.GetElapsedTime(since);
        Stock.Answers[number] = facts;
        lock (_gate)
        {
            _underWay--;
            _latencies.Add(latency);
            if (facts.State == AnswerState.Ok)
            {
                _ok++;
            }
            else
            {
                _errors++;
            }
        }
    }

    public void Dispose() => _lines.ForEach(line => line.Dispose());

    private int _last;

    private void Begin(long started, int last, int seconds)
    {
        _last = last;
        if (_rate > 0)
        {
            new Thread(() => Schedule(started, seconds)) { IsBackground = true, Name = "load-schedule" }.Start();
        }
        // Lines start from the pool: a callback that finds its answer at once runs on there and not in this loop.
        _lines.ForEach(line => ThreadPool.UnsafeQueueUserWorkItem(static state => state.Start(), line, preferLocal: false));
    }

    /// <summary>Makes requests due at start + n / rate. A pool timer is too coarse for that (15 ms under load), so this thread naps by itself.</summary>
    private void Schedule(long started, int seconds)
    {
        const uint NapMicroseconds = 100;
        long perRequest = _clock.TimestampFrequency / _rate;
        long end = started + (seconds * _clock.TimestampFrequency);
        for (long due = started; due < end && !_stopped; due += perRequest)
        {
            while (_clock.GetTimestamp() < due)
            {
                _ = usleep(NapMicroseconds);
            }
            LoadLine? line = null;
            lock (_gate)
            {
                if (_next >= _last)
                {
                    break;
                }
                _due.Enqueue((_next++, due));
                _underWay++;
                _idle.TryPop(out line);
            }
            line?.Start();
        }
        Stop();
    }

    private void Stop()
    {
        lock (_gate)
        {
            _stopped = true;
            DrainedIfSo();
        }
    }

    private void DrainedIfSo()
    {
        if (_underWay == 0 && _due.Count == 0 && (_stopped || (_rate == 0 && _next >= _last)))
        {
            _drained.TrySetResult();
        }
    }

    private List<string> Examples() => [.. Stock.Answers.Skip(_first).Take(_next - _first)
        .Where(facts => facts.State == AnswerState.Error).Select(facts => facts.Text).GroupBy(text => text)
        .OrderByDescending(group => group.Count()).Take(5).Select(group => $"{group.Count()} x {group.Key}")];

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int usleep(uint microseconds);
}
