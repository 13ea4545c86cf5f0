using System.ComponentModel.DataAnnotations;

namespace Hub.Host.Configuration;

/// <summary>The PostgreSQL store.</summary>
public sealed class DatabaseOptions
{
    /// <summary>
    /// Npgsql connection string. Default: none, and the hub starts a private PostgreSQL from the system's binaries in
    /// <see cref="DataFolder"/>. Keep the password out of it: <c>Passfile=…</c> or the environment.
    /// </summary>
    [Secret]
    public string ConnectionString { get; set; } = "";

    /// <summary>
    /// Connection string of the schema's owner, for migrations. Default: none, and <see cref="ConnectionString"/> is used. The hub itself
    /// should run with a role that may not change the schema or what was written once.
    /// </summary>
    [Secret]
    public string OwnerConnectionString { get; set; } = "";

    /// <summary>Folder of the private PostgreSQL. Default <c>.hub/data</c>. Unused with a connection string.</summary>
    [Required]
    public string DataFolder { get; set; } = ".hub/data";

    /// <summary>Bring the schema up to date at start. Default true; false where <c>./hub migrate</c> is run by somebody with more rights.</summary>
    public bool MigrateAtStart { get; set; } = true;
}
