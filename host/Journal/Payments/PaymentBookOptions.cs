using System.Globalization;

namespace Hub.Journal.Payments;

/// <summary>Every limit of the payment book. Checked when it is first used; a wrong value stops it with its name and range.</summary>
public sealed record PaymentBookOptions
{
    /// <summary>PostgreSQL, as the application's role.</summary>
    public required string ConnectionString { get; init; }

    /// <summary>
    /// Time limit of one statement; clearing a million settlements is one. Default 10 min, range 10 s to 2 h. Overrides the connection
    /// string's.
    /// </summary>
    public TimeSpan StatementLimit { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Connections at most; calls beyond wait for one. Default 16, range 2 to 200.</summary>
    public int ConnectionsMax { get; init; } = 16;

    /// <summary>Memory of the database for one sort or join of a call. Default 64 MB, range 4 to 4,096 MB.</summary>
    public int WorkMemoryMegabytes { get; init; } = 64;

    /// <summary>Every wrong value with its name and range; empty when all are well.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        if (ConnectionString.Length == 0)
        {
            problems.Add("ConnectionString is empty");
        }

        Range((long)StatementLimit.TotalSeconds, 10, 7200, nameof(StatementLimit) + " (seconds)");
        Range(ConnectionsMax, 2, 200, nameof(ConnectionsMax));
        Range(WorkMemoryMegabytes, 4, 4096, nameof(WorkMemoryMegabytes));
        return problems;

        void Range(long value, long min, long max, string name)
        {
            if (value < min || value > max)
            {
                problems.Add(string.Create(CultureInfo.InvariantCulture, $"{name} = {value} is outside {min} to {max}"));
            }
        }
    }
}
