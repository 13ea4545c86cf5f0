using System.Collections.Concurrent;
using Hub.Adapters.Sftp.Ssh;
using Hub.Adapters.Sftp.Wire;

namespace Hub.Adapters.Sftp.Session;

/// <summary>
/// Sends requests and hands each answer to who asked, in whatever order they come. Three threads of its own read, write and listen to stderr;
/// they end with the child process. It breaks once, for one reason, and stays broken.
/// </summary>
internal sealed class Line : IAsyncDisposable
{
    /// <summary>Two transfers with the largest window and then some; more under way at a time is a mistake of the caller.</summary>
    private const int WaitingMax = 1024;
    private static readonly TimeSpan FarewellLimit = TimeSpan.FromSeconds(3);
    private readonly Channel channel;
    private readonly TimeProvider time;
    private readonly TimeSpan callTimeout;
    private readonly PacketStream packets;
    private readonly ComplaintText complaints = new();
    private readonly BlockingCollection<PacketWriter> outgoing = [];
    private readonly TaskCompletionSource<Answer> version = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock gate = new();
    private readonly Dictionary<uint, TaskCompletionSource<Answer>> waiting = [];
    private readonly Task listening;
    private readonly Task reading;
    private readonly Task writing;
    private (SshFailure Failure, string Message)? broken;
    private uint lastId;
    private bool isUp;

    public Line(Channel channel, SftpEndpoint endpoint, TimeProvider time)
    {
        this.channel = channel;
        this.time = time;
        callTimeout = endpoint.CallTimeout;
        packets = new PacketStream(channel.FromServer, endpoint.PacketBytesMax);
        listening = OnThread(() => complaints.ReadToEnd(channel.Complaints));
        reading = OnThread(Read);
        writing = OnThread(Write);
    }

    /// <summary>Says the greeting and waits for the server's.</summary>
    public async Task<Answer> GreetAsync(uint ourVersion, TimeSpan limit, CancellationToken cancel)
    {
        lock (gate)
        {
            if (broken is not null)
            {
                throw Reason();
            }

            outgoing.Add(new PacketWriter(PacketType.Init).Number(ourVersion), CancellationToken.None);
        }

        return await WaitAsync(version.Task, limit, cancel).ConfigureAwait(false);
    }

    /// <summary>Sends a request; the task is its answer, and fails when the line breaks.</summary>
    public Task<Answer> Ask(PacketType type, Action<PacketWriter> fields, int sizeHint = 256)
    {
        var answer = new TaskCompletionSource<Answer>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            if (broken is not null)
            {
                throw Reason();
            }

            if (waiting.Count >= WaitingMax)
            {
                throw new InvalidOperationException($"{WaitingMax} requests are under way in this session; use one session per transfer");
            }

            waiting.Add(++lastId, answer);
            var packet = new PacketWriter(type, sizeHint).Number(lastId);
            fields(packet);
            outgoing.Add(packet);
        }

        return answer.Task;
    }

    /// <summary>The answer, if it comes within the call's limit. Otherwise the line is broken: what comes later would be taken for something else.</summary>
    public Task<Answer> WaitAsync(Task<Answer> answer, CancellationToken cancel) => WaitAsync(answer, callTimeout, cancel);

    public async Task<Answer> CallAsync(PacketType type, Action<PacketWriter> fields, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return await WaitAsync(Ask(type, fields), callTimeout, cancel).ConfigureAwait(false);
    }

    /// <summary>Ends everything that is under way, and the child process. Only the first reason counts, and is returned.</summary>
    public SshException Break(SshFailure failure, string message)
    {
        Retire(failure, message);
        channel.End();
        return Reason();
    }

    /// <summary>Lets the server close by itself for a moment, then ends it; nothing is left afterwards.</summary>
    public async ValueTask DisposeAsync()
    {
        Retire(SshFailure.ConnectionLost, "the session was closed");
        await channel.Ended.WaitAsync(FarewellLimit, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        channel.End();
        await Task.WhenAll(channel.Ended, reading, writing, listening).ConfigureAwait(false);
        await channel.DisposeAsync().ConfigureAwait(false);
        outgoing.Dispose();
    }

    // What was sent before still goes out; then the writer closes our end, which tells the server to end.
    private void Retire(SshFailure failure, string message)
    {
        List<TaskCompletionSource<Answer>> left;
        lock (gate)
        {
            if (broken is not null)
            {
                return;
            }

            broken = (failure, message);
            left = [.. waiting.Values, version];
            waiting.Clear();
            outgoing.CompleteAdding();
        }

        foreach (var answer in left)
        {
            // Most are never looked at again; observed here, they do not come up as unobserved later.
            if (answer.TrySetException(Reason()))
            {
                _ = answer.Task.Exception;
            }
        }
    }

    private async Task<Answer> WaitAsync(Task<Answer> answer, TimeSpan limit, CancellationToken cancel)
    {
        try
        {
            return await answer.WaitAsync(limit, time, cancel).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw Break(SshFailure.Timeout, $"the server did not answer within {limit.TotalSeconds:0.###} s");
        }
    }

    private SshException Reason() => new(broken!.Value.Failure, broken.Value.Message, certainlyNotDelivered: !isUp);

    private void Read()
    {
        try
        {
            while (true)
            {
                Hand(packets.Next());
            }
        }
        catch (BrokenProtocolException wrong)
        {
            Break(SshFailure.ProtocolBroken, "the server broke the protocol: " + wrong.Message);
        }
        catch (Exception ended) when (ended is IOException or ObjectDisposedException)
        {
            var (failure, message) = WhyEnded();
            Break(failure, message);
        }
    }

    private void Hand(ReadOnlySpan<byte> packet)
    {
        var fields = new PacketReader(packet);
        var type = (PacketType)fields.Byte();
        if (!isUp)
        {
            if (type != PacketType.Version)
            {
                throw new BrokenProtocolException($"a packet of type {(int)type} in place of the greeting");
            }

            lock (gate)
            {
                isUp = broken is null;
            }

            version.TrySetResult(new Answer(type, packet[1..].ToArray()));
            return;
        }

        var id = fields.Number();
        TaskCompletionSource<Answer>? answer;
        lock (gate)
        {
            if (!waiting.Remove(id, out answer) && broken is null)
            {
                throw new BrokenProtocolException("an answer to a request that nobody made");
            }
        }

        answer?.TrySetResult(new Answer(type, packet[5..].ToArray()));
    }

    // ssh says why on stderr and ends; a program that closes its output but stays is ended first.
    private (SshFailure Failure, string Message) WhyEnded()
    {
        if (!listening.Wait(FarewellLimit))
        {
            channel.End();
            listening.Wait();
        }

        var words = complaints.Shown();
        var failure = isUp ? SshFailure.ConnectionLost : Diagnosis.Of(complaints.Lines());
        var plain = isUp ? "the connection ended" : "the connection ended before the server's greeting";
        return (failure, words.Length == 0 ? plain : $"{plain}: {words}");
    }

    private void Write()
    {
        var stream = channel.ToServer;
        var isOpen = true;
        foreach (var packet in outgoing.GetConsumingEnumerable())
        {
            try
            {
                if (isOpen)
                {
                    stream.Write(packet.Packet);
                    stream.Flush();
                }
            }
            catch (IOException)
            {
                // The other side is gone or going; the reader finds out why and breaks the line.
                isOpen = false;
            }
            finally
            {
                packet.GiveBack();
            }
        }

        Close(stream);
    }

    private static void Close(Stream stream)
    {
        try
        {
            stream.Dispose();
        }
        catch (IOException)
        {
            // Nothing of ours was left in it.
            return;
        }
    }

    private static Task OnThread(Action action) =>
        Task.Factory.StartNew(action, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
