using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Npgsql;

namespace Hub.Journal.Embedded;

/// <summary>
/// A PostgreSQL of our own in a data folder, reached by a Unix socket only. Two roles: the owner of the schema (migrations)
/// and the application (serving), which cannot change what must never change.
/// </summary>
public sealed class PrivatePostgres : IAsyncDisposable
{
    private const string Owner = "hub_owner";
    private const string Application = "hub_app";
    private const int SocketPathMax = 90;

    private readonly PrivatePostgresOptions options;
    private readonly TimeProvider time;
    private readonly string data;
    private readonly string socketFolder;
    private readonly TaskCompletionSource exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Process? server;

    private PrivatePostgres(PrivatePostgresOptions options, TimeProvider time)
    {
        this.options = options;
        this.time = time;
        data = Path.Combine(Path.GetFullPath(options.DataFolder), "pg");
        var beside = Path.GetFullPath(options.DataFolder);
        socketFolder = beside.Length <= SocketPathMax
            ? beside
            : Path.Combine(Path.GetTempPath(), "hub-pg-" + Convert.ToHexStringLower(
                System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(beside)))[..16]);
    }

    /// <summary>Connection string of the schema's owner, for migrations.</summary>
    public string OwnerConnectionString(string database) => ConnectionString(Owner, database);

    /// <summary>Connection string of the application's role.</summary>
    public string ApplicationConnectionString(string database) => ConnectionString(Application, database);

    /// <summary>Starts the server (making the cluster first where there is none) and waits until it answers.</summary>
    /// <exception cref="PostgresUnavailableException">Not installed, or it does not start; says why and what to do.</exception>
    public static async Task<PrivatePostgres> StartAsync(
        PrivatePostgresOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        var postgres = new PrivatePostgres(options, time);
        var launcher = PostgresLauncher.Choose(PostgresBinaries.Find(options.BinariesFolder));
        postgres.PrepareFolders(launcher);
        await postgres.WaitForFormerServerAsync(cancellationToken).ConfigureAwait(false);
        postgres.Launch(launcher);
        try
        {
            await postgres.WaitUntilReadyAsync(cancellationToken).ConfigureAwait(false);
            await postgres.CreateApplicationRoleAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await postgres.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        return postgres;
    }

    /// <summary>Creates a database owned by the owner role unless it exists.</summary>
    public async Task CreateDatabaseAsync(string name, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(OwnerConnectionString("postgres"));
        await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await using var create = connection.CreateCommand();
            create.CommandText = "create database \"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
            await create.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.DuplicateDatabase)
        {
            // Made by an earlier run: that is what was asked for.
        }
    }

    /// <summary>Stops the server: <paramref name="immediate"/> as in a crash (no checkpoint, recovery at the next start).</summary>
    public async Task StopAsync(bool immediate)
    {
        if (server is null)
        {
            return;
        }

        const int Interrupt = 2;
        const int Quit = 3;
        if (!exited.Task.IsCompleted && ReadServerId() is { } id)
        {
            _ = kill(id, immediate ? Quit : Interrupt); // gone already is as good
        }

        try
        {
            await exited.Task.WaitAsync(options.StartLimit, time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            server.Kill(entireProcessTree: true);
            await exited.Task.ConfigureAwait(false);
        }

        server.Dispose();
        server = null;
        NpgsqlConnection.ClearAllPools();
    }

    public async ValueTask DisposeAsync() => await StopAsync(immediate: false).ConfigureAwait(false);

    private string ConnectionString(string user, string database) => new NpgsqlConnectionStringBuilder
    {
        Host = socketFolder,
        Username = user,
        Database = database,
        Timeout = 15,
    }.ConnectionString;

    private void PrepareFolders(PostgresLauncher launcher)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new PostgresUnavailableException("the private PostgreSQL needs Linux; configure a connection string");
        }

        const UnixFileMode OnlyMine = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        Directory.CreateDirectory(Path.GetFullPath(options.DataFolder), OnlyMine);
        Directory.CreateDirectory(socketFolder, OnlyMine);
        if (launcher.AsNobody)
        {
            GiveToNobody(Path.GetFullPath(options.DataFolder));
            GiveToNobody(socketFolder);
        }

        if (!File.Exists(Path.Combine(data, "PG_VERSION")))
        {
            var failure = launcher.Run(
                "initdb", "-D", data, "-U", Owner, "--encoding=UTF8", "--locale=C", "--auth=trust", "--no-instructions", "--no-sync");
            if (failure is not null)
            {
                throw new PostgresUnavailableException("initdb failed: " + failure);
            }
        }
    }

    private static void GiveToNobody(string folder)
    {
        using var chown = Process.Start("chown", ["-R", "nobody:nogroup", folder]);
        chown.WaitForExit();
        if (chown.ExitCode != 0)
        {
            throw new PostgresUnavailableException("cannot give " + folder + " to the user nobody; run the hub as another user than root");
        }
    }

    private async Task WaitForFormerServerAsync(CancellationToken cancellationToken)
    {
        var deadline = time.GetUtcNow() + options.StartLimit;
        while (ReadServerId() is { } id && kill(id, 0) == 0 && IsPostgres(id))
        {
            // The server of a killed hub has been told to stop and is on its way; one that another hub uses stays.
            if (time.GetUtcNow() > deadline)
            {
                throw new PostgresUnavailableException(
                    "the data folder " + options.DataFolder + " is in use by a running PostgreSQL (process " + id
                    + "); stop the other hub, or give this one its own folder");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), time, cancellationToken).ConfigureAwait(false);
        }

        File.Delete(Path.Combine(data, "postmaster.pid"));
    }

    private int? ReadServerId()
    {
        var file = Path.Combine(data, "postmaster.pid");
        return File.Exists(file) && int.TryParse(File.ReadLines(file).FirstOrDefault(), CultureInfo.InvariantCulture, out var id) ? id : null;
    }

    private static bool IsPostgres(int id)
    {
        try
        {
            return File.ReadAllText("/proc/" + id.ToString(CultureInfo.InvariantCulture) + "/comm").StartsWith("postgres", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false; // ended meanwhile
        }
    }

    private void Launch(PostgresLauncher launcher)
    {
        using var started = new ManualResetEventSlim();
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                server = launcher.StartServer([.. Arguments()]);
                started.Set();
                DrainOutput(server);
                server.WaitForExit();
            }
            catch (Exception e) when (e is System.ComponentModel.Win32Exception or PostgresUnavailableException)
            {
                failure = e;
                started.Set();
            }

            exited.TrySetResult();
        })
        {
            IsBackground = true,
            Name = "private-postgres",
        };
        thread.Start();
        started.Wait();
        if (failure is not null)
        {
            throw new PostgresUnavailableException("postgres could not be started", failure);
        }
    }

    private void DrainOutput(Process process)
    {
        var log = Path.Combine(Path.GetFullPath(options.DataFolder), "postgres.log");
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += (_, line) => AppendLog(log, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    private readonly Lock logLock = new();

    private void AppendLog(string path, string? line)
    {
        const long LogBytesMax = 4 * 1024 * 1024;
        if (line is null)
        {
            return;
        }

        lock (logLock)
        {
            var file = new FileInfo(path);
            if (file.Exists && file.Length > LogBytesMax)
            {
                file.MoveTo(path + ".1", overwrite: true);
            }

            File.AppendAllText(path, line + "\n");
        }
    }

    private IEnumerable<string> Arguments()
    {
        var fsync = options.Fsync ? "on" : "off";
        string[] settings =
        [
            "listen_addresses=", "unix_socket_directories=" + socketFolder, "unix_socket_permissions=0700",
            "shared_buffers=" + options.SharedBuffersMegabytes.ToString(CultureInfo.InvariantCulture) + "MB",
            "fsync=" + fsync, "full_page_writes=" + fsync, "synchronous_commit=on", "wal_compression=lz4",
            "max_wal_size=8GB", "min_wal_size=1GB", "checkpoint_timeout=15min", "checkpoint_completion_target=0.9",
            "wal_buffers=32MB", "max_connections=100", "jit=off", "max_parallel_workers_per_gather=0",
            "autovacuum_naptime=10s", "autovacuum_vacuum_cost_delay=2ms", "bgwriter_delay=100ms",
            "log_min_messages=warning", "log_min_error_statement=panic", "log_timezone=UTC", "timezone=UTC",
            "default_toast_compression=lz4",
        ];
        return ["-D", data, .. settings.SelectMany(s => new[] { "-c", s })];
    }

    private async Task WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        var deadline = time.GetUtcNow() + options.StartLimit;
        while (true)
        {
            try
            {
                await using var connection = new NpgsqlConnection(OwnerConnectionString("postgres") + ";Pooling=false");
                await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (NpgsqlException e)
            {
                if (exited.Task.IsCompleted || time.GetUtcNow() > deadline)
                {
                    throw new PostgresUnavailableException(
                        "PostgreSQL did not start; see postgres.log in " + options.DataFolder, e);
                }
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), time, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task CreateApplicationRoleAsync(CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(OwnerConnectionString("postgres"));
        await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var create = connection.CreateCommand();
        create.CommandText = "do $$ begin if not exists (select 1 from pg_roles where rolname = '" + Application
            + "') then create role " + Application + " login; end if; end $$";
        await create.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int kill(int pid, int signal);
}
