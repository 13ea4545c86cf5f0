using Npgsql;

namespace Hub.Journal.Payments;

/// <summary>The database of the payment book as the application's role, and its clock.</summary>
internal sealed class BookStore : IAsyncDisposable
{
    private const int ContentConnectionsMax = 4;

    public BookStore(PaymentBookOptions options, TimeProvider time)
    {
        var problems = options.Problems();
        if (problems.Count > 0)
        {
            throw new ArgumentException("payment book: " + string.Join("; ", problems), nameof(options));
        }

        Time = time;
        WorkMemory = options.WorkMemoryMegabytes;
        Source = Pool(options, "hub-payments", options.ConnectionsMax);
        Contents = Pool(options, "hub-contents", ContentConnectionsMax);
    }

    public NpgsqlDataSource Source { get; }

    /// <summary>
    /// For reading contents, a chunk at a time: a call that holds a connection of <see cref="Source"/> while it reads a file waits for none
    /// of the same pool.
    /// </summary>
    public NpgsqlDataSource Contents { get; }

    public TimeProvider Time { get; }

    public int WorkMemory { get; }

    /// <summary>The bureau's day (UTC+8) of a moment.</summary>
    public static DateTime Local(DateTimeOffset at) => DateTime.SpecifyKind(at.ToOffset(TimeSpan.FromHours(8)).DateTime, DateTimeKind.Unspecified);

    public async ValueTask DisposeAsync()
    {
        await Contents.DisposeAsync().ConfigureAwait(false);
        await Source.DisposeAsync().ConfigureAwait(false);
    }

    private static NpgsqlDataSource Pool(PaymentBookOptions options, string name, int connectionsMax) =>
        NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(options.ConnectionString)
        {
            ApplicationName = name,
            CommandTimeout = (int)options.StatementLimit.TotalSeconds,
            MaxPoolSize = connectionsMax,

            // A call waits for its turn as long as the call before it may take.
            Timeout = (int)Math.Min(options.StatementLimit.TotalSeconds, 1024),
        });
}
