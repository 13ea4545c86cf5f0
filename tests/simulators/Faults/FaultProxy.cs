using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Hub.Simulators.Faults;

/// <summary>
/// A TCP proxy on 127.0.0.1 that treats each connection by its own plan: it knows nothing of HTTP, so it cuts where a line cuts, in the middle
/// of whatever is under way.
/// </summary>
public sealed class FaultProxy : IAsyncDisposable
{
    private readonly IPEndPoint _target;
    private readonly Func<int, LinePlan> _planOf;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<int, Task> _lines = new();
    private readonly ConcurrentDictionary<int, long> _up = new();
    private readonly ConcurrentDictionary<int, long> _down = new();
    private readonly Socket _listener;
    private readonly Task _accepting;
    private int _connections;
    private int _cuts;

    private FaultProxy(IPEndPoint target, Func<int, LinePlan> planOf, TimeProvider clock)
    {
        _target = target;
        _planOf = planOf;
        _clock = clock;
        _listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(512);
        EndPoint = (IPEndPoint)_listener.LocalEndPoint!;
        _accepting = AcceptAsync();
    }

    /// <summary>Where callers connect.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>Connections accepted.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Connections reset on purpose.</summary>
    public int Cuts => Volatile.Read(ref _cuts);

    /// <summary>Bytes that a connection has carried so far, by its number.</summary>
    public (long Up, long Down) Carried(int connection) => (_up.GetValueOrDefault(connection), _down.GetValueOrDefault(connection));

    /// <summary>Starts a proxy on a free port. The plan of a connection is asked for with its number, from 0.</summary>
    public static FaultProxy Start(IPEndPoint target, Func<int, LinePlan> planOf, TimeProvider clock) => new(target, planOf, clock);

    /// <summary>Starts a proxy that treats every connection alike.</summary>
    public static FaultProxy Start(IPEndPoint target, LinePlan plan, TimeProvider clock) => new(target, _ => plan, clock);

    /// <summary>The same address as seen through the proxy.</summary>
    public Uri Through(Uri address) => new UriBuilder(address) { Host = "127.0.0.1", Port = EndPoint.Port }.Uri;

    /// <summary>Closes the port: from now on connections are refused. Open lines go on.</summary>
    public void RefuseConnections() => _listener.Dispose();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        await Task.WhenAll(_lines.Values);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            Socket caller;
            try
            {
                caller = await _listener.AcceptAsync(_stop.Token);
            }
            catch (Exception closed) when (closed is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // Disposed or told to refuse: no more callers.
                return;
            }
            int number = _connections++;
            _lines[number] = RunAsync(caller, number);
        }
    }

    private async Task RunAsync(Socket caller, int number)
    {
        await Task.Yield();
        LinePlan plan = _planOf(number);
        using var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using var line = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        using (caller)
        {
            caller.NoDelay = true;
            try
            {
                if (plan.Refuse)
                {
                    Interlocked.Increment(ref _cuts);
                    Reset(caller);
                    return;
                }
                await server.ConnectAsync(_target, line.Token);
                Task<bool> up = PumpAsync(caller, server, plan, plan.CutUpAtByte, plan.StallUpAtByte, sum => _up[number] = sum, line.Token);
                Task<bool> down = PumpAsync(
                    server, caller, plan, plan.CutDownAtByte, plan.StallDownAtByte, sum => _down[number] = sum, line.Token);
                bool cut = await await Task.WhenAny(up, down);
                // An orderly end of one direction lets the other finish; a cut ends both.
                cut = cut || await (up.IsCompleted ? down : up);
                if (cut)
                {
                    Interlocked.Increment(ref _cuts);
                    Reset(caller);
                    Reset(server);
                }
                await line.CancelAsync();
                await Task.WhenAll([(Task)up, down]).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception broken) when (broken is SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // One end went away by itself: the other learns it as a reset.
                Reset(caller);
                Reset(server);
            }
        }
        _lines.TryRemove(number, out _);
    }

    /// <summary>Carries one direction; true when the plan cut it.</summary>
    private async Task<bool> PumpAsync(
        Socket from, Socket to, LinePlan plan, long? cutAt, long? stallAt, Action<long> count, CancellationToken cancel)
    {
        byte[] buffer = new byte[Math.Clamp(plan.SliceBytes, 1, 65_536)];
        long carried = 0;
        while (true)
        {
            if (carried == cutAt)
            {
                return true;
            }
            if (carried == stallAt)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, _clock, cancel);
            }
            long room = Math.Min(cutAt - carried ?? long.MaxValue, stallAt - carried ?? long.MaxValue);
            int read = await from.ReceiveAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, room)), SocketFlags.None, cancel);
            if (read == 0)
            {
                to.Shutdown(SocketShutdown.Send);
                return false;
            }
            if (plan.Delay > TimeSpan.Zero)
            {
                await Task.Delay(plan.Delay, _clock, cancel);
            }
            for (int sent = 0; sent < read;)
            {
                sent += await to.SendAsync(buffer.AsMemory(sent, read - sent), SocketFlags.None, cancel);
            }
            carried += read;
            count(carried);
        }
    }

    /// <summary>Closes with RST: what is still under way is lost, as with a pulled cable.</summary>
    private static void Reset(Socket socket)
    {
        if (!socket.SafeHandle.IsClosed)
        {
            socket.LingerState = new LingerOption(true, 0);
            socket.Close();
        }
    }
}
