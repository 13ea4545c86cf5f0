namespace Hub.Console.Persons;

/// <summary>What is wrong with one line of a list, or doubtful. Never the value: lists hold names and accounts.</summary>
/// <param name="Line">Line of the file from 1; the header is line 1.</param>
/// <param name="Column">Column by its name in the header; empty for the line as a whole.</param>
/// <param name="Rule">The rule that is broken.</param>
/// <param name="Fix">What to do.</param>
internal sealed record LineProblem(int Line, string Column, string Rule, string Fix);

/// <summary>A list as it was read.</summary>
/// <param name="Lines">Payments in the order of the file; complete only when there is no error.</param>
/// <param name="Sha256">Digest of the file's bytes, lower-case hex.</param>
/// <param name="Errors">Why the list is refused; reading stops after <see cref="PersonsReader.ProblemsMax"/>.</param>
/// <param name="Warnings">First doubtful lines.</param>
/// <param name="WarningCount">All doubts.</param>
internal sealed record PersonsReading(
    IReadOnlyList<Hub.Canonical.PaymentLine> Lines, string Sha256, IReadOnlyList<LineProblem> Errors, IReadOnlyList<LineProblem> Warnings, int WarningCount);
