namespace Hub.Host.Edge;

/// <summary>What an edge agent says of itself, signed like a message.</summary>
/// <param name="Institution">Its institution.</param>
/// <param name="At">When it was said, by its clock.</param>
/// <param name="Queued">Messages that wait.</param>
/// <param name="Bytes">Their bytes.</param>
/// <param name="OldestAt">When the oldest was taken; null when none waits.</param>
/// <param name="ReachedAt">When the hub last answered a message.</param>
internal sealed record EdgeBeat(string Institution, DateTimeOffset At, int Queued, long Bytes, DateTimeOffset? OldestAt, DateTimeOffset? ReachedAt);
