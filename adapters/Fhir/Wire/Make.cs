using Hub.Adapters.Fhir.Kernel;

namespace Hub.Adapters.Fhir.Wire;

/// <summary>Builds elements; those that are null are left out. The kernel puts them into the order of the definitions.</summary>
internal static class Make
{
    public static FhirNode Resource(string type, params ReadOnlySpan<FhirNode?> children) => Complex(type, type, children);

    /// <summary>A resource inside another: <c>resource</c> of an entry.</summary>
    public static FhirNode Inside(string name, FhirNode resource) => new(name, resource.Type, null, resource.Children);

    public static FhirNode Complex(string name, string type, params ReadOnlySpan<FhirNode?> children)
    {
        var present = new List<FhirNode>(children.Length);
        foreach (var child in children)
        {
            if (child is not null)
            {
                present.Add(child);
            }
        }

        return new FhirNode(name, type, null, present);
    }

    public static FhirNode Backbone(string name, params ReadOnlySpan<FhirNode?> children) => Complex(name, "BackboneElement", children);

    /// <summary>A primitive; null for no value, since FHIR has no empty strings.</summary>
    public static FhirNode? Value(string name, string type, string? value) => string.IsNullOrEmpty(value) ? null : new FhirNode(name, type, value);

    public static FhirNode? Code(string name, string? value) => Value(name, "code", value);

    public static FhirNode? Text(string name, string? value) => Value(name, "string", value);

    public static FhirNode Coding(string name, string system, string code, string? display = null) =>
        Complex(name, "Coding", Value("system", "uri", system), Code("code", code), Text("display", display));

    public static FhirNode Concept(string name, string system, string code, string? text = null) =>
        Complex(name, "CodeableConcept", Coding("coding", system, code), Text("text", text));

    public static FhirNode Identifier(string name, string system, string value) =>
        Complex(name, "Identifier", Value("system", "uri", system), Text("value", value));

    /// <summary>A reference by identifier.</summary>
    public static FhirNode Reference(string name, string type, string system, string value) =>
        Complex(name, "Reference", Value("type", "uri", type), Identifier("identifier", system, value));

    /// <summary>A reference by words, where there is nothing else to say.</summary>
    public static FhirNode Reference(string name, string display) => Complex(name, "Reference", Text("display", display));

    /// <param name="name">Element name.</param>
    /// <param name="yuan">Literal with two decimals.</param>
    public static FhirNode Money(string name, string yuan) => Complex(name, "Money", Value("value", "decimal", yuan), Code("currency", "CNY"));
}
