using Npgsql;

namespace Hub.Host.Payments;

/// <summary>The connections that pages read through: few, so that a busy page never takes a counter's.</summary>
internal sealed class ConsoleDatabase(string connectionString) : IAsyncDisposable
{
    // Named, because the name of an unnamed pool in the metrics is its whole connection string.
    internal NpgsqlDataSource Source { get; } = new NpgsqlDataSourceBuilder(
        new NpgsqlConnectionStringBuilder(connectionString) { ApplicationName = "hub-console", MaxPoolSize = 8 }.ConnectionString)
    {
        Name = "console",
    }.Build();

    public ValueTask DisposeAsync() => Source.DisposeAsync();
}
