using Hub.Adapters.Fhir.Kernel.Path;

namespace Hub.Adapters.Fhir.Kernel.Definitions;

/// <summary>An invariant of the definitions.</summary>
/// <param name="Key">Its key: <c>bdl-7</c>.</param>
/// <param name="IsWarning">The definitions call it a best practice.</param>
/// <param name="Human">What it says in words.</param>
/// <param name="Source">FHIRPath expression.</param>
internal sealed record Constraint(string Key, bool IsWarning, string Human, string Source)
{
    private Expression? _expression;

    // Most of the 600 expressions are never needed in a process: each is compiled when it is.
    public Expression Expression => _expression ??= ExpressionParser.Parse(Source);
}
