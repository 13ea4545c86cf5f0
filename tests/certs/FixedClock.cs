namespace Hub.Certs.Tests;

/// <summary>A clock that stands until it is moved.</summary>
internal sealed class FixedClock(DateTimeOffset start) : TimeProvider
{
    internal DateTimeOffset Now { get; set; } = start;

    public override DateTimeOffset GetUtcNow() => Now;
}
