using System.Security.Cryptography;
using System.Threading.Channels;

namespace Hub.Journal.Engine;

/// <summary>
/// The line to one destination: a bounded number of calls at a time, each awaited past its deadline so that a late answer is
/// still heard. It never sends anything that was not committed as handed to it.
/// </summary>
internal sealed class OutboundLine(
    IOutboundAdapter adapter, JournalOptions options, TimeProvider time, Action<OpenRequest, OutcomeWork> report, Action<OpenRequest> askToSend) : IDisposable
{
    private readonly OutboundPatience patience =
        adapter.Patience ?? new OutboundPatience(options.UnknownAfter, options.LateAnswerLimit, options.OutboundConcurrency);

    private readonly Lock gate = new();
    private readonly Queue<OpenRequest> waiting = new();
    private readonly CancellationTokenSource stopping = new();
    private int busy;
    private int late;
    private int calls;

    /// <summary>Calls under way, those past their deadline included.</summary>
    public int Calls => Volatile.Read(ref calls);

    /// <summary>Requests that wait for a free line.</summary>
    public int Waiting => waiting.Count;

    /// <summary>Takes a free line, if there is one, for a request that is then committed as handed to it.</summary>
    public bool TryReserve()
    {
        lock (gate)
        {
            if (busy >= patience.Concurrency)
            {
                return false;
            }

            busy++;
            return true;
        }
    }

    /// <summary>Gives a reserved line back (the transaction did not commit, or the call ended).</summary>
    public void Release()
    {
        OpenRequest? next = null;
        lock (gate)
        {
            busy--;
            if (waiting.Count > 0 && busy < patience.Concurrency)
            {
                next = waiting.Dequeue();
                busy++;
            }
        }

        if (next is not null)
        {
            askToSend(next);
        }
    }

    /// <summary>Queues a committed request until a line is free; it is then marked as handed over by a transaction of its own.</summary>
    public void Enqueue(OpenRequest request)
    {
        lock (gate)
        {
            if (busy >= patience.Concurrency)
            {
                waiting.Enqueue(request);
                return;
            }

            busy++;
        }

        askToSend(request);
    }

    /// <summary>Sends on a reserved line.</summary>
    public void Start(OpenRequest request)
    {
        Interlocked.Increment(ref calls);
        _ = Task.Run(() => CallAsync(request));
    }

    /// <summary>No more waiting for anything.</summary>
    public void Abandon() => stopping.Cancel();

    public void Dispose() => stopping.Dispose();

    private async Task CallAsync(OpenRequest request)
    {
        var holdsLine = true;
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(stopping.Token);
            using var timer = time.CreateTimer(static s => ((CancellationTokenSource)s!).Cancel(), limit, patience.LateAnswerLimit, Timeout.InfiniteTimeSpan);
            Fault.Hit("k1.after");
            var call = SendAsync(request.Request, limit.Token);
            TransportResult result;
            var reported = false;
            try
            {
                result = await call.WaitAsync(patience.UnknownAfter, time, stopping.Token).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                reported = true;
                holdsLine = false;
                var awaits = Interlocked.Increment(ref late) <= options.LateAnswersMax;
                report(request, Unknown(request, "no answer in time", closes: !awaits));
                Release();
                if (!awaits)
                {
                    Interlocked.Decrement(ref late);
                    await limit.CancelAsync().ConfigureAwait(false);
                    await call.ConfigureAwait(false);
                    return;
                }

                result = await call.ConfigureAwait(false);
                Interlocked.Decrement(ref late);
            }

            if (!stopping.IsCancellationRequested || result.Status == TransportStatus.Answered)
            {
                report(request, Outcome(request, result, reported));
            }
        }
        catch (OperationCanceledException)
        {
            // The hub stops; the row stays, and the next owner of the lane reports it unknown.
        }
        finally
        {
            Interlocked.Decrement(ref calls);
            if (holdsLine)
            {
                Release();
            }
        }
    }

    // The same bytes again only where the line says that nothing was delivered.
    private async Task<TransportResult> SendAsync(OutboundRequest request, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            var result = await TrySendAsync(request, cancellationToken).ConfigureAwait(false);
            if (result.Status != TransportStatus.NotSent || attempt >= options.NotSentRetries.Count)
            {
                return result;
            }

            try
            {
                await Task.Delay(options.NotSentRetries[attempt], time, cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return result;
            }
        }
    }

    private async Task<TransportResult> TrySendAsync(OutboundRequest request, CancellationToken cancellationToken)
    {
        try
        {
            Fault.Hit("k2.before");
            var result = await adapter.SendAsync(request, cancellationToken).ConfigureAwait(false);
            Fault.Hit("k3.after");
            return result;
        }
        catch (OperationCanceledException)
        {
            return new TransportResult(TransportStatus.Unknown, default, "given up waiting");
        }
#pragma warning disable CA1031 // An adapter that throws has sent or not: nobody knows, which is what unknown means.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return new TransportResult(TransportStatus.Unknown, default, "adapter failed: " + e.GetType().Name);
        }
    }

    private OutcomeWork Outcome(OpenRequest request, TransportResult result, bool reported)
    {
        if (reported && result.Status != TransportStatus.Answered)
        {
            return Closed(request);
        }

        CallOutcome outcome;
        try
        {
            outcome = adapter.Decode(request.Request, result);
        }
#pragma warning disable CA1031 // Whatever a decoder cannot read is an unreadable answer: it may have had its effect.
        catch (Exception e)
#pragma warning restore CA1031
        {
            outcome = Unknown(request, "undecodable answer: " + e.GetType().Name, closes: true).Outcome;
        }

        outcome = outcome with
        {
            RequestId = request.Request.RequestId,
            Tag = request.Tag,
            RequestKey = request.Request.Key,
            Late = reported,
            RawDigest = result.Body.IsEmpty ? "" : Convert.ToHexStringLower(SHA256.HashData(result.Body.Span)),
        };
        return new OutcomeWork(request, outcome, result.Body, closes: true);
    }

    /// <summary>The outcome of a request of which nobody knows what became of it.</summary>
    public static OutcomeWork Unknown(OpenRequest request, string detail, bool closes) => new(
        request,
        new CallOutcome
        {
            RequestId = request.Request.RequestId,
            Tag = request.Tag,
            Result = CallResult.Unknown,
            RequestKey = request.Request.Key,
            Detail = detail,
        },
        default,
        closes);

    // Reported unknown before and nothing came after: only the row is closed.
    private static OutcomeWork Closed(OpenRequest request)
    {
        var work = Unknown(request, "", closes: true);
        return new OutcomeWork(request, work.Outcome with { Late = true }, default, closes: true);
    }
}
