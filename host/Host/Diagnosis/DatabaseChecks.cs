using Hub.Host.Configuration;
using Npgsql;

namespace Hub.Host.Diagnosis;

/// <summary>The configured database: reachable, durable, in time. The private one is started with the right settings and needs no check.</summary>
internal static class DatabaseChecks
{
    // A setting that is off here loses or corrupts what was acknowledged when the power goes.
    private static readonly (string Name, string Right, string Why)[] Settings =
    [
        ("fsync", "on", "a power cut would lose what was acknowledged"),
        ("full_page_writes", "on", "a power cut would corrupt pages"),
        ("synchronous_commit", "on", "a crash would lose what was acknowledged"),
        ("data_sync_retry", "off", "a failed write would be taken for a good one"),
    ];

    internal static async Task<IReadOnlyList<Finding>> RunAsync(HubOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        if (options.Database.ConnectionString.Length == 0)
        {
            return [Finding.Ok("database", $"private PostgreSQL in {options.Database.DataFolder}, started by ./hub serve with durable settings")];
        }

        try
        {
            await using var connection = new NpgsqlConnection(options.Database.ConnectionString);
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            var findings = new List<Finding> { Finding.Ok("database", "PostgreSQL " + connection.ServerVersion) };
            foreach (var (name, right, why) in Settings)
            {
                var value = await ShowAsync(connection, name, cancellationToken).ConfigureAwait(false);
                findings.Add(Setting(name, value, right, why));
            }

            findings.Add(await ClockAsync(connection, options.Health, time, cancellationToken).ConfigureAwait(false));
            return findings;
        }
        catch (Exception e) when (e is NpgsqlException or System.Net.Sockets.SocketException or ArgumentException)
        {
            const string Fix = "check Database:ConnectionString and that the server takes connections from here";
            return [Finding.Fail("database", $"cannot be reached ({e.GetType().Name})", Fix)];
        }
    }

    internal static Finding Setting(string name, string value, string right, string why) =>
        value == right || (name == "synchronous_commit" && value is "remote_write" or "remote_apply")
            ? Finding.Ok(name, value)
            : Finding.Fail(name, $"is {value}: {why}", $"alter system set {name} = '{right}'; then restart PostgreSQL");

    private static async Task<string> ShowAsync(NpgsqlConnection connection, string name, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select current_setting($1)", connection) { Parameters = { new() { Value = name } } };
        return (string)(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!;
    }

    private static async Task<Finding> ClockAsync(
        NpgsqlConnection connection, HealthOptions health, TimeProvider time, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select clock_timestamp()", connection);
        var before = time.GetUtcNow();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        var theirs = reader.GetFieldValue<DateTimeOffset>(0);
        var after = time.GetUtcNow();
        var skew = theirs < before ? before - theirs : theirs > after ? theirs - after : TimeSpan.Zero;
        var text = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{skew.TotalMilliseconds:F0} ms apart from the database's");
        return skew > health.ClockSkewMax
            ? Finding.Warn("clock", text, "let both machines follow the same time server (chrony)")
            : Finding.Ok("clock", text);
    }
}
