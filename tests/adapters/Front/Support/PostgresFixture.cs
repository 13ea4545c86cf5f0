using System.Globalization;
using Hub.Journal.Embedded;
using Npgsql;

namespace Hub.Adapters.Front.Tests.Support;

/// <summary>One PostgreSQL for the class with the tables of a front machine, gone afterwards.</summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), "hub-front-" + Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
    private PrivatePostgres? postgres;
    private int databases;

    /// <summary>Why it is not there; null when it is.</summary>
    public string? Absent { get; private set; }

    public async ValueTask InitializeAsync()
    {
        try
        {
            postgres = await PrivatePostgres.StartAsync(
                new PrivatePostgresOptions { DataFolder = folder, Fsync = false, SharedBuffersMegabytes = 64 }, TimeProvider.System, CancellationToken.None);
        }
        catch (PostgresUnavailableException e)
        {
            Absent = e.Message;
        }
    }

    /// <summary>A new database with the tables, as its administrator makes it; twice, because the script may be run again.</summary>
    public async Task<string> CreateAsync()
    {
        Assert.SkipWhen(Absent is not null, Absent ?? "");
        var name = "f" + Interlocked.Increment(ref databases).ToString(CultureInfo.InvariantCulture);
        await postgres!.CreateDatabaseAsync(name, CancellationToken.None);
        var owner = postgres.OwnerConnectionString(name);
        await using var source = NpgsqlDataSource.Create(owner);
        for (var i = 0; i < 2; i++)
        {
            await using var command = source.CreateCommand(await File.ReadAllTextAsync(Script()));
            await command.ExecuteNonQueryAsync();
        }

        return owner;
    }

    public async ValueTask DisposeAsync()
    {
        if (postgres is not null)
        {
            await postgres.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Script()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "Hub.sln")))
        {
            root = root.Parent ?? throw new InvalidOperationException("the tests run outside the repository");
        }

        return Path.Combine(root.FullName, "deploy/front/front.sql");
    }
}
