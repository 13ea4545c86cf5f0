namespace Hub.Adapters.Bank.Profiles;

/// <summary>The profiles that can be used, loaded and checked at start: those shipped, and those of one's own folder beside them.</summary>
internal sealed class ProfileBook
{
    private readonly Dictionary<string, BankProfile> _profiles = new(StringComparer.Ordinal);

    /// <exception cref="BankProfileException">A profile is wrong, or has the name of a shipped one.</exception>
    public ProfileBook(string folder)
    {
        foreach (var name in BankProfileLoader.ShippedNames)
        {
            _profiles[name] = BankProfileLoader.Shipped(name);
        }

        if (folder.Length == 0)
        {
            return;
        }

        foreach (var file in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            if (!_profiles.TryAdd(Path.GetFileNameWithoutExtension(file), BankProfileLoader.Load(file, File.ReadAllText(file))))
            {
                throw new BankProfileException(file, "(name)", "is the name of a shipped profile");
            }
        }
    }

    /// <summary>The profile of a name.</summary>
    /// <exception cref="BankProfileException">There is none.</exception>
    public BankProfile Find(string bank, string name) => _profiles.GetValueOrDefault(name)
        ?? throw new BankProfileException("hub.json", "Bank:Banks:" + bank + ":Profile",
            "is not among " + string.Join(", ", _profiles.Keys.Order(StringComparer.Ordinal)));
}
