using Hub.Journal.Payments;

namespace Hub.Adapters.Bank.Inbound;

/// <summary>
/// What earlier looks into one bank's outbox saw. Only a memory: after a restart a file is looked at longer or fetched once more, nothing else.
/// </summary>
internal sealed class Sightings
{
    private readonly Dictionary<string, Sighting> files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> skipped = new(StringComparer.Ordinal);

    /// <summary>Notes the file as it is now; a change of size or time begins anew.</summary>
    public Sighting See(OutboxFile file, DateTimeOffset now)
    {
        if (!files.TryGetValue(file.Name.Name, out var sighting) || sighting.Size != file.Size || sighting.Modified != file.Modified)
        {
            files[file.Name.Name] = sighting = new Sighting(file.Size, file.Modified, now);
        }

        return sighting;
    }

    /// <summary>Forgets what is no longer there.</summary>
    public void Keep(IEnumerable<OutboxFile> present)
    {
        var names = present.Select(f => f.Name.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var gone in files.Keys.Where(name => !names.Contains(name)).ToList())
        {
            files.Remove(gone);
        }
    }

    /// <summary>Forgets a file that is archived: what comes under its name later is another.</summary>
    public void Forget(string name) => files.Remove(name);

    /// <summary>True when the count of a reason is another than at the last look: only news are logged.</summary>
    public bool IsNews(string reason, int count)
    {
        if (skipped.GetValueOrDefault(reason) == count)
        {
            return false;
        }

        skipped[reason] = count;
        return true;
    }

    /// <summary>Reasons of which the last look had entries and this one has none.</summary>
    public void Forget(IReadOnlyDictionary<string, int> present)
    {
        foreach (var gone in skipped.Keys.Where(reason => !present.ContainsKey(reason)).ToList())
        {
            skipped.Remove(gone);
        }
    }
}

/// <summary>One file as it was seen.</summary>
internal sealed class Sighting(long size, DateTimeOffset? modified, DateTimeOffset since)
{
    public long Size { get; } = size;

    public DateTimeOffset? Modified { get; } = modified;

    /// <summary>Since when it has not changed.</summary>
    public DateTimeOffset Since { get; } = since;

    /// <summary>That its control file is missing was reported.</summary>
    public bool Reported { get; set; }

    /// <summary>
    /// It is taken and could not be archived: its control file and content. The same control file states the same content, so nothing is fetched
    /// again; size and time, in whole seconds, would not prove that.
    /// </summary>
    public (ReadOnlyMemory<byte> Control, ContentKey Content, bool WithDigest)? Taken { get; set; }
}
