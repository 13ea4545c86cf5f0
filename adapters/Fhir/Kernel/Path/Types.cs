using Hub.Adapters.Fhir.Kernel.Definitions;

namespace Hub.Adapters.Fhir.Kernel.Path;

/// <summary>The types of nodes with their descent.</summary>
internal static class Types
{
    public static FhirNode[] Only(FhirNode[] items, string type) => items is [{ } single]
        ? Is(single, type) ? items : Values.None
        : [.. items.Where(item => Is(item, type))];

    public static bool Is(FhirNode node, string type)
    {
        if (type.StartsWith("FHIR.", StringComparison.Ordinal))
        {
            type = type[5..];
        }
        else if (type.StartsWith("System.", StringComparison.Ordinal))
        {
            type = char.ToLowerInvariant(type[7]) + type[8..];
        }

        if (node.Type == type)
        {
            return true;
        }

        return type switch
        {
            "Boolean" or "String" or "Integer" or "Decimal" or "Date" or "DateTime" or "Time" =>
                node.Name.Length == 0 && string.Equals(node.Type, type, StringComparison.OrdinalIgnoreCase),
            "string" => node.Type is "code" or "id" or "markdown",
            "uri" => node.Type is "url" or "canonical" or "oid" or "uuid",
            "integer" => node.Type is "positiveInt" or "unsignedInt",
            "Quantity" => node.Type is "Age" or "Count" or "Distance" or "Duration" or "MoneyQuantity" or "SimpleQuantity",
            "Resource" => Schema.R4.FindResource(node.Type) is not null,
            "DomainResource" => Schema.R4.FindResource(node.Type) is { IsDomainResource: true },
            "Element" => node.Type is "BackboneElement" || Schema.R4.Find(node.Type) is { Kind: TypeKind.Complex or TypeKind.Primitive },
            _ => false,
        };
    }
}
