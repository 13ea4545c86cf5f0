namespace Hub.Console.Tests.Support;

/// <summary>A clock that stands until it is moved; timers run on the machine's.</summary>
internal sealed class SetTime(DateTimeOffset now) : TimeProvider
{
    private DateTimeOffset current = now;

    public override DateTimeOffset GetUtcNow() => current;

    internal void Move(TimeSpan by) => current += by;
}
