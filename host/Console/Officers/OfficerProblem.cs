namespace Hub.Console.Officers;

/// <summary>One thing that is wrong in an officers' file.</summary>
/// <param name="File">The file.</param>
/// <param name="Subject">Officer or part of the file, for example <c>officer wang</c>.</param>
/// <param name="Field">Path of the member within the subject.</param>
/// <param name="Rule">The rule that is broken.</param>
/// <param name="Fix">What to write instead or to do.</param>
public sealed record OfficerProblem(string File, string Subject, string Field, string Rule, string Fix)
{
    /// <summary>One line: file, subject, field, rule, fix.</summary>
    public override string ToString() => $"{File}: {Subject}: {Field}: {Rule}; {Fix}";
}

/// <summary>An officers' file was refused. All its problems are listed, not just the first.</summary>
public sealed class InvalidOfficersException : Exception
{
    /// <param name="problems">At least one problem.</param>
    public InvalidOfficersException(IReadOnlyList<OfficerProblem> problems)
        : base(string.Join(Environment.NewLine, problems))
    {
        Problems = problems;
    }

    /// <summary>What is wrong, in the order of the file.</summary>
    public IReadOnlyList<OfficerProblem> Problems { get; }
}
