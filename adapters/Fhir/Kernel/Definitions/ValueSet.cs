using System.Collections.Frozen;

namespace Hub.Adapters.Fhir.Kernel.Definitions;

/// <summary>The codes of a required binding.</summary>
internal sealed class ValueSet(string url, IReadOnlyDictionary<string, string[]> codes)
{
    private readonly FrozenSet<string> _codes = codes.Values.SelectMany(items => items).ToFrozenSet(StringComparer.Ordinal);

    private readonly FrozenDictionary<string, FrozenSet<string>> _bySystem =
        codes.ToFrozenDictionary(pair => pair.Key, pair => pair.Value.ToFrozenSet(StringComparer.Ordinal), StringComparer.Ordinal);

    public string Url { get; } = url;

    /// <summary>The code is in the set, whatever its system: for elements of type <c>code</c>, where the system is implied.</summary>
    public bool Has(string code) => _codes.Contains(code);

    public bool Has(string system, string code) => _bySystem.TryGetValue(system, out var items) && items.Contains(code);
}
