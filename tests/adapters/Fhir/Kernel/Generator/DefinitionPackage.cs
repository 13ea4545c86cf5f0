using System.Text.Json;

namespace Hub.Adapters.Fhir.Tests.Kernel.Generator;

/// <summary>The JSON files of the official packages, by canonical address.</summary>
internal sealed class DefinitionPackage
{
    public SortedDictionary<string, JsonElement> Structures { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, JsonElement> ValueSets { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, JsonElement> Expansions { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, JsonElement> CodeSystems { get; } = new(StringComparer.Ordinal);

    /// <param name="examples">Folder of <c>hl7.fhir.r4.examples</c>.</param>
    /// <param name="expansions">Folder of <c>hl7.fhir.r4.expansions</c>.</param>
    public static DefinitionPackage Load(string examples, string expansions)
    {
        var package = new DefinitionPackage();
        foreach (var structure in Files(examples, "StructureDefinition").Where(IsBaseType))
        {
            package.Structures[structure.GetProperty("id").GetString()!] = structure;
        }

        Index(package.ValueSets, Files(examples, "ValueSet"));
        Index(package.CodeSystems, Files(examples, "CodeSystem"));
        Index(package.Expansions, Files(expansions, "ValueSet"));
        return package;
    }

    // The four bases derive from nothing, every other type specializes one of them; constraints (profiles) are not of interest.
    private static bool IsBaseType(JsonElement structure) =>
        structure.TryGetProperty("derivation", out var derivation)
            ? derivation.GetString() == "specialization" && structure.GetProperty("kind").GetString() != "logical"
            : structure.GetProperty("id").GetString() is "Element" or "Resource";

    private static void Index(Dictionary<string, JsonElement> index, IEnumerable<JsonElement> resources)
    {
        foreach (var resource in resources)
        {
            index[resource.GetProperty("url").GetString()!] = resource;
        }
    }

    private static IEnumerable<JsonElement> Files(string folder, string type)
    {
        foreach (var path in Directory.EnumerateFiles(folder, type + "-*.json").Order(StringComparer.Ordinal))
        {
            var root = JsonDocument.Parse(File.ReadAllBytes(path)).RootElement;
            if (root.GetProperty("resourceType").GetString() == type && root.TryGetProperty("url", out _))
            {
                yield return root;
            }
        }
    }
}
