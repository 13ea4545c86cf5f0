using Hub.Journal.Embedded;
using Npgsql;

namespace Hub.Journal.Tests.Support;

/// <summary>One PostgreSQL for the whole run, fsync off, gone afterwards.</summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), "hub-journal-tests-" + Environment.ProcessId);

    public PrivatePostgres Postgres { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Postgres = await PrivatePostgres.StartAsync(
        new PrivatePostgresOptions { DataFolder = folder, Fsync = false, SharedBuffersMegabytes = 64 }, TimeProvider.System, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await Postgres.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private int databases;

    /// <summary>A new empty database.</summary>
    public async Task<TestDatabase> CreateAsync()
    {
        var name = "t" + Interlocked.Increment(ref databases);
        await Postgres.CreateDatabaseAsync(name, CancellationToken.None);
        return new TestDatabase(Postgres.OwnerConnectionString(name), Postgres.ApplicationConnectionString(name));
    }
}

/// <summary>A database of one test.</summary>
public sealed record TestDatabase(string Owner, string Application)
{
    public JournalOptions Options(string node) => new()
    {
        ConnectionString = Application,
        OwnerConnectionString = Owner,
        Node = node,
        RequireDurability = false,
        PollInterval = TimeSpan.FromMilliseconds(20),
        LeaseInterval = TimeSpan.FromMilliseconds(200),
        LeaseTime = TimeSpan.FromSeconds(2),
        DrainLimit = TimeSpan.FromSeconds(2),
    };

    /// <summary>One value by a statement of the owner.</summary>
    public async Task<T?> AskAsync<T>(string sql)
    {
        await using var connection = new NpgsqlConnection(Owner);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync() is T value ? value : default;
    }

    /// <summary>Runs a statement as the application's role.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Application);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Waits until a count is what it should be.</summary>
    public async Task UntilAsync(string sql, long expected, int seconds = 20)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        long seen;
        while ((seen = await AskAsync<long>(sql)) != expected)
        {
            Assert.False(limit.IsCancellationRequested, sql + " is " + seen + ", expected " + expected);
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        }
    }
}

[CollectionDefinition(nameof(PostgresGroup))]
public sealed class PostgresGroup : ICollectionFixture<PostgresFixture>;
