using Npgsql;

namespace Hub.Journal.Payments;

/// <summary>The database of the payment book as the application's role, and its clock.</summary>
internal sealed class BookStore : IAsyncDisposable
{
    public BookStore(PaymentBookOptions options, TimeProvider time)
    {
        var problems = options.Problems();
        if (problems.Count > 0)
        {
            throw new ArgumentException("payment book: " + string.Join("; ", problems), nameof(options));
        }

        Time = time;
        WorkMemory = options.WorkMemoryMegabytes;
        Source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(options.ConnectionString)
        {
            ApplicationName = "hub-payments",
            CommandTimeout = (int)options.StatementLimit.TotalSeconds,
            MaxPoolSize = options.ConnectionsMax,

            // A call waits for its turn as long as the call before it may take.
            Timeout = (int)Math.Min(options.StatementLimit.TotalSeconds, 1024),
        });
    }

    public NpgsqlDataSource Source { get; }

    public TimeProvider Time { get; }

    public int WorkMemory { get; }

    /// <summary>The bureau's day (UTC+8) of a moment.</summary>
    public static DateTime Local(DateTimeOffset at) => DateTime.SpecifyKind(at.ToOffset(TimeSpan.FromHours(8)).DateTime, DateTimeKind.Unspecified);

    public ValueTask DisposeAsync() => Source.DisposeAsync();
}
