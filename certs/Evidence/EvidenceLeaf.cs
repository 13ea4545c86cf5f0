using Hub.Certs.Signatures;

namespace Hub.Certs.Evidence;

/// <summary>Which way the message went, seen from the hub.</summary>
public enum MessageDirection
{
    /// <summary>Received.</summary>
    In,

    /// <summary>Sent.</summary>
    Out,
}

/// <summary>
/// One entry of the evidence log: who sent or was sent what, when, and what the hub decided. It holds digests and identifiers only;
/// <see cref="Key"/> must not carry personal data (hash it where the business key is made of such). Every text has 1 to 1,024 bytes
/// in UTF-8. Source: reliability.md 3.4.
/// </summary>
public sealed record EvidenceLeaf
{
    /// <summary>Version of the leaf's layout, the first field of its bytes.</summary>
    public const long Version = 1;

    /// <summary>Name of the log, for example <c>hub-hunan</c>.</summary>
    public required string LogId { get; init; }

    /// <summary>The log's own gapless number of the entry, from 0.</summary>
    public required long Sequence { get; init; }

    /// <summary>When the entry was recorded: microseconds since 1970-01-01T00:00:00Z.</summary>
    public required long RecordedAtMicroseconds { get; init; }

    /// <summary>Registry id of the partner.</summary>
    public required string Partner { get; init; }

    /// <summary>Received or sent.</summary>
    public required MessageDirection Direction { get; init; }

    /// <summary>The adapter's channel, for example <c>infno</c>.</summary>
    public required string Channel { get; init; }

    /// <summary>Kind of the message within the channel, for example <c>2207</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The business key that identifies the message for life, without personal data.</summary>
    public required string Key { get; init; }

    /// <summary>SHA-256 of the raw bytes as received or sent.</summary>
    public required Hash256 ContentSha256 { get; init; }

    /// <summary>SM3 of the same bytes, where the partner asks for it.</summary>
    public Hash256? ContentSm3 { get; init; }

    /// <summary>SHA-256 of the related message, for example of the request in the entry of its answer.</summary>
    public Hash256? RelatedSha256 { get; init; }

    /// <summary>What the hub decided, for example <c>accepted</c>, <c>duplicate</c>, <c>conflict</c>, <c>refused</c>.</summary>
    public required string Decision { get; init; }

    /// <summary>Algorithm of the message's own signature, null if it had none.</summary>
    public SignatureAlgorithm? SignatureAlgorithm { get; init; }

    /// <summary>Key of the message's own signature, null if it had none.</summary>
    public string? SignatureKeyId { get; init; }

    /// <summary>The moment of <see cref="RecordedAtMicroseconds"/>.</summary>
    public DateTimeOffset RecordedAt => UnixMicroseconds.ToMoment(RecordedAtMicroseconds);

    /// <summary>The canonical bytes: the fields in the order above, each with its length before it.</summary>
    /// <exception cref="ArgumentException">A text is empty or longer than 1,024 bytes.</exception>
    public byte[] ToBytes() => Write().Written.ToArray();

    /// <summary>The leaf hash: SHA-256 of 00 and the canonical bytes. Errors as <see cref="ToBytes"/>.</summary>
    public Hash256 Hash() => MerkleHash.Leaf(Write().Written);

    private CanonicalWriter Write() => new CanonicalWriter()
        .Number(Version)
        .Text(LogId, nameof(LogId))
        .Number(Sequence)
        .Number(RecordedAtMicroseconds)
        .Text(Partner, nameof(Partner))
        .Text(DirectionName(Direction), nameof(Direction))
        .Text(Channel, nameof(Channel))
        .Text(Kind, nameof(Kind))
        .Text(Key, nameof(Key))
        .Hash(ContentSha256)
        .OptionalHash(ContentSm3)
        .OptionalHash(RelatedSha256)
        .Text(Decision, nameof(Decision))
        .OptionalText(SignatureAlgorithm is { } algorithm ? SignatureAlgorithmNames.Name(algorithm) : null, nameof(SignatureAlgorithm))
        .OptionalText(SignatureKeyId, nameof(SignatureKeyId));

    internal static string DirectionName(MessageDirection direction) => direction == MessageDirection.In ? "in" : "out";
}
