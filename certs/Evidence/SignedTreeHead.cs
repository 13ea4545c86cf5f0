namespace Hub.Certs.Evidence;

/// <summary>The hub's signed word on a whole tree: its size and root at a moment (RFC 9162, 4.10, in the hub's own layout).</summary>
public sealed record SignedTreeHead
{
    private const string Purpose = "hub evidence log tree head, version 1";

    /// <summary>Name of the log.</summary>
    public required string LogId { get; init; }

    /// <summary>Number of leaves, at least 1 in a receipt.</summary>
    public required long Size { get; init; }

    /// <summary>Root of the tree of that size.</summary>
    public required Hash256 Root { get; init; }

    /// <summary>When it was signed: microseconds since 1970-01-01T00:00:00Z.</summary>
    public required long TimestampMicroseconds { get; init; }

    /// <summary>The log key that signed.</summary>
    public required string KeyId { get; init; }

    /// <summary>The signature over <see cref="ToSignedBytes()"/>, in the key's encoding.</summary>
    public required ReadOnlyMemory<byte> Signature { get; init; }

    /// <summary>The moment of <see cref="TimestampMicroseconds"/>.</summary>
    public DateTimeOffset Timestamp => UnixMicroseconds.ToMoment(TimestampMicroseconds);

    /// <summary>What is signed: purpose, log id, size, root, timestamp and key id, each with its length before it.</summary>
    /// <exception cref="ArgumentException">A text is empty or longer than 1,024 bytes.</exception>
    public byte[] ToSignedBytes() => ToSignedBytes(LogId, Size, Root, TimestampMicroseconds, KeyId);

    internal static byte[] ToSignedBytes(string logId, long size, in Hash256 root, long timestampMicroseconds, string keyId) =>
        new CanonicalWriter()
            .Text(Purpose, nameof(Purpose))
            .Text(logId, nameof(logId))
            .Number(size)
            .Hash(root)
            .Number(timestampMicroseconds)
            .Text(keyId, nameof(keyId))
            .Written.ToArray();
}
