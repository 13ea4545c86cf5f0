using Hub.Journal.Embedded;
using Npgsql;

namespace Hub.Journal.Tests;

public sealed class When_a_private_database_is_started
{
    [Fact]
    public async Task Should_keep_what_was_stored_and_leave_nothing_running()
    {
        var folder = Path.Combine(Path.GetTempPath(), "hub-pg-" + Environment.ProcessId);
        var options = new PrivatePostgresOptions { DataFolder = folder, Fsync = false, SharedBuffersMegabytes = 16 };
        try
        {
            await using (var first = await PrivatePostgres.StartAsync(options, TimeProvider.System, CancellationToken.None))
            {
                await first.CreateDatabaseAsync("t", CancellationToken.None);
                await ExecuteAsync(first, "create table kept (n int); insert into kept values (7)");
                await first.StopAsync(immediate: true); // as after a crash: the file of the process stays
            }

            var id = Environment.ProcessId; // a process of that number lives, but it is not PostgreSQL
            await File.WriteAllTextAsync(Path.Combine(folder, "pg", "postmaster.pid"), id + "\n");
            await using var second = await PrivatePostgres.StartAsync(options, TimeProvider.System, CancellationToken.None);
            await second.CreateDatabaseAsync("t", CancellationToken.None);
            Assert.Equal(7, await ExecuteAsync(second, "select n from kept"));
            Assert.Equal("on", await ExecuteAsync(second, "select current_setting('synchronous_commit')"));
            Assert.Equal("", await ExecuteAsync(second, "select current_setting('listen_addresses')"));
            await second.StopAsync(immediate: false);
            Assert.False(File.Exists(Path.Combine(folder, "pg", "postmaster.pid")));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Should_say_how_to_install_it_where_it_is_missing()
    {
        var missing = Assert.Throws<PostgresUnavailableException>(() => PostgresBinaries.Find("/nowhere"));
        Assert.Contains("apt-get install -y --no-install-recommends postgresql", missing.Message, StringComparison.Ordinal);
    }

    private static async Task<object?> ExecuteAsync(PrivatePostgres postgres, string sql)
    {
        await using var connection = new NpgsqlConnection(postgres.OwnerConnectionString("t"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
