namespace Hub.Adapters.Fhir.Kernel.Definitions;

/// <summary>An element of a type.</summary>
internal sealed class ElementDefinition
{
    /// <summary>Name in the tree, without the type of a choice.</summary>
    public required string Name { get; init; }

    public required bool IsChoice { get; init; }

    /// <summary>Place among the elements of its type.</summary>
    public required int Order { get; init; }

    public required bool IsRequired { get; init; }

    public required bool IsMany { get; init; }

    /// <summary>XML writes it as an attribute: <c>id</c>, <c>Extension.url</c>.</summary>
    public required bool IsAttribute { get; init; }

    /// <summary>Codes of the required binding, or null when there is none or they cannot be enumerated.</summary>
    public required ValueSet? Binding { get; init; }

    public required Constraint[] Constraints { get; init; }

    /// <summary>One for each type it may have.</summary>
    public ElementProperty[] Properties { get; internal set; } = [];

    /// <summary>The property of a type code, or null when the element may not have that type.</summary>
    public ElementProperty? PropertyOf(string type)
    {
        if (!IsChoice)
        {
            return Properties[0];
        }

        foreach (var property in Properties)
        {
            if (property.Type.Code == type)
            {
                return property;
            }
        }

        return null;
    }
}

/// <summary>An element under its name on the wire: for a choice one per type.</summary>
/// <param name="Element">The element.</param>
/// <param name="Name">Name in JSON and XML: <c>valueMoney</c>.</param>
/// <param name="Type">Its type; for <c>contained</c> and the like the abstract <c>Resource</c>.</param>
/// <param name="Index">Place among the properties of the type.</param>
internal sealed record ElementProperty(ElementDefinition Element, string Name, TypeDefinition Type, int Index);
