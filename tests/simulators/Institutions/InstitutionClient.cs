using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Hub.Simulators.Faults;
using Hub.Simulators.Wire;

namespace Hub.Simulators.Institutions;

/// <summary>What the clerk has in hand after one message.</summary>
/// <param name="Knowledge">Ok, Fail or Unknown.</param>
/// <param name="Output">The answer's <c>output</c>; undefined unless ok.</param>
/// <param name="Text">The answer's <c>err_msg</c>, or why nothing is known.</param>
public sealed record CallResult(Knowledge Knowledge, JsonElement Output, string Text);

/// <summary>
/// A counter of a hospital or pharmacy: sends a message, and when the line is cut, the time is over or the answer says "not decided yet",
/// sends the SAME bytes again. It never makes a new message for the same settlement.
/// </summary>
public sealed class InstitutionClient : IDisposable
{
    private readonly HttpClient _http;
    private readonly IPEndPoint _target;
    private readonly ConcurrentDictionary<string, BuiltRequest> _unknown = new(StringComparer.Ordinal);

    /// <summary>A counter with its own connections and journal.</summary>
    public InstitutionClient(InstitutionOptions options)
    {
        Options = options;
        Envelopes = new EnvelopeBuilder(options);
        Journal = new InstitutionJournal(options.JournalFile, options.Clock);
        _http = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.GZip }) { Timeout = Timeout.InfiniteTimeSpan };
        _target = new IPEndPoint(IPAddress.Loopback, options.Url.Port);
    }

    /// <summary>Settings.</summary>
    public InstitutionOptions Options { get; }

    /// <summary>Builds and numbers the messages.</summary>
    public EnvelopeBuilder Envelopes { get; }

    /// <summary>What this institution knows.</summary>
    public InstitutionJournal Journal { get; }

    /// <summary>Builds a message and sends it until there is a definite answer or the retries are used up.</summary>
    public Task<CallResult> CallAsync(string infNo, Action<Utf8JsonWriter> input, CancellationToken cancel, string? cancelsSetlId = null)
    {
        BuiltRequest request = Envelopes.Build(infNo, input) with { CancelsSetlId = cancelsSetlId };
        Journal.Invoke(request);
        return SendUntilKnownAsync(request, cancel);
    }

    /// <summary>Sends every message that stayed unknown once more; returns how many are still unknown.</summary>
    public async Task<int> AskUnknownAsync(CancellationToken cancel)
    {
        foreach (BuiltRequest request in _unknown.Values)
        {
            await SendUntilKnownAsync(request, cancel);
        }
        return _unknown.Count;
    }

    /// <summary>Sends a built message, again and again the same bytes. Also the way to ask about a message that stayed unknown.</summary>
    public async Task<CallResult> SendUntilKnownAsync(BuiltRequest request, CancellationToken cancel)
    {
        TroubleKind? trouble = Trouble.For(Options, request);
        TimeSpan delay = Options.RetryDelay;
        string reason = "";
        for (int attempt = 0; attempt <= Options.RetriesMax; attempt++)
        {
            if (attempt > 0)
            {
                await Task.Delay(delay, Options.Clock, cancel);
                delay = delay * 2 < Options.RetryDelayMax ? delay * 2 : Options.RetryDelayMax;
            }
            try
            {
                byte[] answer = attempt == 0 && trouble is { } kind
                    ? await SendInTroubleAsync(request, kind, cancel)
                    : await SendOnceAsync(_http, Options.Url, request, Options.AnswerTimeout, cancel);
                if (Understand(request, answer) is { } result)
                {
                    _unknown.TryRemove(request.MsgId, out _);
                    return result;
                }
                reason = "not decided yet";
            }
            catch (Exception fault) when (fault is HttpRequestException or IOException or JsonException
                || (fault is OperationCanceledException && !cancel.IsCancellationRequested))
            {
                // Cut, timed out or unreadable: nothing is known, so the same bytes go again.
                reason = fault.GetType().Name;
            }
        }
        _unknown[request.MsgId] = request;
        Journal.GaveUp(request, reason);
        return new CallResult(Knowledge.Unknown, default, reason);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _http.Dispose();
        Journal.Dispose();
    }

    /// <summary>A definite answer, written into the journal; null when the answer is "not decided yet".</summary>
    private CallResult? Understand(BuiltRequest request, byte[] answer)
    {
        using JsonDocument document = JsonDocument.Parse(answer);
        JsonElement root = document.RootElement;
        string code = root.Text("infcode");
        if (code.Length == 0)
        {
            throw new JsonException("The answer has no infcode");
        }
        string text = root.Text("err_msg");
        if (code == "0")
        {
            Journal.Answered(request, Knowledge.Ok, answer);
            JsonElement output = root.TryGetProperty("output", out JsonElement value) ? value.Clone() : default;
            KeepAccount(request, output);
            return new CallResult(Knowledge.Ok, output, text);
        }
        if (Options.AskAgainMarkers.Any(marker => text.Contains(marker, StringComparison.Ordinal)))
        {
            return null;
        }
        Journal.Answered(request, Knowledge.Fail, answer);
        return new CallResult(Knowledge.Fail, default, text);
    }

    /// <summary>Writes the money of a settlement or a cancellation into the institution's own ledger.</summary>
    private void KeepAccount(BuiltRequest request, JsonElement output)
    {
        if (request.CancelsSetlId is { } cancelled)
        {
            Journal.Cancel(cancelled);
        }
        else if (request.InfNo is "2102" or "2207" or "2304")
        {
            JsonElement info = output.Node("setlinfo");
            string time = info.Text("setl_time");
            Journal.Settle(new ClerkSettlement(
                request.InfNo, request.MsgId, info.Text("setl_id"), info.Text("mdtrt_id"), info.Text("psn_no"), info.Text("insutype"),
                info.Text("clr_type"), time.Length >= 10 ? time[..10] : time, info.FenOrZero("medfee_sumamt"), info.FenOrZero("fund_pay_sumamt"),
                info.FenOrZero("acct_pay"), info.FenOrZero("psn_cash_pay")));
        }
    }

    private async Task<byte[]> SendInTroubleAsync(BuiltRequest request, TroubleKind kind, CancellationToken cancel)
    {
        switch (kind)
        {
            case TroubleKind.Impatience:
                return await SendOnceAsync(_http, Options.Url, request, TimeSpan.FromMilliseconds(5), cancel);
            case TroubleKind.ParallelDuplicate:
                Task<byte[]> first = SendOnceAsync(_http, Options.Url, request, Options.AnswerTimeout, cancel);
                byte[] second = await SendOnceAsync(_http, Options.Url, request, Options.AnswerTimeout, cancel);
                Understand(request, await first);
                return second;
            default:
                long bytes = 40 + (long)(StableHash.Of(Options.Seed, "cut" + request.MsgId) % (ulong)request.Body.Length);
                LinePlan plan = kind == TroubleKind.CutRequest ? new LinePlan { CutUpAtByte = bytes } : new LinePlan { CutDownAtByte = bytes % 200 };
                await using (FaultProxy line = FaultProxy.Start(_target, plan, Options.Clock))
                {
                    // A connection of its own: a cut must not hit a neighbour's message.
                    using var http = new HttpClient(new SocketsHttpHandler()) { Timeout = Timeout.InfiniteTimeSpan };
                    return await SendOnceAsync(http, line.Through(Options.Url), request, Options.AnswerTimeout, cancel);
                }
        }
    }

    private async Task<byte[]> SendOnceAsync(HttpClient http, Uri url, BuiltRequest request, TimeSpan timeout, CancellationToken cancel)
    {
        using var content = new ByteArrayContent(request.Body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "UTF-8" };
        using var message = new HttpRequestMessage(HttpMethod.Post, url) { Content = content };
        if (request.Signature is not null)
        {
            message.Headers.TryAddWithoutValidation("x-hub-signature", request.Signature);
            message.Headers.TryAddWithoutValidation("x-hub-key-id", Options.Signer!.KeyId);
        }
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var timer = new CancellationTokenSource(timeout, Options.Clock);
        using CancellationTokenRegistration link = timer.Token.Register(limit.Cancel);
        using HttpResponseMessage response = await http.SendAsync(message, limit.Token);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsByteArrayAsync(limit.Token);
    }
}
