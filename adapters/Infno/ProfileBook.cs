using System.Collections.Concurrent;
using Hub.Adapters.Infno.Profiles;
using Hub.Adapters.Infno.Translation;

namespace Hub.Adapters.Infno;

/// <summary>The profiles in use, loaded and checked at start: those shipped, and those of one's own folder over them.</summary>
public sealed class ProfileBook
{
    private readonly Dictionary<string, InfnoProfile> profiles = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Translations> translations = new(StringComparer.Ordinal);
    private readonly string defaultProfile;

    /// <exception cref="InfnoProfileException">A profile is wrong, or the default profile does not exist.</exception>
    public ProfileBook(InfnoOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        foreach (var name in InfnoProfileLoader.ShippedNames)
        {
            profiles[name] = InfnoProfileLoader.Shipped(name);
        }

        if (options.ProfileFolder.Length > 0)
        {
            foreach (var file in Directory.EnumerateFiles(options.ProfileFolder, "*.json").Order(StringComparer.Ordinal))
            {
                profiles[Path.GetFileNameWithoutExtension(file)] = InfnoProfileLoader.Load(file, File.ReadAllText(file));
            }
        }

        defaultProfile = options.DefaultProfile;
        if (!profiles.ContainsKey(defaultProfile) || !profiles.ContainsKey(options.Core.Profile))
        {
            throw new InfnoProfileException("hub.json", "infno", "the default profile or the core's profile is not among: " + string.Join(", ", profiles.Keys));
        }
    }

    /// <summary>The profile of that name; the default one for null or an unknown name.</summary>
    public InfnoProfile Find(string? name) => name is not null && profiles.TryGetValue(name, out var profile) ? profile : profiles[defaultProfile];

    internal Translations Translations(InfnoProfile profile) =>
        translations.GetOrAdd(profile.BalancedCode, code => new Translations(code));
}
