using System.Globalization;
using System.Text.Json;

namespace Hub.Simulators.Wire;

/// <summary>
/// Reading of national messages (A1.3): numbers may come as strings, "null" and null are empty, a one-element list may come as an object.
/// </summary>
public static class JsonFields
{
    /// <summary>The field's text, or "" when absent, null or the literal "null". A number gives its raw digits.</summary>
    public static string Text(this JsonElement node, string name)
    {
        if (node.ValueKind != JsonValueKind.Object || !node.TryGetProperty(name, out JsonElement value))
        {
            return "";
        }
        string text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString() ?? "",
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
            _ => "",
        };
        return string.Equals(text, "null", StringComparison.OrdinalIgnoreCase) ? "" : text;
    }

    /// <summary>A decimal field; an empty one is 0 (A1.3). False when it is no number.</summary>
    public static bool TryNumber(this JsonElement node, string name, out decimal number)
    {
        number = 0;
        if (node.ValueKind == JsonValueKind.Object && node.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number)
        {
            return value.TryGetDecimal(out number);
        }
        string text = node.Text(name);
        return text.Length == 0
            || decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>An amount in yuan as fen; 0 when absent or unreadable. For readers of answers, where a wrong amount shows in the sums.</summary>
    public static long FenOrZero(this JsonElement node, string name)
        => node.TryNumber(name, out decimal yuan) && Fen.TryParse(yuan, out long fen) ? fen : 0;

    /// <summary>The named object, or the first object of the named list; an undefined element when absent.</summary>
    public static JsonElement Node(this JsonElement parent, string name)
    {
        if (parent.ValueKind != JsonValueKind.Object || !parent.TryGetProperty(name, out JsonElement value))
        {
            return default;
        }
        return value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().FirstOrDefault() : value;
    }

    /// <summary>The rows of the named list; a single object counts as a list of one.</summary>
    public static IEnumerable<JsonElement> Rows(this JsonElement parent, string name)
    {
        if (parent.ValueKind != JsonValueKind.Object || !parent.TryGetProperty(name, out JsonElement value))
        {
            return [];
        }
        return value.ValueKind switch
        {
            JsonValueKind.Array => value.EnumerateArray(),
            JsonValueKind.Object => [value],
            _ => [],
        };
    }
}
