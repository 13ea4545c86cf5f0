using Hub.Adapters.Fhir.Kernel.Definitions;
using Hub.Adapters.Fhir.Kernel.Writing;

namespace Hub.Adapters.Fhir.Kernel.Checking;

/// <summary>Walks a tree once and checks structure (L1), values (L2) and required bindings (L3).</summary>
internal sealed class TreeChecker(Findings findings)
{
    // A tree that was built here may be as deep as it likes; the stack is not.
    private const int DepthMax = 256;

    private int _depth;

    public void Check(FhirNode resource)
    {
        if (Schema.R4.FindResource(resource.Type) is not { } type)
        {
            findings.Add(ValidationLevel.WellFormed, "structure", "the type is not a resource of R4 (4.0.1)", resource.Position);
            return;
        }

        findings.Path.Clear();
        findings.Path.Push(type.Name);
        Node(resource, type);
        findings.Path.Clear();
    }

    private void Node(FhirNode node, TypeDefinition type)
    {
        if (_depth >= DepthMax)
        {
            findings.Add(ValidationLevel.Structure, "too-long", "elements are nested too deeply", node.Position);
            return;
        }

        _depth++;
        if (node.IsEmpty && type.Kind != TypeKind.Resource)
        {
            findings.Add(ValidationLevel.Structure, "structure", "is empty; give it a value or leave it out", node.Position);
        }

        if (type.Kind == TypeKind.Primitive)
        {
            Primitive(node, type);
            Children(node, Schema.R4.Element);
        }
        else
        {
            if (node.Value is not null)
            {
                findings.Add(ValidationLevel.Structure, "structure", "has elements, no value of its own", node.Position);
            }

            Children(node, type);
            if (type.Kind == TypeKind.Resource && findings.Wants(ValidationLevel.Values))
            {
                ResourceRules.Check(node, type, findings);
            }
        }

        _depth--;
    }

    private void Primitive(FhirNode node, TypeDefinition type)
    {
        if (node.Value is null || !findings.Wants(ValidationLevel.Values))
        {
            return;
        }

        if (type.Primitive == PrimitiveKind.Xhtml)
        {
            if (XhtmlRules.Problem(node.Value) is { } problem)
            {
                findings.Add(ValidationLevel.Values, "value", problem, node.Position);
            }
        }
        else if (!PrimitiveRules.IsValid(type.Primitive, node.Value))
        {
            findings.Add(ValidationLevel.Values, "value", PrimitiveRules.Rule(type.Primitive), node.Position);
        }
    }

    private void Children(FhirNode node, TypeDefinition type)
    {
        var children = node.ChildrenSpan;
        Span<byte> counts = stackalloc byte[type.Elements.Length];
        counts.Clear();
        ElementDefinition? last = null;
        var index = 0;
        foreach (var child in children)
        {
            if (findings.IsFull)
            {
                return;
            }

            if (TreeTypes.Find(type, child) is not { } property)
            {
                findings.Add(ValidationLevel.Structure, "structure", "has a child or a child's type that R4 does not define here", child.Position);
                continue;
            }

            var element = property.Element;
            index = ReferenceEquals(element, last) ? index + 1 : 0;
            last = element;
            ref var count = ref counts[element.Order];
            count = (byte)Math.Min(count + 1, 2);
            Child(child, property, index);
        }

        foreach (var element in type.Elements)
        {
            Cardinality(node, element, counts[element.Order]);
        }
    }

    private void Child(FhirNode child, ElementProperty property, int index)
    {
        var element = property.Element;
        findings.Path.Push(element.Name, element.IsChoice ? property.Type.Code : null, element.IsMany ? index : -1);
        var type = property.Type.Kind == TypeKind.Abstract ? Schema.R4.FindResource(child.Type) : property.Type;
        if (type is null)
        {
            findings.Add(ValidationLevel.Structure, "structure", "must hold a resource of R4", child.Position);
        }
        else
        {
            Node(child, type);
            if (element.Binding is { } binding && findings.Wants(ValidationLevel.Bindings))
            {
                BindingRules.Check(child, type, binding, findings);
            }
        }

        findings.Path.Pop();
    }

    private void Cardinality(FhirNode node, ElementDefinition element, int count)
    {
        if (count == 0 && element.IsRequired)
        {
            findings.Path.Push(element.Name);
            findings.Add(ValidationLevel.Structure, "required", "is required here; send it", node.Position);
            findings.Path.Pop();
        }
        else if (count > 1 && !element.IsMany)
        {
            findings.Path.Push(element.Name);
            findings.Add(
                ValidationLevel.Structure, "structure", element.IsChoice ? "may be given in one type only" : "may be given once only", node.Position);
            findings.Path.Pop();
        }
    }
}
