namespace Hub.Adapters.Hl7v2.Inbound;

/// <summary>What a frame is answered with.</summary>
/// <param name="Messages">Each goes into a frame of its own, at once.</param>
/// <param name="Later">Application acknowledgements of enhanced mode, sent when they are known; each ends in null when there will be none.</param>
internal sealed record FrameAnswer(IReadOnlyList<ReadOnlyMemory<byte>> Messages, IReadOnlyList<LaterAnswer> Later)
{
    /// <summary>No answer at all.</summary>
    public static FrameAnswer None { get; } = new([], []);
}

/// <summary>Waits for an answer that is not known yet.</summary>
internal delegate Task<ReadOnlyMemory<byte>?> LaterAnswer(CancellationToken cancellationToken);
