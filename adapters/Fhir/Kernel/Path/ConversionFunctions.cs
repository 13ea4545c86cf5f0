using System.Globalization;
using Hub.Adapters.Fhir.Kernel.Checking;

namespace Hub.Adapters.Fhir.Kernel.Path;

/// <summary>Conversions and arithmetic on one value.</summary>
internal static class ConversionFunctions
{
    public static readonly FunctionEntry[] All =
    [
        new("toString", 0, 0, On(item => Values.Of(item.Value))),
        new("toBoolean", 0, 0, On(ToBoolean)),
        new("toInteger", 0, 0, On(ToInteger)),
        new("toDecimal", 0, 0, On(ToDecimal)),
        new("toDate", 0, 0, On(item => As(item, "date", MomentRules.IsDate))),
        new("toDateTime", 0, 0, On(item => As(item, "dateTime", MomentRules.IsDateTime))),
        new("toTime", 0, 0, On(item => As(item, "time", MomentRules.IsTime))),
        new("convertsToString", 0, 0, On(item => Values.Of(item.Value is not null))),
        new("convertsToBoolean", 0, 0, On(item => Values.Of(ToBoolean(item).Length > 0))),
        new("convertsToInteger", 0, 0, On(item => Values.Of(ToInteger(item).Length > 0))),
        new("convertsToDecimal", 0, 0, On(item => Values.Of(ToDecimal(item).Length > 0))),
        new("abs", 0, 0, OnNumber(Math.Abs)),
        new("ceiling", 0, 0, OnNumber(decimal.Ceiling)),
        new("floor", 0, 0, OnNumber(decimal.Floor)),
        new("truncate", 0, 0, OnNumber(decimal.Truncate)),
        new("round", 0, 1, (e, focus, a) => Values.Single(focus) is { } item && Values.Number(item) is { } number
            ? Values.Of(Math.Round(
                number, Math.Clamp(a.Length > 0 ? Values.Integer(CollectionFunctions.Argument(e, a[0])) ?? 0 : 0, 0, 28), MidpointRounding.AwayFromZero))
            : Values.None),
    ];

    private delegate bool Form(ReadOnlySpan<char> value);

    private static Function On(Func<FhirNode, FhirNode[]> apply) => (_, focus, _) => Values.Single(focus) is { } item ? apply(item) : Values.None;

    private static Function OnNumber(Func<decimal, decimal> apply) => On(item => Values.Number(item) is not { } number ? Values.None
        : decimal.IsInteger(apply(number)) && Math.Abs(number) < int.MaxValue && item.Type != "decimal"
            ? Values.Of((int)apply(number)) : Values.Of(apply(number)));

    private static FhirNode[] ToBoolean(FhirNode item) => item.Value?.ToUpperInvariant() switch
    {
        "TRUE" or "T" or "YES" or "Y" or "1" or "1.0" => Values.True,
        "FALSE" or "F" or "NO" or "N" or "0" or "0.0" => Values.False,
        _ => Values.None,
    };

    private static FhirNode[] ToInteger(FhirNode item) => item.Type == "boolean" ? Values.Of(item.Value == "true" ? 1 : 0)
        : int.TryParse(item.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? Values.Of(number) : Values.None;

    private static FhirNode[] ToDecimal(FhirNode item) => item.Type == "boolean" ? Values.Of(item.Value == "true" ? 1m : 0m)
        : decimal.TryParse(item.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? Values.Of(number) : Values.None;

    private static FhirNode[] As(FhirNode item, string type, Form form) =>
        item.Value is { } value && form(value) ? [new FhirNode(string.Empty, type, value)] : Values.None;
}
