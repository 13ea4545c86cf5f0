using System.Collections.Frozen;

namespace Hub.Adapters.Fhir.Kernel.Definitions;

/// <summary>What kind of thing a type is.</summary>
internal enum TypeKind
{
    Resource,
    Abstract,
    Complex,
    Primitive,
    Backbone,
}

/// <summary>A resource, a data type or the anonymous type of a backbone element (<c>Claim.item</c>).</summary>
internal sealed class TypeDefinition(string name, string code, TypeKind kind)
{
    /// <summary>Path of the type in the definitions: <c>Claim</c>, <c>Claim.item</c>, <c>Money</c>.</summary>
    public string Name { get; } = name;

    /// <summary>Type code as a node carries it: <c>BackboneElement</c> for <c>Claim.item</c>.</summary>
    public string Code { get; } = code;

    public TypeKind Kind { get; } = kind;

    public PrimitiveKind Primitive { get; } = kind == TypeKind.Primitive ? Enum.Parse<PrimitiveKind>(name, ignoreCase: true) : PrimitiveKind.None;

    /// <summary>Elements in the order of the definitions, a choice once.</summary>
    public ElementDefinition[] Elements { get; private set; } = [];

    public Constraint[] Constraints { get; private set; } = [];

    /// <summary>Properties by the name on the wire: <c>valueMoney</c>.</summary>
    public FrozenDictionary<string, ElementProperty> Properties { get; private set; } = FrozenDictionary<string, ElementProperty>.Empty;

    /// <summary>Elements by the name in the tree: <c>value</c>.</summary>
    public FrozenDictionary<string, ElementDefinition> ByName { get; private set; } = FrozenDictionary<string, ElementDefinition>.Empty;

    public bool IsDomainResource => Kind == TypeKind.Resource && ByName.ContainsKey("contained");

    internal void Complete(ElementDefinition[] elements, Constraint[] constraints)
    {
        Elements = elements;
        Constraints = constraints;
        ByName = elements.ToFrozenDictionary(element => element.Name, StringComparer.Ordinal);
        Properties = elements.SelectMany(element => element.Properties).ToFrozenDictionary(property => property.Name, StringComparer.Ordinal);
    }
}
