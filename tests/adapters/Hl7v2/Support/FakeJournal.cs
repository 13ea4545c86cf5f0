using System.Collections.Concurrent;
using Hub.Adapters.Hl7v2.Translation;
using Hub.Canonical.Messages;
using Hub.Journal;

namespace Hub.Adapters.Hl7v2.Tests.Support;

/// <summary>The journal as the door sees it: identities for ever, the first answer stands, a reply that the test decides.</summary>
internal sealed class FakeJournal(TimeProvider time) : IJournal, ICorrelator
{
    private readonly Lock gate = new();
    private readonly Dictionary<(string, string, string), (Intake First, TaskCompletionSource<byte[]> Answer)> messages = [];
    private readonly Hl7v2AnswerEncoder encoder = new();

    /// <summary>What the routes say; a task that does not end is an outcome not known yet.</summary>
    public Func<ICommand, Task<object>> Reply { get; set; } = _ => Task.FromResult<object>(new Acknowledged());

    /// <summary>Set: nothing is taken.</summary>
    public bool Away { get; set; }

    public ConcurrentQueue<Intake> Taken { get; } = new();

    public IReadOnlyList<ICommand> Commands => [.. Taken.Select(i => i.Message).OfType<ICommand>()];

    public async Task<IntakeOutcome> SubmitAsync(Intake intake, TimeSpan waitLimit, CancellationToken cancellationToken)
    {
        if (Away)
        {
            return new IntakeOutcome(IntakeResult.Unavailable, 0, false, default, default);
        }

        Intake first;
        TaskCompletionSource<byte[]> answer;
        bool duplicate;
        lock (gate)
        {
            var identity = (intake.Partner, intake.Kind, intake.Key);
            duplicate = messages.TryGetValue(identity, out var known);
            if (!duplicate)
            {
                known = (intake, new TaskCompletionSource<byte[]>(TaskCreationOptions.RunContinuationsAsynchronously));
                messages.Add(identity, known);
                Taken.Enqueue(intake);
                Begin(intake, known.Item2);
            }

            (first, answer) = known;
        }

        if (!first.ContentDigest.Span.SequenceEqual(intake.ContentDigest.Span))
        {
            return new IntakeOutcome(IntakeResult.Conflict, 1, true, default, first.ReceivedAt);
        }

        try
        {
            var bytes = answer.Task.IsCompleted ? await answer.Task : await answer.Task.WaitAsync(waitLimit, time, cancellationToken);
            return new IntakeOutcome(IntakeResult.Answered, 1, duplicate, bytes, first.ReceivedAt);
        }
        catch (TimeoutException)
        {
            return new IntakeOutcome(IntakeResult.Pending, 1, duplicate, default, first.ReceivedAt);
        }
    }

    public Task<ReadOnlyMemory<byte>?> ReceiptAsync(string contentDigestHex, CancellationToken cancellationToken) =>
        Task.FromResult<ReadOnlyMemory<byte>?>(null);

    public CaseReference CaseOf(ICommand command) => CaseReference.Of("case:" + command.Origin.Visit);

    private void Begin(Intake intake, TaskCompletionSource<byte[]> answer)
    {
        if (intake.Answer is { } ready)
        {
            answer.SetResult(ready.ToArray());
            return;
        }

        var reply = Reply((ICommand)intake.Message!);
        void Set(Task<object> done) => answer.TrySetResult(encoder.Encode(
            new ReplyAddress
            {
                MessageId = 1, Partner = intake.Partner, Channel = intake.Channel, Kind = intake.Kind, Key = intake.Key,
                ReceivedAt = intake.ReceivedAt, AnswerHint = intake.AnswerHint,
            },
            done.Result,
            time.GetUtcNow()).ToArray());
        if (reply.IsCompleted)
        {
            Set(reply);
        }
        else
        {
            _ = reply.ContinueWith(Set, TaskScheduler.Default);
        }
    }
}
