using System.Globalization;
using System.Net;
using System.Text.Json;
using Hub.Simulators.Processes;

namespace Hub.Simulators.Bench.Load;

/// <summary>The load generator's side of the conversation: orders on standard input, words on standard output, one JSON object a line.</summary>
internal sealed class LoadSession(TownFile town, TimeProvider clock) : IDisposable
{
    private readonly StockBuilder _builder = new(town, clock);
    private readonly List<AnswerFacts[]> _answers = [];
    private RequestStock _stock = new([]);

    /// <summary>Obeys until the input ends.</summary>
    public async Task ServeAsync(TextReader orders, TextWriter words, CancellationToken cancel)
    {
        Say(words, new LoadWord("ready"));
        while (await orders.ReadLineAsync(cancel) is { } line)
        {
            LoadOrder order = JsonSerializer.Deserialize<LoadOrder>(line, JsonSerializerOptions.Web)!;
            Say(words, order.Do switch
            {
                "prepare" => Prepare(order),
                "run" => new LoadWord("report", Report: await RunAsync(order, words)),
                _ => new LoadWord("written", Write(order.File)),
            });
        }
    }

    public void Dispose() => _builder.Dispose();

    private LoadWord Prepare(LoadOrder order)
    {
        long started = clock.GetTimestamp();
        PreparedRequest[] requests = _builder.Build(order.Kind, order.Count, order.Path, order.Sign, _stock);
        decimal seconds = clock.GetElapsedTime(started).Ticks / (decimal)TimeSpan.TicksPerSecond;
        _stock = new RequestStock(requests);
        _answers.Add(_stock.Answers);
        GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
        return new LoadWord("prepared", requests.Length, decimal.Round(requests.Length / Math.Max(seconds, 0.001m)));
    }

    private async Task<LoadReport> RunAsync(LoadOrder order, TextWriter words)
    {
        using var run = new LoadRun(_stock, new IPEndPoint(IPAddress.Loopback, order.Port), order.Connections, order.Rate, clock);
        return await run.RunAsync(order.Seconds, order.Count, (second, ok, errors) => Say(words, new LoadWord("second", second, ok, errors)));
    }

    /// <summary>Acknowledged settlements: <c>setl_id TAB total TAB fund</c> in fen. Forgets what it has written.</summary>
    private long Write(string file)
    {
        long lines = 0;
        using var writer = new StreamWriter(file, append: true);
        foreach (AnswerFacts facts in _answers.SelectMany(answers => answers))
        {
            if (facts.State == AnswerState.Ok && facts.SetlId.Length > 0)
            {
                writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{facts.SetlId}\t{facts.TotalFen}\t{facts.FundFen}"));
                lines++;
            }
        }
        _answers.Clear();
        return lines;
    }

    private static void Say(TextWriter words, LoadWord word)
    {
        words.WriteLine(JsonSerializer.Serialize(word, JsonSerializerOptions.Web));
        words.Flush();
    }
}
