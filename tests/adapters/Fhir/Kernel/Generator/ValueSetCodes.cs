using System.Text.Json;

namespace Hub.Adapters.Fhir.Tests.Kernel.Generator;

/// <summary>Enumerates a value set as pairs of system and code, or says that it cannot be enumerated (UCUM, media types).</summary>
internal sealed class ValueSetCodes(DefinitionPackage package)
{
    public SortedDictionary<string, SortedSet<string>>? Of(string url)
    {
        var codes = new SortedDictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        return Collect(url, codes, []) && codes.Count > 0 ? codes : null;
    }

    private bool Collect(string url, SortedDictionary<string, SortedSet<string>> codes, HashSet<string> seen)
    {
        if (!seen.Add(url))
        {
            return false;
        }

        if (package.Expansions.TryGetValue(url, out var expanded) && expanded.TryGetProperty("expansion", out var expansion)
            && expansion.TryGetProperty("contains", out var contains))
        {
            Contained(contains, codes);
            return true;
        }

        return package.ValueSets.TryGetValue(url, out var valueSet) && valueSet.TryGetProperty("compose", out var compose)
            && compose.GetProperty("include").EnumerateArray().All(include => Include(include, codes, seen));
    }

    private bool Include(JsonElement include, SortedDictionary<string, SortedSet<string>> codes, HashSet<string> seen)
    {
        if (include.TryGetProperty("valueSet", out var others))
        {
            return others.EnumerateArray().All(other => Collect(other.GetString()!.Split('|')[0], codes, seen));
        }

        var system = include.GetProperty("system").GetString()!;
        if (include.TryGetProperty("concept", out var concepts))
        {
            Concepts(system, concepts, codes);
            return true;
        }

        if (include.TryGetProperty("filter", out _) || !package.CodeSystems.TryGetValue(system, out var codeSystem)
            || codeSystem.GetProperty("content").GetString() != "complete")
        {
            return false;
        }

        Concepts(system, codeSystem.GetProperty("concept"), codes);
        return true;
    }

    private static void Concepts(string system, JsonElement concepts, SortedDictionary<string, SortedSet<string>> codes)
    {
        foreach (var concept in concepts.EnumerateArray())
        {
            Add(system, concept.GetProperty("code").GetString()!, codes);
            if (concept.TryGetProperty("concept", out var children))
            {
                Concepts(system, children, codes);
            }
        }
    }

    private static void Contained(JsonElement contains, SortedDictionary<string, SortedSet<string>> codes)
    {
        foreach (var concept in contains.EnumerateArray())
        {
            var isAbstract = concept.TryGetProperty("abstract", out var flag) && flag.GetBoolean();
            if (!isAbstract && concept.TryGetProperty("code", out var code))
            {
                Add(concept.GetProperty("system").GetString()!, code.GetString()!, codes);
            }

            if (concept.TryGetProperty("contains", out var children))
            {
                Contained(children, codes);
            }
        }
    }

    private static void Add(string system, string code, SortedDictionary<string, SortedSet<string>> codes)
    {
        if (!codes.TryGetValue(system, out var set))
        {
            codes[system] = set = new SortedSet<string>(StringComparer.Ordinal);
        }

        set.Add(code);
    }
}
