namespace Hub.Journal;

/// <summary>A message as its sender may read it again.</summary>
public sealed record OwnMessage
{
    public required string Channel { get; init; }
    public required string Kind { get; init; }
    public required string Key { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>SHA-256 of its content in lower-case hex.</summary>
    public required string ContentDigest { get; init; }
    public string AnswerHint { get; init; } = "";

    /// <summary>The stored answer, byte for byte; null while there is none.</summary>
    public ReadOnlyMemory<byte>? Answer { get; init; }
}

/// <summary>What a partner has sent and been answered, for itself alone: every question names the partner that was proven.</summary>
public interface IOwnMessages
{
    /// <summary>By the digest of the content; null when this partner has sent no such message.</summary>
    Task<OwnMessage?> FindAsync(string partner, string contentDigestHex, CancellationToken cancellationToken);

    /// <summary>By kind and key; null when this partner has sent no such message.</summary>
    Task<OwnMessage?> FindAsync(string partner, string kind, string key, CancellationToken cancellationToken);
}
