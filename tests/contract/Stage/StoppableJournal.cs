using Hub.Journal;

namespace Hub.Contract.Tests.Stage;

/// <summary>
/// The real journal, whose process can be made to stop right after a commit: the message is stored and decided, and its sender
/// hears nothing any more.
/// </summary>
public sealed class StoppableJournal(IJournal journal) : IJournal
{
    private readonly TaskCompletionSource committed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool stops;

    /// <summary>From now on nobody gets an answer; the task ends when the first message is committed.</summary>
    public Task StopAfterCommit()
    {
        stops = true;
        return committed.Task;
    }

    public async Task<IntakeOutcome> SubmitAsync(Intake intake, TimeSpan waitLimit, CancellationToken cancellationToken)
    {
        var outcome = await journal.SubmitAsync(intake, waitLimit, cancellationToken);
        if (stops)
        {
            committed.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        }

        return outcome;
    }

    public Task<ReadOnlyMemory<byte>?> ReceiptAsync(string contentDigestHex, CancellationToken cancellationToken) =>
        journal.ReceiptAsync(contentDigestHex, cancellationToken);
}
