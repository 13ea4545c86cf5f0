using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using Hub.Canonical.Json;
using Hub.Canonical.Tests.Model;

namespace Hub.Canonical.Tests.Schema;

/// <summary>
/// JSON Schema (2020-12) of the canonical model out of the types and the serialiser's own metadata: one definition per
/// record and enumeration, ordered by name.
/// </summary>
internal static class SchemaWriter
{
    private static readonly JsonSerializerOptions _readable = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Write()
    {
        var definitions = new JsonObject
        {
            [nameof(Money)] = new JsonObject
            {
                ["type"] = "integer",
                ["description"] = "Renminbi in whole fen (1 yuan = 100 fen); negative for a refund.",
                ["minimum"] = long.MinValue,
                ["maximum"] = long.MaxValue,
            },
            ["LocalTime"] = new JsonObject
            {
                ["type"] = "string",
                ["description"] = "Wall-clock time of UTC+8, without a zone.",
                ["pattern"] = @"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,7})?$",
            },
        };
        foreach (var type in CanonicalTypes.Records.Concat(Enums()).OrderBy(t => t.Name, StringComparer.Ordinal))
        {
            definitions[type.Name] = CanonicalJson.Options.GetJsonSchemaAsNode(type, new JsonSchemaExporterOptions
            {
                TreatNullObliviousAsNonNullable = true,
                TransformSchemaNode = Transform,
            });
        }

        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["$id"] = ModelVersion.SchemaId,
            ["title"] = "Canonical model of the medical-insurance hub",
            ["description"] = "Unknown members are ignored; members that are null are left out. x-personal marks personal data.",
            ["$defs"] = definitions,
        };
        return schema.ToJsonString(_readable) + "\n";
    }

    private static IEnumerable<Type> Enums() => CanonicalTypes.Records
        .SelectMany(CanonicalTypes.FieldsOf)
        .Select(p => Nullable.GetUnderlyingType(p.PropertyType) ?? p.PropertyType)
        .Where(t => t.IsEnum)
        .Distinct();

    private static JsonNode Transform(JsonSchemaExporterContext context, JsonNode schema)
    {
        var type = Nullable.GetUnderlyingType(context.TypeInfo.Type) ?? context.TypeInfo.Type;
        var nullable = context.TypeInfo.Type != type
            || (schema is JsonObject { } o && o["type"] is JsonArray types && types.Any(t => t?.GetValue<string>() == "null"));
        var name = type == typeof(Money) ? nameof(Money) : type == typeof(DateTime) ? "LocalTime"
            : type.IsEnum || CanonicalTypes.Records.Contains(type) ? type.Name : null;
        if (name is not null && context.Path.Length > 0)
        {
            var reference = new JsonObject { ["$ref"] = "#/$defs/" + name };
            schema = nullable ? new JsonObject { ["anyOf"] = new JsonArray(reference, new JsonObject { ["type"] = "null" }) } : reference;
        }
        else if (name is not null && schema is JsonObject root && root["type"] is JsonArray)
        {
            root["type"] = "object";
        }

        if (context.PropertyInfo?.AttributeProvider is PropertyInfo property && property.GetCustomAttribute<PersonalAttribute>() is not null)
        {
            schema.AsObject()["x-personal"] = true;
        }

        return schema;
    }
}
