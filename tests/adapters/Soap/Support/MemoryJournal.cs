using Hub.Adapters.Soap.Translation;
using Hub.Journal;

namespace Hub.Adapters.Soap.Tests.Support;

/// <summary>The journal as the door sees it: identities for ever, the first answer stands, a receipt for every content.</summary>
internal sealed class MemoryJournal : IJournal
{
    private readonly SoapAnswerEncoder encoder = new();
    private readonly Dictionary<(string, string, string), (Intake Intake, ReadOnlyMemory<byte> Answer)> messages = [];

    public List<Intake> Accepted { get; } = [];

    public List<Intake> Refused { get; } = [];

    /// <summary>What the saga answers.</summary>
    public Func<object, object> Reply { get; set; } = _ => new Canonical.Messages.Acknowledged();

    /// <summary>Set: nothing is taken, or no answer comes.</summary>
    public IntakeResult? Trouble { get; set; }

    public Task<IntakeOutcome> SubmitAsync(Intake intake, TimeSpan waitLimit, CancellationToken cancellationToken)
    {
        if (Trouble is { } trouble)
        {
            return Task.FromResult(new IntakeOutcome(trouble, 7, false, default, intake.ReceivedAt));
        }

        var identity = (intake.Partner, intake.Kind, intake.Key);
        if (messages.TryGetValue(identity, out var first))
        {
            var isSame = first.Intake.ContentDigest.Span.SequenceEqual(intake.ContentDigest.Span);
            return Task.FromResult(new IntakeOutcome(
                isSame ? IntakeResult.Answered : IntakeResult.Conflict, 1, true, isSame ? first.Answer : default, first.Intake.ReceivedAt));
        }

        (intake.Decision == Decision.Accepted ? Accepted : Refused).Add(intake);
        var answer = intake.Answer ?? encoder.Encode(AddressOf(intake), Reply(intake.Message!), intake.ReceivedAt);
        messages.Add(identity, (intake, answer));
        return Task.FromResult(new IntakeOutcome(IntakeResult.Answered, messages.Count, false, answer, intake.ReceivedAt));
    }

    public Task<ReadOnlyMemory<byte>?> ReceiptAsync(string contentDigestHex, CancellationToken cancellationToken) => Task.FromResult<ReadOnlyMemory<byte>?>(
        messages.Values.Any(m => Convert.ToHexStringLower(m.Intake.ContentDigest.Span) == contentDigestHex)
            ? new ReadOnlyMemory<byte>("{\"receipt\":1}"u8.ToArray())
            : default(ReadOnlyMemory<byte>?));

    private static ReplyAddress AddressOf(Intake intake) => new()
    {
        MessageId = 1,
        Partner = intake.Partner,
        Channel = intake.Channel,
        Kind = intake.Kind,
        Key = intake.Key,
        ReceivedAt = intake.ReceivedAt,
        AnswerHint = intake.AnswerHint,
    };
}
