using System.Diagnostics;
using System.Globalization;
using Hub.Simulators.Processes;
using Npgsql;

namespace Hub.Simulators.Bench.Limits;

/// <summary>pgbench: transactions of one single-row insert each, 32 clients, on the hub's own PostgreSQL. What the store gives at most without batches.</summary>
internal static class InsertLimit
{
    private const string Database = "bench";
    private const int Clients = 32;
    private const string Script = "\\set r random(1, 1000000000)\ninsert into probe (key, body) values ('k' || :r::bigint, repeat('x', 200));\n";

    /// <summary>Inserts per second; null when pgbench is not installed.</summary>
    public static async Task<decimal?> MeasureAsync(string dataFolder, string scriptFile, int seconds, CancellationToken cancel)
    {
        if (Programs.Postgres("pgbench") is not { } pgbench)
        {
            return null;
        }
        await PrepareAsync(dataFolder, cancel);
        await File.WriteAllTextAsync(scriptFile, Script, cancel);
        string[] arguments =
        [
            "-h", HubDatabase.SocketFolder(dataFolder), "-U", HubDatabase.Owner, "-n", "-f", scriptFile, "-M", "prepared",
            "-c", Clients.ToString(CultureInfo.InvariantCulture), "-j", "2", "-T", seconds.ToString(CultureInfo.InvariantCulture), Database,
        ];
        using Process process = ProcessStarter.Start(new ProcessStartInfo(pgbench, arguments) { RedirectStandardOutput = true, RedirectStandardError = true });
        try
        {
            Task<string> error = process.StandardError.ReadToEndAsync(cancel);
            string output = await process.StandardOutput.ReadToEndAsync(cancel);
            await process.WaitForExitAsync(cancel);
            string? line = output.Split('\n').FirstOrDefault(text => text.StartsWith("tps = ", StringComparison.Ordinal));
            return process.ExitCode == 0 && line is not null
                ? decimal.Round(decimal.Parse(line.Split(' ')[2], CultureInfo.InvariantCulture))
                : throw new ChildFailedException("pgbench failed: " + (await error).Split('\n')[0]);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    private static async Task PrepareAsync(string dataFolder, CancellationToken cancel)
    {
        await using NpgsqlConnection postgres = await HubDatabase.OpenAsync(dataFolder, "postgres", cancel);
        await HubDatabase.ExecuteAsync(postgres, $"drop database if exists {Database}", cancel);
        await HubDatabase.ExecuteAsync(postgres, $"create database {Database}", cancel);
        await using NpgsqlConnection bench = await HubDatabase.OpenAsync(dataFolder, Database, cancel);
        await HubDatabase.ExecuteAsync(
            bench, "create table probe (id bigserial primary key, key text not null, at timestamptz not null default now(), body text not null)", cancel);
    }
}
