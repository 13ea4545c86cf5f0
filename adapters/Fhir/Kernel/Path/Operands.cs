namespace Hub.Adapters.Fhir.Kernel.Path;

/// <summary>A value written in the expression, or <c>{}</c>.</summary>
internal sealed class Literal(FhirNode[] value) : Expression
{
    public override FhirNode[] Evaluate(Evaluation evaluation, FhirNode[] focus) => value;
}

/// <summary><c>$this</c>.</summary>
internal sealed class This : Expression
{
    public override FhirNode[] Evaluate(Evaluation evaluation, FhirNode[] focus) => evaluation.This;
}

/// <summary><c>$index</c>.</summary>
internal sealed class ThisIndex : Expression
{
    public override FhirNode[] Evaluate(Evaluation evaluation, FhirNode[] focus) => Values.Of(evaluation.Index);
}

/// <summary><c>$total</c>.</summary>
internal sealed class Total : Expression
{
    public override FhirNode[] Evaluate(Evaluation evaluation, FhirNode[] focus) => evaluation.Total;
}

/// <summary><c>%name</c>.</summary>
internal sealed class Variable(string name) : Expression
{
    public override FhirNode[] Evaluate(Evaluation evaluation, FhirNode[] focus) => name switch
    {
        "context" => [evaluation.Context],
        "resource" => [evaluation.Resource],
        "rootResource" => [evaluation.RootResource],
        "ucum" => Values.Of("http://unitsofmeasure.org"),
        "sct" => Values.Of("http://snomed.info/sct"),
        "loinc" => Values.Of("http://loinc.org"),
        _ => throw new ExpressionException("The variable is not known: %" + name),
    };
}

/// <summary>Elements of a name; at the start of an expression also the resource's own type: <c>Claim.item</c>.</summary>
internal sealed class Member(string name, bool isFirst) : Expression
{
    public override FhirNode[] Evaluate(Evaluation evaluation, FhirNode[] focus)
    {
        if (focus.Length == 0)
        {
            return focus;
        }

        if (isFirst && char.IsAsciiLetterUpper(name[0]) && focus is [{ } only] && Types.Is(only, name))
        {
            return focus;
        }

        return focus.Length == 1 ? Of(evaluation, focus[0]) : OfAll(evaluation, focus);
    }

    private FhirNode[] Of(Evaluation evaluation, FhirNode node)
    {
        var children = node.ChildrenSpan;
        evaluation.Spend(children.Length);
        var count = 0;
        foreach (var child in children)
        {
            count += child.Name == name ? 1 : 0;
        }

        if (count == 0)
        {
            return Nothing;
        }

        var found = new FhirNode[count];
        count = 0;
        foreach (var child in children)
        {
            if (child.Name == name)
            {
                found[count++] = child;
            }
        }

        return found;
    }

    private FhirNode[] OfAll(Evaluation evaluation, FhirNode[] focus)
    {
        var found = new List<FhirNode>();
        foreach (var node in focus)
        {
            evaluation.Spend(node.ChildrenSpan.Length);
            foreach (var child in node.ChildrenSpan)
            {
                if (child.Name == name)
                {
                    found.Add(child);
                }
            }
        }

        return [.. found];
    }
}
