namespace Hub.Certs.Registry;

/// <summary>One thing that is wrong in a registry or trust-anchor file.</summary>
/// <param name="File">The file.</param>
/// <param name="Subject">Partner, log or part of the file, for example <c>partner H43010000001</c>.</param>
/// <param name="Field">Path of the field within the subject, for example <c>keys[0].algorithm</c>.</param>
/// <param name="Rule">The rule that is broken.</param>
/// <param name="Fix">What to write instead or to do.</param>
public sealed record ConfigurationProblem(string File, string Subject, string Field, string Rule, string Fix)
{
    /// <summary>One line: file, subject, field, rule, fix.</summary>
    public override string ToString() => $"{File}: {Subject}: {Field}: {Rule}; {Fix}";
}

/// <summary>A registry or trust-anchor file was refused. All its problems are listed, not just the first.</summary>
public sealed class InvalidConfigurationException : Exception
{
    /// <param name="problems">At least one problem.</param>
    public InvalidConfigurationException(IReadOnlyList<ConfigurationProblem> problems)
        : base(string.Join(Environment.NewLine, problems))
    {
        Problems = problems;
    }

    /// <summary>What is wrong, in the order of the file.</summary>
    public IReadOnlyList<ConfigurationProblem> Problems { get; }
}
