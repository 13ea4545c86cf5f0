namespace Hub.Adapters.Front.Inbound;

/// <summary>What earlier looks into one folder saw. Only a memory: after a restart a file is looked at longer, nothing else.</summary>
internal sealed class Sightings
{
    private readonly Dictionary<string, (FrontFile File, DateTimeOffset Since)> files = new(StringComparer.Ordinal);
    private int skipped;

    /// <summary>Since when the file has not changed.</summary>
    public DateTimeOffset Since(FrontFile file, DateTimeOffset now)
    {
        if (!files.TryGetValue(file.Name, out var seen) || seen.File != file)
        {
            files[file.Name] = seen = (file, now);
        }

        return seen.Since;
    }

    /// <summary>Forgets a file that was taken: what comes under its name next is another, though it may be as long and of the same second.</summary>
    public void Forget(string name) => files.Remove(name);

    /// <summary>Forgets what is no longer there; true when the number of skipped names is news.</summary>
    public bool Keep(FrontListing listing)
    {
        var names = listing.Files.Select(f => f.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var gone in files.Keys.Where(name => !names.Contains(name)).ToList())
        {
            files.Remove(gone);
        }

        var news = listing.Skipped > skipped;
        skipped = listing.Skipped;
        return news;
    }
}
