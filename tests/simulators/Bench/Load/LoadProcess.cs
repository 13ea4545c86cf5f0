using System.Text.Json;
using Hub.Simulators.Processes;

namespace Hub.Simulators.Bench.Load;

/// <summary>The bench's side of the conversation with a load generator.</summary>
internal sealed class LoadProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private readonly ChildProcess _process;

    private LoadProcess(ChildProcess process) => _process = process;

    /// <summary>Process id.</summary>
    public int Id => _process.Id;

    /// <summary>Starts one and waits until it listens to orders.</summary>
    public static async Task<LoadProcess> StartAsync(string townFile, string logFile, CancellationToken cancel)
    {
        // One socket thread whose callbacks run where they arrive: the cheapest way to drive many connections.
        ChildProcess process = ChildProcess.Start(
            "load generator", Programs.Sandbox("load", "--town", townFile), logFile, ("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1"),
            ("DOTNET_SYSTEM_NET_SOCKETS_THREAD_COUNT", "1"), ("DOTNET_gcServer", "0"), ("DOTNET_TieredPGO", "0"));
        var load = new LoadProcess(process);
        await load.WordAsync("ready", TimeSpan.FromSeconds(30), cancel);
        return load;
    }

    /// <summary>Gives an order and waits for the word that ends it; seconds on the way are shown.</summary>
    public async Task<LoadWord> OrderAsync(LoadOrder order, Action<LoadWord>? eachSecond, CancellationToken cancel)
    {
        string last = order.Do switch { "prepare" => "prepared", "run" => "report", _ => "written" };
        Task<LoadWord> end = WordAsync(last, Patience, cancel);
        using IDisposable? shown = eachSecond is null ? null : _process.Listen(line =>
        {
            if (line.StartsWith("{\"said\":\"second\"", StringComparison.Ordinal))
            {
                eachSecond(JsonSerializer.Deserialize<LoadWord>(line, JsonSerializerOptions.Web)!);
            }
        });
        await _process.SayAsync(JsonSerializer.Serialize(order, JsonSerializerOptions.Web));
        return await end;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private async Task<LoadWord> WordAsync(string said, TimeSpan limit, CancellationToken cancel)
    {
        string line = await _process.WaitForLineAsync(text => text.StartsWith($"{{\"said\":\"{said}\"", StringComparison.Ordinal), limit, cancel);
        return JsonSerializer.Deserialize<LoadWord>(line, JsonSerializerOptions.Web)!;
    }
}
