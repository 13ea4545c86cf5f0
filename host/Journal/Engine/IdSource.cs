namespace Hub.Journal.Engine;

/// <summary>
/// Ids without a round trip: milliseconds since 2024 (18 bits left), the writer's log (8 bits), a counter (10 bits). Unique
/// because a log has one owner at a time and its newest id is stored with every batch; ascending per writer; below 10^18
/// (18 digits) until far in the next century.
/// </summary>
internal sealed class IdSource(short logId, long newest, TimeProvider time)
{
    private const int CounterBits = 10;
    private const int LogBits = 8;
    private const long CounterMask = (1L << CounterBits) - 1;
    private static readonly long Epoch = new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    /// <summary>The newest id given out.</summary>
    public long Newest { get; private set; } = newest;

    public long Next()
    {
        var byClock = Of(time.GetUtcNow().ToUnixTimeMilliseconds() - Epoch);
        var after = (Newest & CounterMask) == CounterMask ? Of((Newest >> (CounterBits + LogBits)) + 1) : Newest + 1;
        return Newest = Math.Max(byClock, after);
    }

    private long Of(long milliseconds) => (milliseconds << (CounterBits + LogBits)) | ((long)logId << CounterBits);
}
