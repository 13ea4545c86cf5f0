using Hub.Adapters.Fhir.Kernel.Definitions;

namespace Hub.Adapters.Fhir.Kernel.Writing;

/// <summary>Finds the definitions of a tree's nodes, whether they were read or built here.</summary>
internal static class TreeTypes
{
    public static TypeDefinition OfResource(FhirNode resource) => Schema.R4.FindResource(resource.Type)
        ?? throw new ArgumentException("The node is not a resource of R4 (4.0.1); its Type must name one.", nameof(resource));

    /// <summary>The type of a node under a property.</summary>
    public static TypeDefinition Of(ElementProperty property, FhirNode node) =>
        property.Type.Kind == TypeKind.Abstract ? OfResource(node) : property.Type;

    public static ElementProperty PropertyOf(TypeDefinition type, FhirNode child) => Find(type, child)
        ?? throw new ArgumentException($"{type.Name} has no element '{child.Name}' of type {child.Type} in R4.", nameof(child));

    public static ElementProperty? Find(TypeDefinition type, FhirNode child) =>
        type.ByName.TryGetValue(child.Name, out var element) ? element.PropertyOf(child.Type) : null;

    /// <summary>Children in the order of the definitions; a node that was read has them so already.</summary>
    public static FhirNode[] Sorted(FhirNode node, TypeDefinition type) => node.Definition is not null
        ? node.ChildrenSpan.ToArray()
        : [.. node.Children.OrderBy(child => PropertyOf(type, child).Element.Order)];
}
