using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Text;
using Hub.Certs.Registry;
using Npgsql;

namespace Hub.Adapters.Front.Inbound;

/// <summary>Connections to institutions' databases, a few for each.</summary>
/// <param name="root">Folder that relative secret references start from.</param>
internal sealed class FrontDatabases(string root) : IAsyncDisposable
{
    private const int PoolMax = 4;
    private const int CommandSeconds = 30;
    private readonly ConcurrentDictionary<string, NpgsqlDataSource> sources = new(StringComparer.Ordinal);

    /// <exception cref="ValidationException">The secret cannot be read.</exception>
    public NpgsqlDataSource Of(FrontInstitution institution) => sources.GetOrAdd(institution.Partner, _ =>
    {
        var secret = SecretReference.TryParse(institution.DatabaseSecret, root, out var reference) ? reference.Resolve() : null;
        var settings = new NpgsqlConnectionStringBuilder(
            Encoding.UTF8.GetString(secret ?? throw new ValidationException("Front:Institutions:DatabaseSecret of " + institution.Partner + " cannot be read")))
        {
            ApplicationName = "hub-front", MaxPoolSize = PoolMax, CommandTimeout = CommandSeconds,
        };

        // Named, because the name of an unnamed pool in the metrics is its whole connection string.
        return new NpgsqlDataSourceBuilder(settings.ConnectionString) { Name = "front-" + institution.Partner }.Build();
    });

    public async ValueTask DisposeAsync()
    {
        foreach (var source in sources.Values)
        {
            await source.DisposeAsync().ConfigureAwait(false);
        }
    }
}
