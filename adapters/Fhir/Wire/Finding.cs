using Hub.Adapters.Fhir.Kernel;

namespace Hub.Adapters.Fhir.Wire;

/// <summary>A rule of ours that a resource breaks, or a finding of the kernel.</summary>
/// <param name="Error">The catalogue's entry.</param>
/// <param name="Expression">FHIRPath of the element; empty for the whole.</param>
/// <param name="Detail">What exactly, without a value of the resource; empty when the rule says it all.</param>
/// <param name="IssueCode">issue.code when it is more exact than the entry's.</param>
/// <param name="Warning">It does not refuse.</param>
internal sealed record Finding(FhirError Error, string Expression = "", string Detail = "", string? IssueCode = null, bool Warning = false)
{
    public static Finding Of(FhirIssue issue, FhirError error) => new(
        error, issue.Expression, issue.Line > 0 ? $"{issue.Text} (line {issue.Line})" : issue.Text, issue.Code, issue.Warning);
}

/// <summary>A resource that cannot be translated.</summary>
internal sealed class FhirRefusedException(IReadOnlyList<Finding> findings) : Exception("refused: " + findings[0].Error.Code)
{
    public FhirRefusedException(FhirError error, string expression = "", string detail = "")
        : this([new Finding(error, expression, detail)])
    {
    }

    public IReadOnlyList<Finding> Findings { get; } = findings;
}
