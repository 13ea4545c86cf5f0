using Hub.Simulators.Core.Admin;
using Hub.Simulators.Core.Books;
using Hub.Simulators.Core.Faults;
using Microsoft.AspNetCore.Builder;

namespace Hub.Simulators.Core;

/// <summary>
/// The bureau core: settles by its own rules into its own books and misbehaves on request. Start it in a test's process with
/// <see cref="StartAsync"/> or in its own with <c>hub-sandbox core</c>.
/// </summary>
public sealed class CoreSimulator : IAsyncDisposable
{
    private readonly CoreEngine _engine;
    private readonly CoreEndpoint _endpoint;
    private readonly CoreNotifier _notifier;
    private readonly SemaphoreSlim _listening = new(1, 1);
    private readonly CancellationTokenSource _stopping = new();
    private WebApplication? _national;
    private WebApplication? _admin;

    private CoreSimulator(CoreOptions options)
    {
        Options = options;
        Faults = new FaultPlan(options.Clock);
        _engine = new CoreEngine(options);
        _notifier = new CoreNotifier(options);
        _endpoint = new CoreEndpoint(_engine, Faults, new FaultyAnswers(_engine, Faults, delay => _ = GoDownAsync(delay)));
    }

    /// <summary>Settings.</summary>
    public CoreOptions Options { get; }

    /// <summary>The misbehaviour in force and what was injected.</summary>
    public FaultPlan Faults { get; }

    /// <summary>Address of the national interface, without path.</summary>
    public Uri BaseUri { get; private set; } = new("http://127.0.0.1/");

    /// <summary>Address of <c>callService</c>.</summary>
    public Uri CallServiceUri => new(BaseUri, "/fsi/api/rsfComIfsService/callService");

    /// <summary>Address of the admin API, without path.</summary>
    public Uri AdminUri { get; private set; } = new("http://127.0.0.1/");

    /// <summary>Reversal messages of the core that the hub has not acknowledged yet.</summary>
    public int UnacknowledgedReversals => _notifier.Open;

    /// <summary>Starts a core on 127.0.0.1.</summary>
    public static async Task<CoreSimulator> StartAsync(CoreOptions options)
    {
        var core = new CoreSimulator(options);
        core._national = await CoreListener.StartAsync(options.Port, options.RequestBytesMax, core._endpoint.HandleAsync);
        core.BaseUri = new Uri($"http://127.0.0.1:{CoreListener.PortOf(core._national)}/");
        core._admin = await CoreListener.StartAsync(options.AdminPort, options.RequestBytesMax, new AdminEndpoint(core).HandleAsync);
        core.AdminUri = new Uri($"http://127.0.0.1:{CoreListener.PortOf(core._admin)}/");
        return core;
    }

    /// <summary>Reads the books while nobody writes. Keep the reader short; do not let the books escape.</summary>
    public T Read<T>(Func<CoreBooks, T> reader) => _engine.Read(reader);

    /// <summary>Forgets books, encounters, faults and unsent notices.</summary>
    public void Reset()
    {
        _notifier.Clear();
        Faults.Clear();
        _engine.Clear();
    }

    /// <summary>The core cancels a settlement by itself and tells the hub until it acknowledges; false when there is no such live settlement.</summary>
    public bool Reverse(string setlId)
    {
        Settlement? settlement = _engine.ReverseByCore(setlId);
        if (settlement is null)
        {
            return false;
        }
        _notifier.Notify(settlement);
        return true;
    }

    /// <summary>Refuses connections (and cuts the open ones) for a while. Calls during a pause are ignored.</summary>
    public async Task GoDownAsync(TimeSpan pause)
    {
        if (!await _listening.WaitAsync(0))
        {
            return;
        }
        try
        {
            // The fault is triggered from inside a request: let its handler return before the server stops.
            await Task.Yield();
            int port = BaseUri.Port;
            await CoreListener.StopAsync(_national!);
            _national = null;
            await Task.Delay(pause, Options.Clock, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!_stopping.IsCancellationRequested)
            {
                _national = await CoreListener.StartAsync(port, Options.RequestBytesMax, _endpoint.HandleAsync);
            }
        }
        finally
        {
            _listening.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _listening.WaitAsync();
        if (_national is not null)
        {
            await CoreListener.StopAsync(_national);
        }
        if (_admin is not null)
        {
            await CoreListener.StopAsync(_admin);
        }
        await _notifier.DisposeAsync();
        _engine.Dispose();
        _listening.Dispose();
        _stopping.Dispose();
    }
}
