using System.Globalization;

namespace Hub.Journal;

/// <summary>Every limit of the engine. Checked when the hub starts; a wrong value stops it with its name and range.</summary>
public sealed record JournalOptions
{
    /// <summary>PostgreSQL, as the application's role.</summary>
    public required string ConnectionString { get; init; }

    /// <summary>PostgreSQL, as the owner of the schema; null: migrations are not run by this process (they must have been).</summary>
    public string? OwnerConnectionString { get; init; }

    /// <summary>Name of this node, unique among the nodes of the database and other after each start. Default: machine and process.</summary>
    public string Node { get; init; } = string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}-{Environment.ProcessId}");

    /// <summary>Evidence logs are called so with a number behind: <c>hub-1</c>, <c>hub-2</c>. Default <c>hub</c>.</summary>
    public string LogName { get; init; } = "hub";

    /// <summary>Lanes; fixed once the database exists. Default 16, range 1 to 1,024.</summary>
    public int Lanes { get; init; } = 16;

    /// <summary>Writers (each a connection, a log and its share of the lanes). Default 2, range 1 to 16.</summary>
    public int Writers { get; init; } = 2;

    /// <summary>Items in one transaction at most. Default 512, range 1 to 4,096.</summary>
    public int BatchMax { get; init; } = 512;

    /// <summary>Messages waiting to be committed at most; more are refused as unavailable. Default 20,000, range 1 to 1,000,000.</summary>
    public int IntakeQueueMax { get; init; } = 20_000;

    /// <summary>A caller is told "unavailable" when its message is not committed within this time. Default 10 s, range 100 ms to 5 min.</summary>
    public TimeSpan CommitLimit { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Cases kept in memory per writer. Default 20,000, range 16 to 10,000,000.</summary>
    public int CaseCacheMax { get; init; } = 20_000;

    /// <summary>Immediate retries of a handler that throws. Default 5, range 0 to 100 (as in NServiceBus).</summary>
    public int ImmediateRetries { get; init; } = 5;

    /// <summary>Delays before the delayed retries; after the last the case is quarantined. Default 10, 20, 30 s; at most 20.</summary>
    public IReadOnlyList<TimeSpan> DelayedRetries { get; init; } =
        [TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(30)];

    /// <summary>Local messages that one message may set off inside its transaction; further ones wait for the next. Default 16, range 0 to 1,000.</summary>
    public int LocalDepthMax { get; init; } = 16;

    /// <summary>Calls to one destination at the same time. Default 256, range 1 to 10,000.</summary>
    public int OutboundConcurrency { get; init; } = 256;

    /// <summary>Delays before a request that was certainly not delivered is sent again. Default 0.2, 1, 3 s; at most 20.</summary>
    public IReadOnlyList<TimeSpan> NotSentRetries { get; init; } =
        [TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3)];

    /// <summary>A call without an answer is reported unknown after this time. Default 8 s, range 10 ms to 10 min.</summary>
    public TimeSpan UnknownAfter { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>An answer that comes later than this after sending is not awaited. Default 60 s, not below <see cref="UnknownAfter"/>, at most 1 h.</summary>
    public TimeSpan LateAnswerLimit { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Late answers awaited at the same time; beyond it calls are given up at once. Default 10,000, range 0 to 1,000,000.</summary>
    public int LateAnswersMax { get; init; } = 10_000;

    /// <summary>A node that has not been heard of for so long loses its lanes (database time). Default 10 s, range 1 s to 10 min.</summary>
    public TimeSpan LeaseTime { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often leases are renewed and free lanes looked for. Default 1 s; at most a third of <see cref="LeaseTime"/>.</summary>
    public TimeSpan LeaseInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How often due time-outs, retries and messages from other nodes are looked for. Default 100 ms, range 5 ms to 1 min.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How long a stop waits for calls under way. Default 10 s, range 0 to 10 min.</summary>
    public TimeSpan DrainLimit { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Daily partitions made ahead. Default 3, range 1 to 60.</summary>
    public int PartitionsAhead { get; init; } = 3;

    /// <summary>Time limit of one statement. Default 30 s, range 1 s to 10 min.</summary>
    public TimeSpan StatementLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Refuses to start on a database that may lose what it acknowledged (fsync off). False only in tests. Default true.</summary>
    public bool RequireDurability { get; init; } = true;

    /// <summary>Every wrong value with its name and range; empty when all are well.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        Check(ConnectionString.Length > 0, "ConnectionString is empty");
        Check(Node.Length is > 0 and <= 100, "Node has 1 to 100 characters");
        Check(LogName.Length is > 0 and <= 50, "LogName has 1 to 50 characters");
        Range(Lanes, 1, 1024, nameof(Lanes));
        Range(Writers, 1, 16, nameof(Writers));
        Range(BatchMax, 1, 4096, nameof(BatchMax));
        Range(IntakeQueueMax, 1, 1_000_000, nameof(IntakeQueueMax));
        Range(CaseCacheMax, 16, 10_000_000, nameof(CaseCacheMax));
        Range(ImmediateRetries, 0, 100, nameof(ImmediateRetries));
        Range(LocalDepthMax, 0, 1000, nameof(LocalDepthMax));
        Range(OutboundConcurrency, 1, 10_000, nameof(OutboundConcurrency));
        Range(LateAnswersMax, 0, 1_000_000, nameof(LateAnswersMax));
        Range(PartitionsAhead, 1, 60, nameof(PartitionsAhead));
        Range(DelayedRetries.Count, 0, 20, nameof(DelayedRetries) + " (count)");
        Range(NotSentRetries.Count, 0, 20, nameof(NotSentRetries) + " (count)");
        Times(CommitLimit, 0.1, 300, nameof(CommitLimit));
        Times(UnknownAfter, 0.01, 600, nameof(UnknownAfter));
        Times(LateAnswerLimit, 0.01, 3600, nameof(LateAnswerLimit));
        Times(LeaseTime, 1, 600, nameof(LeaseTime));
        Times(PollInterval, 0.005, 60, nameof(PollInterval));
        Times(DrainLimit, 0, 600, nameof(DrainLimit));
        Times(StatementLimit, 1, 600, nameof(StatementLimit));
        Check(LateAnswerLimit >= UnknownAfter, "LateAnswerLimit is below UnknownAfter");
        Check(LeaseInterval > TimeSpan.Zero && LeaseInterval * 3 <= LeaseTime, "LeaseInterval is above a third of LeaseTime");
        return problems;

        void Check(bool holds, string problem)
        {
            if (!holds)
            {
                problems.Add(problem);
            }
        }

        void Range(int value, int min, int max, string name) =>
            Check(value >= min && value <= max, string.Create(CultureInfo.InvariantCulture, $"{name} = {value} is outside {min} to {max}"));

        void Times(TimeSpan value, double min, double max, string name) => Check(
            value >= TimeSpan.FromSeconds(min) && value <= TimeSpan.FromSeconds(max),
            string.Create(CultureInfo.InvariantCulture, $"{name} = {value} is outside {min} to {max} s"));
    }
}
