namespace Hub.Adapters.Sftp.Tests.Support;

/// <summary>A clock that stands still until it is told to go on; timers that are due then fire.</summary>
internal sealed class ManualClock : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<Timer> timers = [];
    private TimeSpan elapsed;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch + elapsed;

    public override long GetTimestamp() => elapsed.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Goes on, each time by as much as the next timer waits for, until the work is done.</summary>
    public async Task RunUntilAsync(Task done, CancellationToken cancel)
    {
        while (!done.IsCompleted)
        {
            TryExpireNext();
            await Task.WhenAny(done, Task.Delay(TimeSpan.FromMilliseconds(5), System, cancel));
            cancel.ThrowIfCancellationRequested();
        }
    }

    private void TryExpireNext()
    {
        Timer next;
        lock (gate)
        {
            if (timers.Count == 0)
            {
                return;
            }

            next = timers.MinBy(timer => timer.Due)!;
            elapsed = next.Due;
            timers.Remove(next);
        }

        next.Fire();
    }

    private sealed class Timer(ManualClock clock, TimerCallback callback, object? state) : ITimer
    {
        public TimeSpan Due { get; private set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock.gate)
            {
                clock.timers.Remove(this);
                if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    Due = clock.elapsed + dueTime;
                    clock.timers.Add(this);
                }
            }

            return true;
        }

        public void Dispose()
        {
            lock (clock.gate)
            {
                clock.timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
