using System.Collections.Concurrent;
using Hub.Adapters.Front.Translation;
using Hub.Canonical;
using Hub.Canonical.Messages;
using Hub.Journal;

namespace Hub.Adapters.Front.Tests.Support;

/// <summary>The journal as the door sees it: identities for ever, the first answer stands, a reply that the test decides.</summary>
internal sealed class FakeJournal : IJournal, ICorrelator
{
    private readonly Lock gate = new();
    private readonly Dictionary<(string, string, string), (byte[] Content, byte[]? Answer)> messages = [];
    private readonly FrontAnswerEncoder encoder = new();
    private int settled;

    /// <summary>What the routes say; null is an outcome not known yet.</summary>
    public Func<ICommand, object?>? Reply { get; set; }

    /// <summary>Set: nothing is taken.</summary>
    public bool Away { get; set; }

    /// <summary>Every message that was new.</summary>
    public ConcurrentQueue<Intake> Taken { get; } = new();

    public IReadOnlyList<ICommand> Commands => [.. Taken.Select(i => i.Message).OfType<ICommand>()];

    public Task<IntakeOutcome> SubmitAsync(Intake intake, TimeSpan waitLimit, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (Away)
            {
                return Task.FromResult(new IntakeOutcome(IntakeResult.Unavailable, 0, false, default, default));
            }

            var identity = (intake.Partner, intake.Kind, intake.Key);
            var duplicate = messages.TryGetValue(identity, out var known);
            if (!duplicate)
            {
                Taken.Enqueue(intake);
                known = (intake.ContentDigest.ToArray(), intake.Answer?.ToArray());
            }

            if (!known.Content.AsSpan().SequenceEqual(intake.ContentDigest.Span))
            {
                return Task.FromResult(new IntakeOutcome(IntakeResult.Conflict, 1, true, default, default));
            }

            if (known.Answer is null && (Reply ?? Settled)((ICommand)intake.Message!) is { } reply)
            {
                known.Answer = encoder.Encode(AddressOf(intake), reply, default).ToArray();
            }

            messages[identity] = known;
            return Task.FromResult(known.Answer is { } answer
                ? new IntakeOutcome(IntakeResult.Answered, 1, duplicate, answer, default)
                : new IntakeOutcome(IntakeResult.Pending, 1, duplicate, default, default));
        }
    }

    public Task<ReadOnlyMemory<byte>?> ReceiptAsync(string contentDigestHex, CancellationToken cancellationToken) =>
        Task.FromResult<ReadOnlyMemory<byte>?>(null);

    public CaseReference CaseOf(ICommand command) => CaseReference.Of("case:" + command.Origin.Visit);

    private Adjudicated Settled(ICommand command)
    {
        var total = command is SubmitClaim claim ? claim.Total : ((Settle)command).Total;
        return new Adjudicated
        {
            Adjudication = new Adjudication
            {
                SettlementId = FormattableString.Invariant($"SETL{++settled}"), EncounterId = "M1", Total = total, FundTotal = Money.Zero,
                PersonTotal = total, PersonalAccount = Money.Zero, Cash = total,
            },
        };
    }

    private static ReplyAddress AddressOf(Intake intake) => new()
    {
        MessageId = 1, Partner = intake.Partner, Channel = intake.Channel, Kind = intake.Kind, Key = intake.Key, ReceivedAt = intake.ReceivedAt,
    };
}
