using Hub.Adapters.Fhir.Translation;
using Hub.Journal;

namespace Hub.Adapters.Fhir.Tests.Door;

/// <summary>The journal as the door sees it: identities for ever, the first answer stands.</summary>
internal sealed class MemoryJournal(FhirAnswerEncoder encoder) : IJournal, IOwnMessages
{
    private readonly Dictionary<(string Partner, string Kind, string Key), (Intake Intake, ReadOnlyMemory<byte>? Answer)> messages = [];

    public List<Intake> Accepted { get; } = [];

    public List<Intake> Refused { get; } = [];

    /// <summary>What the saga answers.</summary>
    public Func<object, object> Reply { get; set; } = _ => new Canonical.Messages.Acknowledged();

    /// <summary>Set: nothing is taken, or no answer comes.</summary>
    public IntakeResult? Trouble { get; set; }

    public Task<IntakeOutcome> SubmitAsync(Intake intake, TimeSpan waitLimit, CancellationToken cancellationToken)
    {
        if (Trouble is IntakeResult.Unavailable)
        {
            return Task.FromResult(new IntakeOutcome(IntakeResult.Unavailable, 0, false, default, intake.ReceivedAt));
        }

        var identity = (intake.Partner, intake.Kind, intake.Key);
        if (messages.TryGetValue(identity, out var first))
        {
            var isSame = first.Intake.ContentDigest.Span.SequenceEqual(intake.ContentDigest.Span);
            var result = !isSame ? IntakeResult.Conflict : first.Answer is null ? IntakeResult.Pending : IntakeResult.Answered;
            return Task.FromResult(new IntakeOutcome(result, 1, true, isSame ? first.Answer ?? default : default, first.Intake.ReceivedAt));
        }

        (intake.Decision == Decision.Accepted ? Accepted : Refused).Add(intake);
        var answer = intake.Answer;
        if (answer is null && Trouble is null)
        {
            answer = encoder.Encode(AddressOf(intake), Reply(intake.Message!), intake.ReceivedAt);
        }

        messages.Add(identity, (intake, answer));
        return Task.FromResult(new IntakeOutcome(
            answer is null ? IntakeResult.Pending : IntakeResult.Answered, messages.Count, false, answer ?? default, intake.ReceivedAt));
    }

    public Task<ReadOnlyMemory<byte>?> ReceiptAsync(string contentDigestHex, CancellationToken cancellationToken) =>
        Task.FromResult<ReadOnlyMemory<byte>?>(null);

    public Task<OwnMessage?> FindAsync(string partner, string contentDigestHex, CancellationToken cancellationToken) =>
        Task.FromResult(Of(messages.Values.FirstOrDefault(m => m.Intake.Partner == partner && Hex(m.Intake) == contentDigestHex)));

    public Task<OwnMessage?> FindAsync(string partner, string kind, string key, CancellationToken cancellationToken) =>
        Task.FromResult(Of(messages.GetValueOrDefault((partner, kind, key))));

    private static OwnMessage? Of((Intake Intake, ReadOnlyMemory<byte>? Answer) found) => found.Intake is not { } intake
        ? null
        : new OwnMessage
        {
            Channel = intake.Channel, Kind = intake.Kind, Key = intake.Key, ReceivedAt = intake.ReceivedAt, ContentDigest = Hex(intake),
            AnswerHint = intake.AnswerHint, Answer = found.Answer,
        };

    private static string Hex(Intake intake) => Convert.ToHexStringLower(intake.ContentDigest.Span);

    private static ReplyAddress AddressOf(Intake intake) => new()
    {
        MessageId = 1, Partner = intake.Partner, Channel = intake.Channel, Kind = intake.Kind, Key = intake.Key, ReceivedAt = intake.ReceivedAt,
        AnswerHint = intake.AnswerHint,
    };
}
