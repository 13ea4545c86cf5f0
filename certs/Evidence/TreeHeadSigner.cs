using Hub.Certs.Signatures;

namespace Hub.Certs.Evidence;

/// <summary>Signs the heads of one log with the log's key. Safe for many threads.</summary>
public sealed class TreeHeadSigner(string logId, SigningKey key)
{
    /// <summary>Name of the log.</summary>
    public string LogId { get; } = logId;

    /// <summary>The key that signs.</summary>
    public string KeyId => key.KeyId;

    /// <summary>Signs a tree of the given size and root.</summary>
    /// <param name="size">Number of leaves.</param>
    /// <param name="root">Root of the tree of that size.</param>
    /// <param name="timestamp">The moment, from the caller's TimeProvider.</param>
    public SignedTreeHead Sign(long size, Hash256 root, DateTimeOffset timestamp)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        var microseconds = UnixMicroseconds.FromMoment(timestamp);
        return new SignedTreeHead
        {
            LogId = LogId,
            Size = size,
            Root = root,
            TimestampMicroseconds = microseconds,
            KeyId = KeyId,
            Signature = key.Sign(SignedTreeHead.ToSignedBytes(LogId, size, root, microseconds, KeyId)),
        };
    }
}
