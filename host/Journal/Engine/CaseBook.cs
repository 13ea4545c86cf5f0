namespace Hub.Journal.Engine;

/// <summary>The cases a writer holds in memory, and which of them have messages waiting in the inbox.</summary>
internal sealed class CaseBook(int max)
{
    private readonly Dictionary<string, CaseCell> cells = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedSet<long>> backlog = new(StringComparer.Ordinal);
    private readonly HashSet<string> quarantined = new(StringComparer.Ordinal);
    private long clock;

    public int Count => cells.Count;

    public int Quarantined => quarantined.Count;

    public CaseCell? Find(string name)
    {
        if (!cells.TryGetValue(name, out var cell))
        {
            return null;
        }

        cell.LastUsed = ++clock;
        return cell;
    }

    public CaseCell GetOrAdd(string name, short lane)
    {
        if (Find(name) is { } known)
        {
            return known;
        }

        var cell = new CaseCell(name, lane) { LastUsed = ++clock };
        cells.Add(name, cell);
        return cell;
    }

    public void Forget(string name) => cells.Remove(name);

    /// <summary>Keeps the memory bounded: the half not used for longest goes.</summary>
    public void Trim()
    {
        if (cells.Count <= max)
        {
            return;
        }

        var oldest = cells.Values.OrderBy(c => c.LastUsed).Take(cells.Count / 2).Select(c => c.Name).ToArray();
        foreach (var name in oldest)
        {
            cells.Remove(name);
        }
    }

    /// <summary>Inbox rows of a case in the order in which they must be handled; null when there are none.</summary>
    public SortedSet<long>? Backlog(string name) => backlog.GetValueOrDefault(name);

    public bool Knows(string name, long inboxId) => backlog.TryGetValue(name, out var ids) && ids.Contains(inboxId);

    public void Await(string name, long inboxId)
    {
        if (!backlog.TryGetValue(name, out var ids))
        {
            backlog.Add(name, ids = []);
        }

        ids.Add(inboxId);
    }

    /// <summary>A waiting row was handled or put aside; true when others of the case wait behind it.</summary>
    public bool Done(string name, long inboxId)
    {
        if (!backlog.TryGetValue(name, out var ids))
        {
            return false;
        }

        ids.Remove(inboxId);
        if (ids.Count > 0)
        {
            return true;
        }

        backlog.Remove(name);
        return false;
    }

    public bool IsQuarantined(string name) => quarantined.Contains(name);

    public void Quarantine(string name) => quarantined.Add(name);

    public void Unquarantine(string name) => quarantined.Remove(name);

    /// <summary>Forgets everything of a lane that is not ours any more.</summary>
    public void ForgetLane(short lane, LaneTable lanes)
    {
        foreach (var name in cells.Keys.Where(n => lanes.LaneOf(n) == lane).ToArray())
        {
            cells.Remove(name);
        }

        foreach (var name in backlog.Keys.Where(n => lanes.LaneOf(n) == lane).ToArray())
        {
            backlog.Remove(name);
        }

        quarantined.RemoveWhere(n => lanes.LaneOf(n) == lane);
    }
}
