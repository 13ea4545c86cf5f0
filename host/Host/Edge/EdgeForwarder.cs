using System.Globalization;
using System.Net;
using System.Text.Json;
using Hub.Certs.Signatures;

namespace Hub.Host.Edge;

/// <summary>
/// Sends what waits, in order, one at a time, with the bytes and the msgid of the clinic's system: whatever is sent twice the hub knows. When the line is
/// down nothing is sent before what waits. A message whose outcome the hub does not know yet is asked for again, and lets the others go on: the hub has it.
/// </summary>
internal sealed class EdgeForwarder(
    EdgeOptions options, EdgeStore store, SigningKey key, HttpClient client, TimeProvider time, ILogger<EdgeForwarder> log) : BackgroundService
{
    private readonly SemaphoreSlim news = new(0);
    private readonly Dictionary<string, TaskCompletionSource> waiters = new(StringComparer.Ordinal);
    private readonly Dictionary<long, DateTimeOffset> pendingUntil = [];
    private readonly Lock gate = new();
    private bool isDown;
    private DateTimeOffset? reachedAt;

    /// <summary>A message was taken.</summary>
    public void Notify() => news.Release();

    /// <summary>Ends when the message with this digest has its answer.</summary>
    public Task AnsweredAsync(string digest)
    {
        lock (gate)
        {
            if (!waiters.TryGetValue(digest, out var waiter))
            {
                waiters[digest] = waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            return store.Read(digest) is null ? waiter.Task : Task.CompletedTask;
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(ForwardAsync(stoppingToken), ReportAsync(stoppingToken));

    private async Task ForwardAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var goesOn = await RoundAsync(stop).ConfigureAwait(false);
                if (!goesOn)
                {
                    await news.WaitAsync(TimeSpan.FromSeconds(options.RetrySeconds), stop).ConfigureAwait(false);
                }
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                EdgeLog.Failed(log, e);
                await Task.Delay(TimeSpan.FromSeconds(options.RetrySeconds), time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Sends everything that waits; false when there is nothing left to do at the moment.</summary>
    private async Task<bool> RoundAsync(CancellationToken stop)
    {
        var sent = false;
        foreach (var message in store.Waiting())
        {
            if (pendingUntil.TryGetValue(message.Number, out var until) && time.GetUtcNow() < until)
            {
                continue;
            }

            if (!await SendAsync(message, stop).ConfigureAwait(false))
            {
                return false;
            }

            sent = true;
        }

        return sent;
    }

    /// <summary>False: the hub has not got it, and nothing after it may be sent.</summary>
    private async Task<bool> SendAsync(EdgeMessage message, CancellationToken stop)
    {
        var body = store.BodyOf(message);
        using var call = CancellationTokenSource.CreateLinkedTokenSource(stop);
        call.CancelAfter(TimeSpan.FromSeconds(options.CallSeconds));
        try
        {
            using var request = Signed("infno", body);
            using var response = await client.SendAsync(request, call.Token).ConfigureAwait(false);
            var answer = await response.Content.ReadAsByteArrayAsync(call.Token).ConfigureAwait(false);
            if (response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
            {
                EdgeLog.NotProven(log, (int)response.StatusCode, store.State.Queued);
                return false;
            }

            if ((int)response.StatusCode >= 500
                || response.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or HttpStatusCode.NotFound)
            {
                Down(((int)response.StatusCode).ToString(CultureInfo.InvariantCulture));
                return false;
            }

            Up();
            if (EdgeEnvelope.IsPending(answer))
            {
                pendingUntil[message.Number] = time.GetUtcNow() + TimeSpan.FromSeconds(options.RetrySeconds);
                return true;
            }

            var receipt = response.Headers.TryGetValues("x-hub-receipt", out var values) ? values.First() : "";
            var known = new EdgeAnswer((int)response.StatusCode, EdgeEnvelope.Read(body)?.MessageId ?? "", receipt, answer, time.GetUtcNow());
            store.Complete(message, known with { ReceiptJson = await ReceiptAsync(receipt, call.Token).ConfigureAwait(false) });
            pendingUntil.Remove(message.Number);
            Answered(message.Sha256);
            return true;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException && !stop.IsCancellationRequested)
        {
            // Whether the hub got it is not known: the same bytes are sent again, first of all.
            Down(e is HttpRequestException http ? http.HttpRequestError.ToString() : "timeout");
            return false;
        }
    }

    // The answer counts without it; whoever wants the receipt later fetches it from the hub.
    private async Task<string?> ReceiptAsync(string address, CancellationToken cancel)
    {
        if (address.Length == 0 || address[0] != '/')
        {
            return null;
        }

        try
        {
            using var response = await client.GetAsync(new Uri(options.Hub!, address), cancel).ConfigureAwait(false);
            return response.IsSuccessStatusCode ? await response.Content.ReadAsStringAsync(cancel).ConfigureAwait(false) : null;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return null;
        }
    }

    private async Task ReportAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.HeartbeatSeconds), time);
        try
        {
            do
            {
                await BeatAsync(stop).ConfigureAwait(false);
                store.Purge(time.GetUtcNow() - TimeSpan.FromDays(options.AnswerDays));
            }
            while (await timer.WaitForNextTickAsync(stop).ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
            return;
        }
    }

    private async Task BeatAsync(CancellationToken stop)
    {
        var state = store.State;
        var body = JsonSerializer.SerializeToUtf8Bytes(
            new EdgeBeat(options.Institution, time.GetUtcNow(), state.Queued, state.Bytes, state.OldestAt, reachedAt), JsonSerializerOptions.Web);
        using var call = CancellationTokenSource.CreateLinkedTokenSource(stop);
        call.CancelAfter(TimeSpan.FromSeconds(options.CallSeconds));
        try
        {
            using var request = Signed("edge/heartbeat", body);
            using var response = await client.SendAsync(request, call.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException && !stop.IsCancellationRequested)
        {
            // The forwarder says that the line is down; a report is only one of many.
            return;
        }
    }

    private HttpRequestMessage Signed(string path, byte[] body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(options.Hub!, path)) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json") { CharSet = "utf-8" };
        request.Headers.TryAddWithoutValidation("x-hub-key-id", key.KeyId);
        request.Headers.TryAddWithoutValidation("x-hub-signature", Convert.ToBase64String(key.Sign(body)));
        return request;
    }

    private void Answered(string digest)
    {
        lock (gate)
        {
            if (waiters.Remove(digest, out var waiter))
            {
                waiter.SetResult();
            }
        }
    }

    private void Down(string reason)
    {
        if (!isDown)
        {
            isDown = true;
            EdgeLog.Down(log, reason, store.State.Queued);
        }
    }

    private void Up()
    {
        reachedAt = time.GetUtcNow();
        if (isDown)
        {
            isDown = false;
            EdgeLog.Up(log, store.State.Queued);
        }
    }
}
