using System.Text.RegularExpressions;
using Hub.Adapters.Fhir.Kernel.Definitions;
using Hub.Adapters.Fhir.Kernel.Path;
using Hub.Adapters.Fhir.Kernel.Writing;

namespace Hub.Adapters.Fhir.Kernel.Checking;

/// <summary>Evaluates the invariants of the definitions on every element (L4). One that yields nothing is not violated.</summary>
internal sealed class InvariantChecker(Findings findings, long stepsMax)
{
    public void Check(FhirNode resource)
    {
        var type = Schema.R4.FindResource(resource.Type)!;
        var evaluation = new Evaluation(resource, stepsMax);
        findings.Path.Push(type.Name);
        try
        {
            Node(evaluation, resource, type, new Scope(resource, resource));
        }
        catch (EvaluationTooCostlyException)
        {
            findings.Add(
                ValidationLevel.Invariants, "too-costly", "the resource is too large for its invariants to be checked; send less at once", resource.Position);
        }

        findings.Path.Clear();
    }

    private void Node(Evaluation evaluation, FhirNode node, TypeDefinition type, Scope scope)
    {
        Constraints(evaluation, node, type.Constraints, scope);
        var content = type.Kind == TypeKind.Primitive ? Schema.R4.Element : type;
        ElementDefinition? last = null;
        var index = 0;
        foreach (var child in node.ChildrenSpan)
        {
            if (findings.IsFull || TreeTypes.Find(content, child) is not { } property)
            {
                return;
            }

            var element = property.Element;
            index = ReferenceEquals(element, last) ? index + 1 : 0;
            last = element;
            findings.Path.Push(element.Name, element.IsChoice ? property.Type.Code : null, element.IsMany ? index : -1);
            var childType = TreeTypes.Of(property, child);
            var childScope = property.Type.Kind != TypeKind.Abstract ? scope
                : element.Name == "contained" ? scope with { Resource = child }
                : new Scope(child, child);
            Constraints(evaluation, child, element.Constraints, childScope);
            Node(evaluation, child, childType, childScope);
            findings.Path.Pop();
        }
    }

    private void Constraints(Evaluation evaluation, FhirNode node, Constraint[] constraints, Scope scope)
    {
        foreach (var constraint in constraints)
        {
            evaluation.Enter(node, scope.Resource, scope.RootResource);
            if (!IsMet(evaluation, constraint))
            {
                findings.Add(
                    ValidationLevel.Invariants, "invariant", $"{constraint.Human} ({constraint.Key})", node.Position, constraint.IsWarning);
            }
        }
    }

    private static bool IsMet(Evaluation evaluation, Constraint constraint)
    {
        try
        {
            return Values.Truth(constraint.Expression.Evaluate(evaluation, evaluation.This)) != false;
        }
        catch (Exception e) when (e is ExpressionException or RegexMatchTimeoutException)
        {
            // The expression does not fit the data: several items where it expects one.
            return false;
        }
    }

    private readonly record struct Scope(FhirNode Resource, FhirNode RootResource);
}
