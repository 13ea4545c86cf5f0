using Hub.Journal;

namespace Hub.Adapters.Bank.Tests.Support;

/// <summary>The journal as the inbox sees it: identities for ever, the first answer stands, a receipt for every content.</summary>
internal sealed class MemoryJournal(CallPlan plan) : IJournal
{
    private readonly Dictionary<(string, string, string), Intake> messages = [];

    public IReadOnlyCollection<Intake> Messages => messages.Values;

    /// <summary>Set: nothing is taken.</summary>
    public bool Away { get; set; }

    public Task<IntakeOutcome> SubmitAsync(Intake intake, TimeSpan waitLimit, CancellationToken cancellationToken) => plan.RunAsync(
        () =>
        {
            if (Away)
            {
                return Task.FromResult(new IntakeOutcome(IntakeResult.Unavailable, 0, false, default, default));
            }

            var identity = (intake.Partner, intake.Kind, intake.Key);
            var duplicate = !messages.TryAdd(identity, intake);
            var first = messages[identity];
            var same = first.ContentDigest.Span.SequenceEqual(intake.ContentDigest.Span);
            return Task.FromResult(new IntakeOutcome(same ? IntakeResult.Answered : IntakeResult.Conflict, 1, duplicate, first.Answer!.Value, first.ReceivedAt));
        },
        () => new IOException("the journal is away"));

    public Task<ReadOnlyMemory<byte>?> ReceiptAsync(string contentDigestHex, CancellationToken cancellationToken) => Task.FromResult<ReadOnlyMemory<byte>?>(
        messages.Values.Any(m => Convert.ToHexStringLower(m.ContentDigest.Span) == contentDigestHex) ? new ReadOnlyMemory<byte>("{}"u8.ToArray()) : default(ReadOnlyMemory<byte>?));
}
