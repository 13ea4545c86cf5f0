using System.Text.RegularExpressions;

namespace Hub.Adapters.Fhir.Kernel.Path;

/// <summary>Functions on one string; applied to nothing they give nothing.</summary>
internal static class TextFunctions
{
    private static readonly TimeSpan PatternTimeMax = TimeSpan.FromMilliseconds(250);

    public static readonly FunctionEntry[] All =
    [
        new("startsWith", 1, 1, With((text, other) => Values.Of(text.StartsWith(other, StringComparison.Ordinal)))),
        new("endsWith", 1, 1, With((text, other) => Values.Of(text.EndsWith(other, StringComparison.Ordinal)))),
        new("contains", 1, 1, With((text, other) => Values.Of(text.Contains(other, StringComparison.Ordinal)))),
        new("indexOf", 1, 1, With((text, other) => Values.Of(text.IndexOf(other, StringComparison.Ordinal)))),
        new("matches", 1, 1, With((text, pattern) => Values.Of(Pattern(pattern).IsMatch(text)))),
        new("split", 1, 1, With((text, by) => [.. text.Split(by).SelectMany(part => Values.Of(part))])),
        new("replace", 2, 2, (e, focus, a) => Values.Text(focus) is { } text && Argument(e, a[0]) is { Length: > 0 } old
            ? Values.Of(text.Replace(old, Argument(e, a[1]) ?? string.Empty, StringComparison.Ordinal)) : focus),
        new("replaceMatches", 2, 2, (e, focus, a) => Values.Text(focus) is { } text && Argument(e, a[0]) is { Length: > 0 } pattern
            ? Values.Of(Pattern(pattern).Replace(text, Argument(e, a[1]) ?? string.Empty)) : focus),
        new("substring", 1, 2, Substring),
        new("length", 0, 0, On(text => Values.Of(text.Length))),
        new("upper", 0, 0, On(text => Values.Of(text.ToUpperInvariant()))),
        new("lower", 0, 0, On(text => Values.Of(text.ToLowerInvariant()))),
        new("trim", 0, 0, On(text => Values.Of(text.Trim()))),
        new("toChars", 0, 0, On(text => [.. text.SelectMany(letter => Values.Of(letter.ToString()))])),
        new("join", 0, 1, (e, focus, a) => focus.Length == 0
            ? focus : Values.Of(string.Join(a.Length > 0 ? Argument(e, a[0]) : string.Empty, focus.Select(item => item.Value)))),
    ];

    private static Function On(Func<string, FhirNode[]> apply) => (_, focus, _) => Values.Text(focus) is { } text ? apply(text) : Values.None;

    private static Function With(Func<string, string, FhirNode[]> apply) => (evaluation, focus, arguments) =>
        Values.Text(focus) is { } text && Argument(evaluation, arguments[0]) is { } argument ? apply(text, argument) : Values.None;

    private static string? Argument(Evaluation evaluation, Expression argument) => Values.Text(CollectionFunctions.Argument(evaluation, argument));

    private static FhirNode[] Substring(Evaluation evaluation, FhirNode[] focus, Expression[] arguments)
    {
        if (Values.Text(focus) is not { } text || Values.Integer(CollectionFunctions.Argument(evaluation, arguments[0])) is not { } start
            || start < 0 || start >= text.Length)
        {
            return Values.None;
        }

        var length = arguments.Length > 1 ? Values.Integer(CollectionFunctions.Argument(evaluation, arguments[1])) ?? 0 : text.Length;
        return Values.Of(text.Substring(start, Math.Clamp(length, 0, text.Length - start)));
    }

    // Linear where the pattern allows it, else with a time limit.
    private static Regex Pattern(string pattern)
    {
        const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.Singleline;
        try
        {
            return new Regex(pattern, Options | RegexOptions.NonBacktracking, PatternTimeMax);
        }
        catch (NotSupportedException)
        {
            return new Regex(pattern, Options, PatternTimeMax);
        }
        catch (ArgumentException)
        {
            throw new ExpressionException("The pattern is not a regular expression.");
        }
    }
}
