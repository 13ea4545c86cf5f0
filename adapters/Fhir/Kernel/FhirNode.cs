using Hub.Adapters.Fhir.Kernel.Definitions;

namespace Hub.Adapters.Fhir.Kernel;

/// <summary>
/// An element of a resource: immutable, its children in the order of the definitions, the same for JSON and XML. A primitive keeps its literal as it was
/// written (a decimal keeps its zeros).
/// </summary>
public sealed class FhirNode
{
    private readonly FhirNode[] _children;

    /// <param name="name">Element name as in the definitions, without the type of a choice: <c>value</c> for <c>valueMoney</c>.</param>
    /// <param name="type">Type code: <c>Money</c>, <c>string</c>, <c>BackboneElement</c>; for a resource its own name.</param>
    /// <param name="value">Literal of a primitive; null for everything else, and for a primitive that has extensions only.</param>
    /// <param name="children">Child elements; of a primitive its id and extensions.</param>
    public FhirNode(string name, string type, string? value = null, IEnumerable<FhirNode>? children = null)
    {
        Name = name;
        Type = type;
        Value = value;
        _children = children is null ? [] : [.. children];
    }

    // A node that was read knows its definition and its place; the children are taken over, not copied.
    internal FhirNode(string name, TypeDefinition definition, string? value, FhirNode[] children, int position)
    {
        Name = name;
        Type = definition.Code;
        Value = value;
        Definition = definition;
        Position = position;
        _children = children;
    }

    public string Name { get; }

    public string Type { get; }

    public string? Value { get; }

    public IReadOnlyList<FhirNode> Children => _children;

    internal TypeDefinition? Definition { get; }

    /// <summary>Where the document says it: an offset (JSON) or a line (XML); 0 when it was built here.</summary>
    internal int Position { get; }

    internal ReadOnlySpan<FhirNode> ChildrenSpan => _children;

    internal bool IsEmpty => Value is null && _children.Length == 0;

    /// <summary>First child of that name, or null.</summary>
    public FhirNode? Child(string name)
    {
        foreach (var child in _children)
        {
            if (child.Name == name)
            {
                return child;
            }
        }

        return null;
    }

    /// <summary>All children of that name.</summary>
    public IEnumerable<FhirNode> All(string name) => _children.Where(child => child.Name == name);

    /// <summary>Value of the primitive at a path of names (first of each), or null: <c>Text("code", "coding", "code")</c>.</summary>
    public string? Text(params ReadOnlySpan<string> path)
    {
        var node = this;
        foreach (var name in path)
        {
            if (node.Child(name) is not { } child)
            {
                return null;
            }

            node = child;
        }

        return node.Value;
    }
}
