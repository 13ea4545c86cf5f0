using System.Globalization;
using Hub.EndToEnd.Tests.Stage;
using Hub.Journal.Embedded;

[assembly: AssemblyFixture(typeof(Cluster))]

namespace Hub.EndToEnd.Tests.Stage;

/// <summary>One private PostgreSQL for all tests, as durable as in production; every stage gets a database of its own.</summary>
public sealed class Cluster : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("hub-e2e-pg-").FullName;
    private PrivatePostgres? postgres;
    private int databases;

    public async ValueTask InitializeAsync() =>
        postgres = await PrivatePostgres.StartAsync(
            new PrivatePostgresOptions { DataFolder = folder, SharedBuffersMegabytes = 128 }, TimeProvider.System, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        if (postgres is not null)
        {
            await postgres.DisposeAsync();
        }

        Directory.Delete(folder, recursive: true);
    }

    /// <summary>A new, empty database: connection strings of the application and of the schema's owner.</summary>
    internal async Task<(string Application, string Owner)> NewDatabaseAsync()
    {
        var name = "stage" + Interlocked.Increment(ref databases).ToString(CultureInfo.InvariantCulture);
        await postgres!.CreateDatabaseAsync(name, CancellationToken.None);
        return (postgres.ApplicationConnectionString(name), postgres.OwnerConnectionString(name));
    }
}
