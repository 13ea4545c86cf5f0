using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hub.Host.Configuration;

/// <summary>
/// Writes the JSON Schema (draft 2020-12) of an options class: types, ranges and defaults from the declarations, descriptions from
/// their docstrings. Editors take it from <c>docs/hub.schema.json</c>.
/// </summary>
internal static class OptionSchema
{
    private static readonly JsonSerializerOptions Written = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static string Write(Type options)
    {
        var schema = Section(options, null);
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "title", "hub.json");
        schema["properties"]!.AsObject().Insert(0, "$schema", new JsonObject { ["type"] = "string" });
        return schema.ToJsonString(Written) + "\n";
    }

    private static JsonObject Section(Type type, WithoutAttribute? without)
    {
        var defaults = Activator.CreateInstance(type)!;
        var properties = new JsonObject();
        foreach (var property in OptionTree.Properties(type, without))
        {
            var schema = OptionTree.IsSection(property.PropertyType)
                ? Section(property.PropertyType, property.GetCustomAttribute<WithoutAttribute>())
                : Setting(new OptionLeaf(property.Name, property, defaults));
            if (DocComments.Summary(property) is { } text)
            {
                schema.Insert(0, "description", text);
            }

            properties[property.Name] = schema;
        }

        return new JsonObject { ["type"] = "object", ["additionalProperties"] = false, ["properties"] = properties };
    }

    private static JsonObject Setting(OptionLeaf leaf)
    {
        var schema = TypeOf(leaf.Property.PropertyType);
        if (OptionTree.ElementOf(leaf.Property.PropertyType) is { } element)
        {
            schema["items"] = Section(element, null);
        }

        foreach (var rule in leaf.Property.GetCustomAttributes(inherit: true))
        {
            switch (rule)
            {
                case RangeAttribute { OperandType: var operand } range when operand != typeof(TimeSpan):
                    schema["minimum"] = JsonValue.Create(Convert.ToInt64(range.Minimum, CultureInfo.InvariantCulture));
                    schema["maximum"] = JsonValue.Create(Convert.ToInt64(range.Maximum, CultureInfo.InvariantCulture));
                    break;
                case PatternAttribute pattern:
                    schema["pattern"] = pattern.Pattern;
                    break;
                case RequiredAttribute when leaf.Property.PropertyType == typeof(string):
                    schema["minLength"] = 1;
                    break;
            }
        }

        // The node's default is the machine's name: not a constant.
        if (leaf.Name != nameof(HubOptions.Node) && Default(leaf.Value) is { } value)
        {
            schema["default"] = value;
        }

        return schema;
    }

    private static JsonObject TypeOf(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        return plain switch
        {
            _ when plain == typeof(bool) => new() { ["type"] = "boolean" },
            _ when plain == typeof(int) || plain == typeof(long) => new() { ["type"] = "integer" },
            _ when plain == typeof(TimeSpan) => new() { ["type"] = "string", ["pattern"] = @"^(\d+\.)?\d{2}:\d{2}:\d{2}(\.\d{1,7})?$" },
            { IsEnum: true } => new() { ["enum"] = new JsonArray([.. Enum.GetNames(plain).Select(name => (JsonNode)name)]) },
            _ when plain == typeof(string) || plain == typeof(Uri) => new() { ["type"] = "string" },
            _ when plain.IsAssignableTo(typeof(System.Collections.IDictionary)) => new() { ["type"] = "object" },
            _ when plain.IsAssignableTo(typeof(System.Collections.IEnumerable)) => new() { ["type"] = "array" },
            _ => new() { ["type"] = new JsonArray("string", "number", "object") },
        };
    }

    private static JsonValue? Default(object? value) => value switch
    {
        null or "" => null,
        bool flag => JsonValue.Create(flag),
        int number => JsonValue.Create(number),
        long number => JsonValue.Create(number),
        string or TimeSpan or Enum or Uri => JsonValue.Create(Convert.ToString(value, CultureInfo.InvariantCulture)),
        _ => null,
    };
}
