using System.Globalization;
using Hub.Journal.Embedded;

namespace Hub.Contract.Tests.Stage;

/// <summary>One PostgreSQL for the whole run, gone afterwards.</summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), "hub-contract-" + Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
    private PrivatePostgres? postgres;
    private int databases;

    public async ValueTask InitializeAsync() => postgres = await PrivatePostgres.StartAsync(
        new PrivatePostgresOptions { DataFolder = folder, Fsync = false, SharedBuffersMegabytes = 64 }, TimeProvider.System, CancellationToken.None);

    /// <summary>A new empty database: connection strings of the application and of the owner.</summary>
    public async Task<(string Application, string Owner)> CreateAsync()
    {
        var name = "c" + Interlocked.Increment(ref databases).ToString(CultureInfo.InvariantCulture);
        await postgres!.CreateDatabaseAsync(name, CancellationToken.None);
        return (postgres.ApplicationConnectionString(name), postgres.OwnerConnectionString(name));
    }

    public async ValueTask DisposeAsync()
    {
        if (postgres is not null)
        {
            await postgres.DisposeAsync();
        }

        Directory.Delete(folder, recursive: true);
    }
}
