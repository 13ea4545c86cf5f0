using System.IO.Pipes;
using Hub.Adapters.Sftp.Ssh;

namespace Hub.Adapters.Sftp.Tests.Support;

/// <summary>Real pipes, as between us and ssh, with a peer of this process at the other end.</summary>
internal sealed class PipeChannel : Channel
{
    private readonly AnonymousPipeServerStream toServer = new(PipeDirection.Out);
    private readonly AnonymousPipeServerStream fromServer = new(PipeDirection.In);
    private readonly AnonymousPipeServerStream complaints = new(PipeDirection.In);
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public PipeChannel()
    {
        PeerReads = new AnonymousPipeClientStream(PipeDirection.In, toServer.ClientSafePipeHandle);
        PeerWrites = new AnonymousPipeClientStream(PipeDirection.Out, fromServer.ClientSafePipeHandle);
        PeerComplains = new AnonymousPipeClientStream(PipeDirection.Out, complaints.ClientSafePipeHandle);
    }

    public Stream PeerReads { get; }

    public Stream PeerWrites { get; }

    public Stream PeerComplains { get; }

    public override Stream ToServer => toServer;

    public override Stream FromServer => fromServer;

    public override Stream Complaints => complaints;

    public override Task Ended => ended.Task;

    /// <summary>The peer's ends close, as those of a killed process do.</summary>
    public override void End()
    {
        PeerReads.Dispose();
        PeerWrites.Dispose();
        PeerComplains.Dispose();
        ended.TrySetResult();
    }

    public override ValueTask DisposeAsync()
    {
        toServer.Dispose();
        fromServer.Dispose();
        complaints.Dispose();
        return ValueTask.CompletedTask;
    }
}
