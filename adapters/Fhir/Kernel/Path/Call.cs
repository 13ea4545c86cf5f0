namespace Hub.Adapters.Fhir.Kernel.Path;

/// <summary>A function: what it is applied to, and its arguments, evaluated or not as the function needs.</summary>
internal delegate FhirNode[] Function(Evaluation evaluation, FhirNode[] focus, Expression[] arguments);

/// <summary><c>name(arguments)</c>.</summary>
internal sealed class Call(Function function, Expression[] arguments) : Expression
{
    public override FhirNode[] Evaluate(Evaluation evaluation, FhirNode[] focus)
    {
        evaluation.Spend(focus.Length);
        return function(evaluation, focus, arguments);
    }
}

/// <summary><c>is(Type)</c>, <c>as(Type)</c>, <c>ofType(Type)</c>: the argument is a name.</summary>
internal sealed class TypeCall(string function, string type) : Expression
{
    public override FhirNode[] Evaluate(Evaluation evaluation, FhirNode[] focus) => function == "is"
        ? Values.Single(focus) is { } item ? Values.Of(Types.Is(item, type)) : Nothing
        : Types.Only(focus, type);
}
