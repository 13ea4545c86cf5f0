namespace Hub.Host.Configuration;

/// <summary>One wrong setting.</summary>
/// <param name="Name">Path as in the file, for example <c>Http:Port</c>.</param>
/// <param name="Value">What it is now; empty for secrets.</param>
/// <param name="Rule">The rule it breaks.</param>
/// <param name="Fix">What to write instead.</param>
public sealed record OptionProblem(string Name, string Value, string Rule, string Fix)
{
    /// <summary>One line: name, value, rule, fix.</summary>
    public override string ToString() => $"{Name} = '{Value}': {Rule}; {Fix}";
}

/// <summary>The configuration was refused; every problem is listed, not just the first.</summary>
public sealed class InvalidOptionsException : Exception
{
    public InvalidOptionsException(IReadOnlyList<OptionProblem> problems)
        : base(string.Join(Environment.NewLine, problems))
    {
        Problems = problems;
    }

    /// <summary>What is wrong, in the order of the options.</summary>
    public IReadOnlyList<OptionProblem> Problems { get; }
}
