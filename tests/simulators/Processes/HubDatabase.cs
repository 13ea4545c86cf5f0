using Npgsql;

namespace Hub.Simulators.Processes;

/// <summary>The hub's private PostgreSQL seen from outside: by its socket, as the schema's owner.</summary>
internal static class HubDatabase
{
    /// <summary>The database that the hub makes.</summary>
    public const string Name = "hub";

    /// <summary>The owner of the schema.</summary>
    public const string Owner = "hub_owner";

    /// <summary>Opens a connection.</summary>
    public static async Task<NpgsqlConnection> OpenAsync(string dataFolder, string database, CancellationToken cancel)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder
        {
            Host = SocketFolder(dataFolder),
            Username = Owner,
            Database = database,
            Pooling = false,
            CommandTimeout = 0,
        }.ConnectionString);
        await connection.OpenAsync(cancel);
        return connection;
    }

    /// <summary>Folder of the socket: the fifth line of postmaster.pid names it, which holds for long paths too.</summary>
    public static string SocketFolder(string dataFolder)
        => File.ReadLines(Path.Combine(dataFolder, "pg", "postmaster.pid")).Skip(4).First();

    /// <summary>Runs one statement.</summary>
    public static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using NpgsqlCommand command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancel);
    }
}
