using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Hub.Journal.Store;

/// <summary>The database's schema is not the one this version was built with.</summary>
public sealed class SchemaException(string message) : Exception(message);

/// <summary>Applies the numbered SQL files, each once, under an advisory lock; a landed file that changed stops the hub.</summary>
public static class Schema
{
    private const long AdvisoryLock = 0x4855425f4a524e4c; // "HUB_JRNL"

    /// <summary>Brings the schema up to date as its owner.</summary>
    /// <exception cref="SchemaException">A file that was applied before has other content now.</exception>
    public static async Task MigrateAsync(string ownerConnectionString, CancellationToken cancellationToken)
    {
        // Once at a start, and as the owner: kept in a pool it would stay open for minutes, for nobody.
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ownerConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await ExecuteAsync(connection, "select pg_advisory_xact_lock(" + AdvisoryLock + ")", cancellationToken).ConfigureAwait(false);
        await ExecuteAsync(
            connection,
            "create table if not exists schema_file (name text primary key, digest text not null, at timestamptz not null default now())",
            cancellationToken).ConfigureAwait(false);
        var applied = await AppliedAsync(connection, cancellationToken).ConfigureAwait(false);
        foreach (var (name, sql) in Files())
        {
            var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql)));
            if (applied.TryGetValue(name, out var before))
            {
                if (before != digest)
                {
                    throw new SchemaException("the schema file " + name + " was changed after it was applied");
                }

                continue;
            }

            await ExecuteAsync(connection, sql, cancellationToken).ConfigureAwait(false);
            await using var note = new NpgsqlCommand("insert into schema_file (name, digest) values ($1, $2)", connection)
            {
                Parameters = { new() { Value = name }, new() { Value = digest } },
            };
            await note.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }

        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
    }

    private static IEnumerable<(string Name, string Sql)> Files()
    {
        var assembly = typeof(Schema).Assembly;
        const string Folder = ".Schema.";
        foreach (var resource in assembly.GetManifestResourceNames().Where(n => n.EndsWith(".sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
            yield return (resource[(resource.IndexOf(Folder, StringComparison.Ordinal) + Folder.Length)..], reader.ReadToEnd());
        }
    }

    private static async Task<Dictionary<string, string>> AppliedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var applied = new Dictionary<string, string>(StringComparer.Ordinal);
        await using var command = new NpgsqlCommand("select name, digest from schema_file", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            applied.Add(reader.GetString(0), reader.GetString(1));
        }

        return applied;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }
}
