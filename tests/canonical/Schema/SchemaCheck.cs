using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Hub.Canonical.Tests.Schema;

/// <summary>
/// Validates with the keywords that our schema uses ($ref, anyOf, type, enum, required, properties, items, pattern) and
/// fails on any other, so that nothing in the schema goes unchecked.
/// </summary>
internal static class SchemaCheck
{
    private static readonly HashSet<string> _notes = ["description", "x-personal", "default", "format", "minimum", "maximum"];

    public static IEnumerable<string> Errors(JsonNode root, JsonNode schema, JsonNode? value, string path)
    {
        if (schema.GetValueKind() == JsonValueKind.True)
        {
            return [$"{path}: the schema allows anything"];
        }

        return schema.AsObject().Where(k => !_notes.Contains(k.Key)).SelectMany(keyword => keyword.Key switch
        {
            "$ref" => Errors(root, root["$defs"]![keyword.Value!.GetValue<string>()["#/$defs/".Length..]]!, value, path),
            "anyOf" => keyword.Value!.AsArray().Any(s => !Errors(root, s!, value, path).Any()) ? [] : [$"{path}: no alternative fits"],
            "type" => Types(keyword.Value!).Any(t => Fits(t, value)) ? [] : [$"{path}: type"],
            "enum" => keyword.Value!.AsArray().Any(e => JsonNode.DeepEquals(e, value)) ? [] : [$"{path}: enum"],
            "required" => keyword.Value!.AsArray().Where(r => !value!.AsObject().ContainsKey(r!.GetValue<string>())).Select(r => $"{path}: lacks {r}"),
            "properties" => value!.AsObject().SelectMany(m => keyword.Value![m.Key] is { } s
                ? Errors(root, s, m.Value, $"{path}.{m.Key}")
                : [$"{path}.{m.Key}: not described"]),
            "items" => value is JsonArray a ? a.SelectMany((item, i) => Errors(root, keyword.Value!, item, $"{path}[{i}]")) : [],
            "pattern" => value is null || Regex.IsMatch(value.GetValue<string>(), keyword.Value!.GetValue<string>()) ? [] : [$"{path}: pattern"],
            _ => [$"{path}: keyword {keyword.Key} is not checked"],
        });
    }

    private static IEnumerable<string> Types(JsonNode type) =>
        type is JsonArray many ? many.Select(t => t!.GetValue<string>()) : [type.GetValue<string>()];

    private static bool Fits(string type, JsonNode? value) => type switch
    {
        "null" => value is null,
        "object" => value is JsonObject,
        "array" => value is JsonArray,
        "string" => value?.GetValueKind() == JsonValueKind.String,
        "boolean" => value?.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
        "number" => value?.GetValueKind() == JsonValueKind.Number,
        "integer" => value?.GetValueKind() == JsonValueKind.Number && !value.ToJsonString().Contains('.', StringComparison.Ordinal),
        _ => false,
    };
}
