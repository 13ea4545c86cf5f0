namespace Hub.Adapters.Fhir.Kernel;

/// <summary>Collects the findings of one document up to the level and the number that were asked for.</summary>
internal sealed class Findings(ValidationLevel level, int issuesMax)
{
    private readonly List<FhirIssue> _issues = [];

    public IReadOnlyList<FhirIssue> Issues => _issues;

    public ElementPath Path { get; } = new();

    public SourceLines Lines { get; set; } = SourceLines.None;

    public bool IsFull => _issues.Count >= issuesMax;

    public bool HasErrors => _issues.Exists(issue => !issue.Warning);

    public bool Wants(ValidationLevel wanted) => wanted <= level && !IsFull;

    /// <summary>Notes a finding at the path where the walk stands.</summary>
    public void Add(ValidationLevel of, string code, string text, int position, bool warning = false)
    {
        if (Wants(of))
        {
            var expression = Path.ToString();
            _issues.Add(new FhirIssue(code, expression, expression + ": " + text, warning, Lines.LineOf(position)));
        }
    }
}
