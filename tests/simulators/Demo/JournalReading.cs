using System.Globalization;
using System.Text.Json;
using Hub.Simulators.Institutions;

namespace Hub.Simulators.Demo;

/// <summary>What the institutions' journals say about the morning as a whole.</summary>
/// <param name="Messages">Messages sent, repeats not counted.</param>
/// <param name="Trouble">Messages that met which trouble between counter and hub.</param>
/// <param name="LongestWait">Longest time from sending to a definite answer.</param>
/// <param name="LongestWaitFor">Of which transaction.</param>
/// <param name="MedianWait">Median of the same over all messages.</param>
/// <param name="Contradictions">Messages answered twice with different bytes.</param>
internal sealed record JournalReading(
    int Messages, IReadOnlyDictionary<TroubleKind, int> Trouble, TimeSpan LongestWait, string LongestWaitFor, TimeSpan MedianWait, int Contradictions)
{
    private const string TimeFormat = "yyyyMMddHHmmssfff";

    /// <summary>Reads all journals.</summary>
    public static JournalReading Read(IReadOnlyList<Counters> counters)
    {
        var waits = new List<(TimeSpan Wait, string InfNo)>();
        var trouble = new Dictionary<TroubleKind, int>();
        int messages = 0;
        foreach (Counters institution in counters)
        {
            var sent = new Dictionary<string, DateTime>(StringComparer.Ordinal);
            institution.Client.Journal.Flush();
            foreach (string line in Lines(institution.JournalFile))
            {
                using JsonDocument entry = JsonDocument.Parse(line);
                JsonElement root = entry.RootElement;
                string operation = root.GetProperty("op").GetString()!;
                string msgId = root.GetProperty("msgid").GetString()!;
                string infNo = root.GetProperty("infno").GetString()!;
                DateTime time = DateTime.ParseExact(root.GetProperty("time").GetString()!, TimeFormat, CultureInfo.InvariantCulture);
                if (operation == "invoke")
                {
                    messages++;
                    sent[msgId] = time;
                    if (Institutions.Trouble.For(institution.Options, new BuiltRequest(infNo, msgId, [], null)) is { } kind)
                    {
                        trouble[kind] = trouble.GetValueOrDefault(kind) + 1;
                    }
                }
                else if (operation is "ok" or "fail" && sent.TryGetValue(msgId, out DateTime since))
                {
                    waits.Add((time - since, infNo));
                }
            }
        }
        (TimeSpan longest, string longestFor) = waits.DefaultIfEmpty().MaxBy(wait => wait.Wait);
        TimeSpan median = waits.Count == 0 ? default : waits.Select(wait => wait.Wait).Order().ElementAt(waits.Count / 2);
        int contradictions = counters.Sum(institution => institution.Client.Journal.Contradictions().Count);
        return new JournalReading(messages, trouble, longest, longestFor ?? "", median, contradictions);
    }

    private static List<string> Lines(string file)
    {
        // The journal is still open for writing.
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        var lines = new List<string>();
        while (reader.ReadLine() is { } line)
        {
            lines.Add(line);
        }
        return lines;
    }
}
