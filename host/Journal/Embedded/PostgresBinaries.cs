using System.Globalization;

namespace Hub.Journal.Embedded;

/// <summary>Finds the system's PostgreSQL.</summary>
public static class PostgresBinaries
{
    private const string DebianRoot = "/usr/lib/postgresql";

    /// <summary>Folder that holds <c>postgres</c> and <c>initdb</c>.</summary>
    /// <exception cref="PostgresUnavailableException">None found; the message has the command that installs it.</exception>
    public static string Find(string? configured)
    {
        foreach (var folder in Candidates(configured))
        {
            if (File.Exists(Path.Combine(folder, "postgres")) && File.Exists(Path.Combine(folder, "initdb")))
            {
                return folder;
            }
        }

        throw new PostgresUnavailableException(
            "PostgreSQL is not installed (looked in HUB_PG_BIN, /usr/lib/postgresql/*/bin and the PATH). "
            + "On Debian: apt-get install -y --no-install-recommends postgresql");
    }

    private static IEnumerable<string> Candidates(string? configured)
    {
        if (configured is not null)
        {
            return [configured];
        }

        var fromEnvironment = Environment.GetEnvironmentVariable("HUB_PG_BIN");
        if (!string.IsNullOrEmpty(fromEnvironment))
        {
            return [fromEnvironment];
        }

        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        return Debian().Concat(path.Where(folder => folder != "/usr/local/bin" || !Directory.Exists(DebianRoot)));
    }

    private static IEnumerable<string> Debian() =>
        Directory.Exists(DebianRoot)
            ? Directory.EnumerateDirectories(DebianRoot)
                .OrderByDescending(d => decimal.TryParse(Path.GetFileName(d), CultureInfo.InvariantCulture, out var version) ? version : 0)
                .Select(d => Path.Combine(d, "bin"))
            : [];
}
