namespace Hub.Journal.Tests.Support;

/// <summary>The machine's clock moved by as much as a test likes; timers stay real.</summary>
public sealed class ShiftedTime : TimeProvider
{
    public TimeSpan Shift { get; set; }

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Shift;
}
