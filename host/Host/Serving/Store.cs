using Hub.Host.Configuration;
using Hub.Journal.Embedded;
using Hub.Journal.Store;

namespace Hub.Host.Serving;

/// <summary>The database that this process uses: the configured one, or a private PostgreSQL that starts and ends with it.</summary>
internal sealed class Store : IAsyncDisposable
{
    private const string DatabaseName = "hub";
    private readonly PrivatePostgres? postgres;

    private Store(string connectionString, string? ownerConnectionString, PrivatePostgres? postgres)
    {
        ConnectionString = connectionString;
        OwnerConnectionString = ownerConnectionString;
        this.postgres = postgres;
    }

    /// <summary>As the application's role.</summary>
    internal string ConnectionString { get; }

    /// <summary>As the schema's owner; null where this process may not change the schema.</summary>
    internal string? OwnerConnectionString { get; }

    /// <exception cref="PostgresUnavailableException">The private PostgreSQL does not start; says why and what to do.</exception>
    internal static async Task<Store> OpenAsync(DatabaseOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        if (options.ConnectionString.Length > 0)
        {
            var owner = options.OwnerConnectionString.Length > 0 ? options.OwnerConnectionString : options.ConnectionString;
            return new Store(options.ConnectionString, options.MigrateAtStart ? owner : null, null);
        }

        var postgres = await PrivatePostgres.StartAsync(new() { DataFolder = options.DataFolder }, time, cancellationToken).ConfigureAwait(false);
        try
        {
            await postgres.CreateDatabaseAsync(DatabaseName, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await postgres.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        return new Store(postgres.ApplicationConnectionString(DatabaseName), postgres.OwnerConnectionString(DatabaseName), postgres);
    }

    /// <summary>Brings the schema up to date as its owner.</summary>
    /// <exception cref="SchemaException">A file that was applied before has other content now.</exception>
    internal static Task MigrateAsync(string ownerConnectionString, CancellationToken cancellationToken) =>
        Schema.MigrateAsync(ownerConnectionString, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (postgres is not null)
        {
            await postgres.DisposeAsync().ConfigureAwait(false);
        }
    }
}
