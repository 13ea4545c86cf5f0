using System.Net.Sockets;
using Hub.Adapters.Hl7v2.Wire;
using Microsoft.Extensions.Logging;

namespace Hub.Adapters.Hl7v2.Inbound;

/// <summary>
/// One line: frames in, answers out, one after the other in the order of arrival. Ends when the other side ends, when a limit is reached, or at
/// shutdown after the frame in work was answered.
/// </summary>
internal sealed class MllpConnection(
    Stream stream, LineFacts facts, Hl7v2Endpoint endpoint, Hl7v2Limits limits, Hl7v2Metrics metrics, TimeProvider time, ILogger log) : IDisposable
{
    private const int ReadLength = 32 * 1024;

    private readonly MllpFramer framer = new(limits.FrameBytesMax, limits.NoiseBytesMax);
    private readonly SemaphoreSlim writing = new(1, 1);
    private readonly List<Task> later = [];
    private readonly byte[] buffer = new byte[ReadLength];
    private Task<int>? reading;
    private DateTimeOffset since;

    /// <summary>Serves until the line ends. Returns why, for the log.</summary>
    /// <param name="stopping">No further frame is begun.</param>
    /// <param name="aborted">Nothing is waited for any more.</param>
    public async Task<string> ServeAsync(CancellationToken stopping, CancellationToken aborted)
    {
        since = time.GetUtcNow();
        try
        {
            while (!stopping.IsCancellationRequested)
            {
                if (framer.TryFind(out var finding))
                {
                    if (await TakeAsync(finding, aborted).ConfigureAwait(false) is { } end)
                    {
                        return end;
                    }
                }
                else if (await ReceiveAsync(stopping, aborted).ConfigureAwait(false) is { } end)
                {
                    return end;
                }
            }

            await FinishAsync(aborted).ConfigureAwait(false);
            return "shutdown";
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or OperationCanceledException or TimeoutException)
        {
            return e is TimeoutException ? "answers are not taken" : "the line was cut";
        }
    }

    public void Dispose()
    {
        // A read may still be out; closing the line ends it, and nobody looks at how.
        _ = reading?.ContinueWith(static task => task.Exception, TaskScheduler.Default);
        stream.Dispose();
        writing.Dispose();
    }

    private async Task<string?> TakeAsync(MllpFinding finding, CancellationToken aborted)
    {
        switch (finding)
        {
            case MllpFinding.Frame:
                await AnswerAsync(framer.Frame.ToArray(), aborted).ConfigureAwait(false);
                since = time.GetUtcNow();
                return null;
            case MllpFinding.TooLarge:
                Fault("too-large");
                await SendAsync(endpoint.TooLarge(framer.Frame.ToArray(), facts), aborted).ConfigureAwait(false);
                return "frame too large";
            case MllpFinding.TooMuchNoise:
                Fault("too-much-noise");
                return "too many bytes outside of frames";
            default:
                Fault(finding switch
                {
                    MllpFinding.Noise => "noise",
                    MllpFinding.Restarted => "restarted",
                    _ => "missing-cr",
                });
                return null;
        }
    }

    private async Task<string?> ReceiveAsync(CancellationToken stopping, CancellationToken aborted)
    {
        // The read stays out while something else is waited for: a TLS stream does not survive a read that was cancelled.
        var wasInFrame = framer.InFrame;
        reading ??= stream.ReadAsync(buffer, CancellationToken.None).AsTask();
        int length;
        try
        {
            var wait = framer.EndPending ? TimeSpan.FromMilliseconds(limits.MissingEndMilliseconds) : Left(wasInFrame);
            length = await reading.WaitAsync(wait, time, stopping).ConfigureAwait(false);
        }
        catch (TimeoutException) when (framer.EndPending)
        {
            Fault("missing-cr");
            await CompleteAsync(aborted).ConfigureAwait(false);
            return null;
        }
        catch (TimeoutException)
        {
            Fault(wasInFrame ? "slow" : "idle");
            return wasInFrame ? "the frame did not end in time" : "idle";
        }
        catch (OperationCanceledException)
        {
            return null;
        }

        reading = null;
        if (length == 0)
        {
            return await EndAsync(aborted).ConfigureAwait(false);
        }

        framer.Append(buffer.AsSpan(0, length));
        if (!wasInFrame)
        {
            since = time.GetUtcNow();
        }

        return null;
    }

    // The other side has said everything. A half-closed line still takes answers.
    private async Task<string> EndAsync(CancellationToken aborted)
    {
        if (framer.EndPending)
        {
            Fault("missing-cr");
            await CompleteAsync(aborted).ConfigureAwait(false);
        }
        else if (framer.InFrame)
        {
            Fault("cut");
        }

        await FinishAsync(aborted).ConfigureAwait(false);
        return "the other side ended it";
    }

    private async Task CompleteAsync(CancellationToken aborted)
    {
        framer.CompletePending();
        await AnswerAsync(framer.Frame.ToArray(), aborted).ConfigureAwait(false);
        since = time.GetUtcNow();
    }

    private async Task AnswerAsync(ReadOnlyMemory<byte> frame, CancellationToken aborted)
    {
        FrameAnswer answer;
        try
        {
            answer = await endpoint.AnswerAsync(frame, facts, aborted).ConfigureAwait(false);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or FormatException or OverflowException or KeyNotFoundException)
        {
            // A broken assumption of ours: this message is refused loudly, the line and its other messages go on.
            Hl7v2Log.Failed(log, facts.Listener, e.GetType().Name);
            answer = new FrameAnswer([endpoint.Failed(frame, facts)], []);
        }

        foreach (var message in answer.Messages)
        {
            await SendAsync(message, aborted).ConfigureAwait(false);
        }

        later.RemoveAll(task => task.IsCompleted);
        later.AddRange(answer.Later.Select(wait => LaterAsync(wait, aborted)));
    }

    private async Task LaterAsync(LaterAnswer wait, CancellationToken aborted)
    {
        try
        {
            if (await wait(aborted).ConfigureAwait(false) is { } answer)
            {
                await SendAsync(answer, aborted).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or OperationCanceledException or TimeoutException)
        {
            // The answer is stored: the sender gets it by sending the same message again.
            metrics.Framing(facts.Listener, "late-answer-not-taken");
        }
    }

    private async Task SendAsync(ReadOnlyMemory<byte> message, CancellationToken aborted)
    {
        await writing.WaitAsync(aborted).ConfigureAwait(false);
        try
        {
            await stream.WriteAsync(MllpFrame.Of(message.Span), aborted).AsTask()
                .WaitAsync(TimeSpan.FromSeconds(limits.FrameSeconds), time, aborted).ConfigureAwait(false);
        }
        finally
        {
            writing.Release();
        }
    }

    private Task FinishAsync(CancellationToken aborted) => later.Count == 0
        ? Task.CompletedTask
        : Task.WhenAll(later).WaitAsync(TimeSpan.FromSeconds(limits.FrameSeconds), time, aborted).ContinueWith(static _ => { }, TaskScheduler.Default);

    private TimeSpan Left(bool inFrame)
    {
        var left = since + TimeSpan.FromSeconds(inFrame ? limits.FrameSeconds : limits.IdleSeconds) - time.GetUtcNow();
        return left > TimeSpan.Zero ? left : TimeSpan.FromMilliseconds(1);
    }

    private void Fault(string kind)
    {
        Hl7v2Log.Framing(log, facts.Listener, kind);
        metrics.Framing(facts.Listener, kind);
    }
}
