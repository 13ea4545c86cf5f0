namespace Hub.Console;

/// <summary>The raw bytes of messages, which the host takes from the journal.</summary>
public interface IRawMessages
{
    /// <summary>Bytes of a received message or of an answer to one of ours by their SHA-256 (lower-case hex); null when there are none.</summary>
    Task<ReadOnlyMemory<byte>?> FindAsync(string sha256, CancellationToken cancellationToken);
}
