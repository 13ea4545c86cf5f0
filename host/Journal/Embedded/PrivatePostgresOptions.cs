namespace Hub.Journal.Embedded;

/// <summary>Settings of the hub's own PostgreSQL, used where no connection string is configured.</summary>
public sealed record PrivatePostgresOptions
{
    /// <summary>Folder of the cluster; made when absent (mode 0700), used again when it holds a cluster. Required.</summary>
    public required string DataFolder { get; init; }

    /// <summary>
    /// Folder with <c>initdb</c> and <c>postgres</c>. Default null: <c>HUB_PG_BIN</c>, then the newest of
    /// <c>/usr/lib/postgresql/*/bin</c>, then the PATH.
    /// </summary>
    public string? BinariesFolder { get; init; }

    /// <summary>Shared buffers in MB; default 256, range 16 to 65,536.</summary>
    public int SharedBuffersMegabytes { get; init; } = 256;

    /// <summary>False only in tests: a power cut may then lose what was acknowledged. Default true.</summary>
    public bool Fsync { get; init; } = true;

    /// <summary>Time limit for start and stop; default 60 s.</summary>
    public TimeSpan StartLimit { get; init; } = TimeSpan.FromSeconds(60);
}

/// <summary>PostgreSQL cannot be started here; the message says what to do.</summary>
public sealed class PostgresUnavailableException : Exception
{
    public PostgresUnavailableException(string message)
        : base(message)
    {
    }

    public PostgresUnavailableException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
