using Hub.Canonical.Messages;
using Hub.Journal;

namespace Hub.Adapters;

/// <summary>
/// The second half of every adapter's inbound path, after receive, authenticate, keep, decode and translate: commit, and
/// wait for the answer. A question that a desk can answer is answered and committed in one step.
/// </summary>
public sealed class InboundPipeline
{
    private readonly IJournal journal;
    private readonly ICorrelator correlator;
    private readonly Dictionary<Type, IDesk> desks;
    private readonly Dictionary<string, IAnswerEncoder> encoders;
    private readonly TimeProvider time;

    public InboundPipeline(
        IJournal journal, ICorrelator correlator, IEnumerable<IDesk> desks, IEnumerable<IAnswerEncoder> encoders, TimeProvider time)
    {
        this.journal = journal;
        this.correlator = correlator;
        this.desks = desks.SelectMany(d => d.MessageTypes, (desk, type) => (type, desk)).ToDictionary(p => p.type, p => p.desk);
        this.encoders = encoders.ToDictionary(e => e.Channel, StringComparer.Ordinal);
        this.time = time;
    }

    /// <summary>Accepts a command and waits for its answer up to <paramref name="waitLimit"/>.</summary>
    public async Task<IntakeOutcome> AcceptAsync(
        ReceivedMessage received, ICommand command, TimeSpan waitLimit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(received);
        ArgumentNullException.ThrowIfNull(command);
        var intake = IntakeOf(received, Decision.Accepted);
        if (desks.TryGetValue(command.GetType(), out var desk))
        {
            var now = time.GetUtcNow();
            var context = new DeskContext(now, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(received.Raw.Span)));
            var reply = await desk.AnswerAsync(command, context, cancellationToken).ConfigureAwait(false);
            intake = intake with { Answer = encoders[received.Channel].Encode(received.Address, reply, now) };
        }
        else
        {
            intake = intake with { Case = correlator.CaseOf(command), Message = command };
        }

        return await journal.SubmitAsync(intake, waitLimit, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Keeps a message that is refused or quarantined together with the answer that says why.</summary>
    public Task<IntakeOutcome> RefuseAsync(
        ReceivedMessage received, Decision decision, string reason, ReadOnlyMemory<byte> answer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(received);
        var intake = IntakeOf(received, decision) with { Answer = answer, Reason = reason };
        return journal.SubmitAsync(intake, TimeSpan.Zero, cancellationToken);
    }

    private static Intake IntakeOf(ReceivedMessage received, Decision decision) => new()
    {
        Partner = received.Partner,
        Channel = received.Channel,
        Kind = received.Kind,
        Key = received.Key,
        ContentDigest = received.ContentDigest,
        Raw = received.Raw,
        ReceivedAt = received.ReceivedAt,
        Decision = decision,
        SignatureAlgorithm = received.SignatureAlgorithm,
        SignatureKeyId = received.SignatureKeyId,
        AnswerHint = received.AnswerHint,
    };
}
