using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Hub.Adapters.Fhir.Tests.Kernel.Generator;

/// <summary>
/// The compact text of the definitions that the kernel loads; its lines are described in
/// <c>adapters/Fhir/Kernel/README.md</c>. The same package gives the same text.
/// </summary>
internal sealed class SchemaText(DefinitionPackage package)
{
    private readonly StringBuilder _text = new();

    private readonly SortedDictionary<string, SortedDictionary<string, SortedSet<string>>?> _valueSets = new(StringComparer.Ordinal);

    public static string Of(DefinitionPackage package)
    {
        var writer = new SchemaText(package);
        foreach (var structure in package.Structures.Values)
        {
            writer.Structure(structure);
        }

        writer.ValueSets();
        return writer._text.ToString();
    }

    private void Structure(JsonElement structure)
    {
        var id = structure.GetProperty("id").GetString()!;
        var kind = structure.GetProperty("kind").GetString()!;
        var isAbstract = structure.GetProperty("abstract").GetBoolean();
        var elements = structure.GetProperty("snapshot").GetProperty("element").EnumerateArray().ToList();
        var owners = elements.Where(element => !PathOf(element).Contains('.') || IsBackbone(element)).ToList();
        foreach (var owner in owners)
        {
            var path = PathOf(owner);
            var ownerKind = path != id ? CodesOf(owner)[0] : isAbstract ? "abstract" : kind;
            Line("T", path, ownerKind);
            // The constraints of a backbone element belong to its element line.
            Constraints(path == id ? owner : default);
            foreach (var element in elements.Where(element => ParentOf(PathOf(element)) == path && kind != "primitive-type"))
            {
                Element(element, isResource: kind == "resource" && path == id);
            }
        }
    }

    private void Element(JsonElement element, bool isResource)
    {
        var path = PathOf(element);
        var name = path[(path.LastIndexOf('.') + 1)..];
        var types = element.TryGetProperty("contentReference", out var reference) ? [reference.GetString()!.Split('#')[^1]]
            : IsBackbone(element) ? [path]
            : isResource && name == "id" ? ["id"]
            : CodesOf(element);
        var max = element.GetProperty("max").GetString()!;
        var min = element.GetProperty("min").GetInt32().ToString(CultureInfo.InvariantCulture);
        var isAttribute = element.TryGetProperty("representation", out var representation)
            && representation.EnumerateArray().Any(item => item.GetString() == "xmlAttr");
        Line("E", name, min, max, string.Join(',', types), RequiredValueSet(element), isAttribute ? "@" : string.Empty);
        Constraints(element);
    }

    private string RequiredValueSet(JsonElement element)
    {
        if (!element.TryGetProperty("binding", out var binding) || binding.GetProperty("strength").GetString() != "required"
            || !binding.TryGetProperty("valueSet", out var valueSet))
        {
            return string.Empty;
        }

        var url = valueSet.GetString()!.Split('|')[0];
        if (!_valueSets.ContainsKey(url))
        {
            _valueSets[url] = new ValueSetCodes(package).Of(url);
        }

        return _valueSets[url] is null ? string.Empty : url;
    }

    private void Constraints(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty("constraint", out var constraints))
        {
            return;
        }

        foreach (var constraint in constraints.EnumerateArray())
        {
            var key = constraint.GetProperty("key").GetString()!;
            // ele-1 (nothing is empty) is checked with the structure.
            if (key != "ele-1" && constraint.TryGetProperty("expression", out var expression))
            {
                Line("C", key, constraint.GetProperty("severity").GetString()!, constraint.GetProperty("human").GetString()!, expression.GetString()!);
            }
        }
    }

    private void ValueSets()
    {
        foreach (var (url, codes) in _valueSets)
        {
            if (codes is null)
            {
                Line("N", url);
                continue;
            }

            Line("V", url);
            foreach (var (system, items) in codes)
            {
                Line(["S", system, .. items]);
            }
        }
    }

    private static bool IsBackbone(JsonElement element) =>
        PathOf(element).Contains('.') && !element.TryGetProperty("contentReference", out _) && CodesOf(element) is ["BackboneElement"] or ["Element"];

    private static string[] CodesOf(JsonElement element) =>
        element.TryGetProperty("type", out var types) ? [.. types.EnumerateArray().Select(CodeOf).Distinct()] : [];

    // The primitive types behind the primitives are FHIRPath's; the FHIR type stands in an extension.
    private static string CodeOf(JsonElement type)
    {
        var code = type.GetProperty("code").GetString()!;
        if (!code.Contains('/'))
        {
            return code;
        }

        return type.TryGetProperty("extension", out var extensions)
            && extensions.EnumerateArray().First() is var extension && extension.TryGetProperty("valueUrl", out var value)
            ? value.GetString()!
            : "string";
    }

    private static string PathOf(JsonElement element) => element.GetProperty("path").GetString()!;

    private static string ParentOf(string path) => path.LastIndexOf('.') is var dot and >= 0 ? path[..dot] : string.Empty;

    private void Line(params ReadOnlySpan<string> fields)
    {
        for (var i = 0; i < fields.Length; i++)
        {
            _text.Append(i == 0 ? string.Empty : "\t").AppendJoin(' ', fields[i].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        }

        _text.Append('\n');
    }
}
