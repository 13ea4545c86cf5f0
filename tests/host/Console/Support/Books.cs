using Hub.Journal.Embedded;
using Hub.Journal.Store;
using Npgsql;

namespace Hub.Console.Tests.Support;

/// <summary>One PostgreSQL for the whole run with the hub's schema and one synthetic day, gone afterwards. Tests read it and change nothing.</summary>
public sealed class Books : IAsyncLifetime
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), "hub-console-tests-" + Environment.ProcessId);
    private PrivatePostgres? postgres;

    /// <summary>As the serving role, which cannot change what must not change.</summary>
    internal NpgsqlDataSource Source { get; private set; } = null!;

    internal string Owner => postgres!.OwnerConnectionString("console");

    public async ValueTask InitializeAsync()
    {
        postgres = await PrivatePostgres.StartAsync(
            new PrivatePostgresOptions { DataFolder = folder, Fsync = false, SharedBuffersMegabytes = 64 }, TimeProvider.System, CancellationToken.None);
        await postgres.CreateDatabaseAsync("console", CancellationToken.None);
        await Schema.MigrateAsync(Owner, CancellationToken.None);
        await using var owner = NpgsqlDataSource.Create(Owner);
        await using var day = owner.CreateCommand(SyntheticDay.Sql);
        await day.ExecuteNonQueryAsync();
        Source = NpgsqlDataSource.Create(postgres.ApplicationConnectionString("console"));
    }

    public async ValueTask DisposeAsync()
    {
        // Also after a start that failed half-way: no server is left behind.
        if (Source is not null)
        {
            await Source.DisposeAsync();
        }

        if (postgres is not null)
        {
            await postgres.DisposeAsync();
        }

        Directory.Delete(folder, recursive: true);
    }
}

[CollectionDefinition(nameof(BooksGroup))]
public sealed class BooksGroup : ICollectionFixture<Books>;
