namespace Hub.Journal;

/// <summary>What an adapter decided about a message before any saga saw it.</summary>
public enum Decision
{
    /// <summary>Sent on to its saga (or answered at once by a desk).</summary>
    Accepted = 1,

    /// <summary>Sender proven, message unacceptable: kept as evidence, answered with the reason, no effect.</summary>
    Refused = 2,

    /// <summary>Sender proven, message unreadable or contradictory: kept for a person, answered with the reason.</summary>
    Quarantined = 3,
}

/// <summary>
/// Which case (encounter, sale, operator's day …) a message belongs to. Messages of one case are handled in order, one
/// at a time. The intake resolves an alias or a message reference to the case it stands for; an unknown one opens a case
/// of that very name.
/// </summary>
/// <param name="How">How <paramref name="Name"/> is to be read.</param>
/// <param name="Name">Case name, alias name, or <c>kind/key</c> of an earlier message of the same partner.</param>
public readonly record struct CaseReference(CaseReferenceKind How, string Name)
{
    /// <summary>The case of this name, or the case that has it as an alias.</summary>
    public static CaseReference Of(string name) => new(CaseReferenceKind.NameOrAlias, name);

    /// <summary>The case of an earlier message of the same partner (a reversal names it by kind and key).</summary>
    public static CaseReference OfMessage(string kind, string key) => new(CaseReferenceKind.Message, kind + "/" + key);
}

/// <summary>How a <see cref="CaseReference"/> is to be read.</summary>
public enum CaseReferenceKind
{
    NameOrAlias,
    Message,
}

/// <summary>
/// One received message as the adapter hands it to the journal. Identity is (Partner, Kind, Key) for ever; Content
/// decides whether a second arrival is the same message or a conflict.
/// </summary>
public sealed record Intake
{
    /// <summary>Proven sender.</summary>
    public required string Partner { get; init; }

    /// <summary>Channel, for example <c>infno</c>.</summary>
    public required string Channel { get; init; }

    /// <summary>Message type of the channel, for example <c>2207</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The sender's message id, at most 120 characters.</summary>
    public required string Key { get; init; }

    /// <summary>SHA-256 (32 bytes) of what identity compares: the business content without time stamps and signatures.</summary>
    public required ReadOnlyMemory<byte> ContentDigest { get; init; }

    /// <summary>The bytes as received, kept for ever.</summary>
    public required ReadOnlyMemory<byte> Raw { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public required Decision Decision { get; init; }

    /// <summary>The case; ignored when <see cref="Answer"/> is set.</summary>
    public CaseReference Case { get; init; }

    /// <summary>The canonical command for the saga; null when <see cref="Answer"/> is set.</summary>
    public object? Message { get; init; }

    /// <summary>The final answer where none has to be waited for (refusal, desk): stored and given back for ever.</summary>
    public ReadOnlyMemory<byte>? Answer { get; init; }

    /// <summary>Reason code of a refusal or quarantine, for the operator.</summary>
    public string? Reason { get; init; }

    /// <summary>Signature algorithm and key id that proved the sender (goes into the evidence leaf); empty when none.</summary>
    public string SignatureAlgorithm { get; init; } = "";

    public string SignatureKeyId { get; init; } = "";

    /// <summary>Opaque text that the channel's answer encoder wants back (for example the division for inf_refmsgid).</summary>
    public string AnswerHint { get; init; } = "";
}

/// <summary>What became of an intake.</summary>
public enum IntakeResult
{
    /// <summary>The final answer is in <see cref="IntakeOutcome.Answer"/>.</summary>
    Answered,

    /// <summary>Accepted and being worked on; the wait limit passed before the answer was known.</summary>
    Pending,

    /// <summary>The same identity with other content was accepted before: nothing changed, both are kept.</summary>
    Conflict,

    /// <summary>Not accepted, nothing kept: a limit is reached or the store is unavailable. Try again later.</summary>
    Unavailable,
}

/// <summary>Result of <see cref="IJournal.SubmitAsync"/>.</summary>
/// <param name="Result">What became of it.</param>
/// <param name="MessageId">Journal id; 0 when unavailable. Of a duplicate: the id of the first arrival.</param>
/// <param name="Duplicate">The message had been accepted before.</param>
/// <param name="Answer">The stored answer, byte for byte the same each time; empty unless answered.</param>
/// <param name="ReceivedAt">When the first arrival was received.</param>
public readonly record struct IntakeOutcome(
    IntakeResult Result, long MessageId, bool Duplicate, ReadOnlyMemory<byte> Answer, DateTimeOffset ReceivedAt);

/// <summary>The engine as adapters see it.</summary>
public interface IJournal
{
    /// <summary>
    /// Commits the message (identity, raw bytes, evidence leaf and receipt, saga message or final answer) together with
    /// concurrent ones, then waits for its answer up to <paramref name="waitLimit"/>.
    /// </summary>
    Task<IntakeOutcome> SubmitAsync(Intake intake, TimeSpan waitLimit, CancellationToken cancellationToken);

    /// <summary>
    /// The receipt (compact JSON of Hub.Certs.Evidence.Receipt) of a message: of its answer where there is one, else of
    /// its acceptance. Null when unknown. Found by the SHA-256 (lower-case hex) of its content, which only the parties know.
    /// </summary>
    Task<ReadOnlyMemory<byte>?> ReceiptAsync(string contentDigestHex, CancellationToken cancellationToken);
}

/// <summary>Where an answer goes; a saga keeps it in its state when it cannot answer at once.</summary>
public sealed record ReplyAddress
{
    public required long MessageId { get; init; }
    public required string Partner { get; init; }
    public required string Channel { get; init; }
    public required string Kind { get; init; }
    public required string Key { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }
    public string AnswerHint { get; init; } = "";
}

/// <summary>Turns a canonical answer into the channel's bytes. Pure: same input, same bytes.</summary>
public interface IAnswerEncoder
{
    string Channel { get; }

    ReadOnlyMemory<byte> Encode(ReplyAddress to, object reply, DateTimeOffset answeredAt);
}

/// <summary>Says which case a command belongs to; implemented by the routes, asked by the adapters' inbound path.</summary>
public interface ICorrelator
{
    CaseReference CaseOf(Hub.Canonical.Messages.ICommand command);
}
