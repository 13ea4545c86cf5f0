using System.Text.Json;
using Hub.Simulators.Processes;
using Hub.Simulators.Wire;
using Npgsql;

namespace Hub.Simulators.Demo;

/// <summary>What became of the calls to the core that met trouble, counted from the hub's message log, not assumed.</summary>
internal sealed class CallFates
{
    /// <summary>Trouble that the core did not inject: the line was cut.</summary>
    public const string Line = "line";

    /// <summary>
    /// Settling and cancelling calls that were struck or whose outcome was reported unknown: how the call ended (3 = unknown), whether the
    /// hub reversed it afterwards (2601) before the same step was tried again, and whether it stands in the settlement book.
    /// </summary>
    private const string Query =
        """
        select m.key, o.result,
            exists (select 1 from message r join outcome ro on ro.request_id = r.id and not ro.late and ro.result = 0
                    where r.direction = 2 and r.case_name = m.case_name and r.kind = '2601' and r.id > m.id and r.id < coalesce(
                        (select min(n.id) from message n where n.direction = 2 and n.case_name = m.case_name and n.kind = m.kind and n.id > m.id), r.id + 1))
                and not exists (select 1 from message c where c.direction = 1 and c.case_name = m.case_name and c.kind = '2601'),
            exists (select 1 from settlement s where s.case_name = m.case_name and (s.cancels is not null) = (m.kind in ('2103', '2208', '2305')))
        from message m left join outcome o on o.request_id = m.id and not o.late
        where m.direction = 2 and m.kind in ('2102', '2207', '2304', '2103', '2208', '2305') and (o.result is null or o.result = 3 or m.key = any($1))
        """;

    private readonly Dictionary<(string Trouble, string Fate), int> _counts = [];

    /// <summary>Calls that were reversed after an unknown outcome.</summary>
    public int Reversed => _counts.Where(pair => pair.Key.Fate == ReversedFate).Sum(pair => pair.Value);

    private const string ReversedFate = "reversed (2601), the clerk told so";

    /// <summary>Reads the core's log of faults and the hub's message log.</summary>
    public static async Task<CallFates> ReadAsync(City city, CancellationToken cancel)
    {
        JsonElement log = await city.Core.GetAsync("/admin/faults/log", cancel);
        var struck = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (JsonElement fault in log.GetProperty("faults").EnumerateArray())
        {
            struck[fault.Text("msgid")] = fault.Text("kind");
        }
        var fates = new CallFates();
        await using NpgsqlConnection connection = await HubDatabase.OpenAsync(city.Town.DataFolder, HubDatabase.Name, cancel);
        await using NpgsqlCommand command = connection.CreateCommand();
        command.CommandText = Query;
        command.Parameters.Add(new NpgsqlParameter { Value = struck.Keys.ToArray() });
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            string fate = await reader.IsDBNullAsync(1, cancel) ? "still open" : FateOf(reader.GetInt16(1), reader.GetBoolean(2), reader.GetBoolean(3));
            var key = (struck.GetValueOrDefault(reader.GetString(0), Line), fate);
            fates._counts[key] = fates._counts.GetValueOrDefault(key) + 1;
        }
        return fates;
    }

    /// <summary>Counted outcomes of one kind of trouble, the most frequent first.</summary>
    public string Of(string trouble) => string.Join(", ", _counts
        .Where(pair => pair.Key.Trouble == trouble)
        .OrderByDescending(pair => pair.Value)
        .Select(pair => $"{pair.Value} {pair.Key.Fate}"));

    /// <summary>How many calls met this trouble.</summary>
    public int Count(string trouble) => _counts.Where(pair => pair.Key.Trouble == trouble).Sum(pair => pair.Value);

    private static string FateOf(short result, bool reversed, bool booked) => result switch
    {
        0 => "waited for",
        1 => "refused, the clerk told so",
        2 => "never left the hub",
        _ => reversed ? ReversedFate : booked ? "unknown, asked and completed" : "unknown, asked: not done, the clerk told so",
    };
}
