namespace Hub.Adapters.Bank;

/// <summary>One at a time per name; a name that nobody uses takes no memory.</summary>
internal sealed class Turns
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Entry> entries = new(StringComparer.Ordinal);

    /// <summary>Waits for the turn; disposing of the result ends it.</summary>
    public async Task<IDisposable> TakeAsync(string name, CancellationToken cancellationToken)
    {
        Entry entry;
        lock (gate)
        {
            if (!entries.TryGetValue(name, out entry!))
            {
                entries.Add(name, entry = new Entry(this, name));
            }

            entry.Users++;
        }

        try
        {
            await entry.Free.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            Leave(entry);
            throw;
        }

        return entry;
    }

    private void Leave(Entry entry)
    {
        lock (gate)
        {
            if (--entry.Users == 0)
            {
                entries.Remove(entry.Name);
                entry.Free.Dispose();
            }
        }
    }

    private sealed class Entry(Turns turns, string name) : IDisposable
    {
        public string Name { get; } = name;

        public SemaphoreSlim Free { get; } = new(1, 1);

        public int Users { get; set; }

        public void Dispose()
        {
            Free.Release();
            turns.Leave(this);
        }
    }
}
