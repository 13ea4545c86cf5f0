using Hub.Adapters.Fhir.Kernel.Definitions;

namespace Hub.Adapters.Fhir.Kernel.Reading;

/// <summary>
/// The children of all objects that are open, one list for all levels: an object's are those from its start on. They leave it in the
/// order of the definitions, whatever order the document has.
/// </summary>
internal sealed class NodeBuffer
{
    private readonly List<(ElementProperty Property, FhirNode Node)> _items = [];

    public int Count => _items.Count;

    public void Add(ElementProperty property, FhirNode node) => _items.Add((property, node));

    /// <summary>Adds, or joins a primitive's value with its extensions that came apart.</summary>
    public void AddOrMerge(ElementProperty property, FhirNode node, int other)
    {
        if (other < 0)
        {
            _items.Add((property, node));
            return;
        }

        var first = _items[other].Node;
        var children = first.ChildrenSpan.Length > 0 ? first : node;
        _items[other] = (property, new FhirNode(node.Name, property.Type, first.Value ?? node.Value, children.ChildrenSpan.ToArray(), first.Position));
    }

    /// <summary>Index of the first node of a property, or -1. Those after it stand together: they came from one array.</summary>
    public int Find(int start, ElementProperty property)
    {
        for (var i = start; i < _items.Count; i++)
        {
            if (ReferenceEquals(_items[i].Property, property))
            {
                return i;
            }
        }

        return -1;
    }

    public bool Holds(int index, ElementProperty property) => index >= 0 && index < _items.Count && ReferenceEquals(_items[index].Property, property);

    /// <summary>Removes primitives that are neither value nor extension; true when there was one.</summary>
    public bool DropEmpty(int start)
    {
        var kept = start;
        for (var i = start; i < _items.Count; i++)
        {
            if (_items[i].Property.Type.Kind != TypeKind.Primitive || !_items[i].Node.IsEmpty)
            {
                _items[kept++] = _items[i];
            }
        }

        var dropped = _items.Count - kept;
        _items.RemoveRange(kept, dropped);
        return dropped > 0;
    }

    /// <summary>The children from a start on, which leave the buffer.</summary>
    public FhirNode[] Take(int start)
    {
        if (start == _items.Count)
        {
            return [];
        }

        var nodes = new FhirNode[_items.Count - start];
        if (IsSorted(start))
        {
            for (var i = 0; i < nodes.Length; i++)
            {
                nodes[i] = _items[start + i].Node;
            }
        }
        else
        {
            nodes = [.. _items.Skip(start).OrderBy(item => item.Property.Element.Order).Select(item => item.Node)];
        }

        _items.RemoveRange(start, _items.Count - start);
        return nodes;
    }

    private bool IsSorted(int start)
    {
        for (var i = start + 1; i < _items.Count; i++)
        {
            if (_items[i].Property.Element.Order < _items[i - 1].Property.Element.Order)
            {
                return false;
            }
        }

        return true;
    }
}
