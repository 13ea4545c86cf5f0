using System.Globalization;

namespace Hub.Adapters.Fhir.Kernel.Path;

/// <summary>Computed values: primitives without a name.</summary>
internal static class Values
{
    public static readonly FhirNode[] None = [];

    public static readonly FhirNode[] True = [new FhirNode(string.Empty, "boolean", "true")];

    public static readonly FhirNode[] False = [new FhirNode(string.Empty, "boolean", "false")];

    public static FhirNode[] Of(bool value) => value ? True : False;

    public static FhirNode[] Of(bool? value) => value is { } known ? Of(known) : None;

    public static FhirNode[] Of(int value) => [new FhirNode(string.Empty, "integer", value.ToString(CultureInfo.InvariantCulture))];

    public static FhirNode[] Of(decimal value) => [new FhirNode(string.Empty, "decimal", value.ToString(CultureInfo.InvariantCulture))];

    public static FhirNode[] Of(string? value) => value is null ? None : [new FhirNode(string.Empty, "string", value)];

    /// <summary>A collection as a condition: a boolean is itself, any other single item is true, nothing is nothing.</summary>
    public static bool? Truth(FhirNode[] items) => items.Length switch
    {
        0 => null,
        1 => items[0].Type != "boolean" || items[0].Value is null ? true : items[0].Value == "true",
        _ => throw new ExpressionException("A condition has several items."),
    };

    public static bool IsTrue(FhirNode[] items) => Truth(items) == true;

    public static FhirNode? Single(FhirNode[] items) => items.Length switch
    {
        0 => null,
        1 => items[0],
        _ => throw new ExpressionException("One item is expected and there are several."),
    };

    public static string? Text(FhirNode[] items) => Single(items)?.Value;

    public static int? Integer(FhirNode[] items) =>
        Single(items)?.Value is { } value && int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static bool IsNumber(FhirNode node) => node.Type is "integer" or "decimal" or "positiveInt" or "unsignedInt";

    public static bool IsMoment(FhirNode node) => node.Type is "date" or "dateTime" or "instant" or "time";

    public static decimal? Number(FhirNode node) =>
        IsNumber(node) && decimal.TryParse(node.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
