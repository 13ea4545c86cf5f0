using System.Globalization;
using Hub.Journal.Embedded;

namespace Hub.Contract.Tests.Stage;

/// <summary>
/// PostgreSQL for the whole run, gone afterwards. A test that lets a node die leaves its connections to the server, so after so many
/// databases the next ones are made at a fresh server.
/// </summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private const int DatabasesOfAServer = 40;

    private readonly string folder = Path.Combine(Path.GetTempPath(), "hub-contract-" + Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
    private PrivatePostgres? postgres;
    private int databases;

    public async ValueTask InitializeAsync() => postgres = await StartAsync();

    /// <summary>A new empty database: connection strings of the application and of the owner. Tests of this project run one after another.</summary>
    public async Task<(string Application, string Owner)> CreateAsync()
    {
        if (++databases % DatabasesOfAServer == 0)
        {
            await StopAsync();
            postgres = await StartAsync();
        }

        var name = "c" + databases.ToString(CultureInfo.InvariantCulture);
        await postgres!.CreateDatabaseAsync(name, CancellationToken.None);
        return (postgres.ApplicationConnectionString(name), postgres.OwnerConnectionString(name));
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    private Task<PrivatePostgres> StartAsync() => PrivatePostgres.StartAsync(
        new PrivatePostgresOptions { DataFolder = folder, Fsync = false, SharedBuffersMegabytes = 64 }, TimeProvider.System, CancellationToken.None);

    private async Task StopAsync()
    {
        if (postgres is not null)
        {
            await postgres.DisposeAsync();
        }

        Directory.Delete(folder, recursive: true);
    }
}
