using System.Text.RegularExpressions;

namespace Hub.Host.Logs;

/// <summary>
/// The last guard: whatever leaves the hub as a log line, label or trace loses what looks like a person. Log declarations carry no
/// personal data to begin with; this catches what a library or an exception's text brings along.
/// </summary>
internal static partial class Redaction
{
    internal const string Mark = "[redacted]";

    /// <summary>
    /// Replaces identity numbers, telephone numbers, account and person numbers (runs of 15 digits and more that stand alone) and every
    /// Chinese text: the hub's own lines are English, so Chinese in them came out of a payload (names, addresses, free text). The value
    /// of a JSON number stays unless it has the shape of an identity or telephone number: the journal's own ids are numbers.
    /// </summary>
    internal static string Apply(string text) =>
        Personal().Replace(text, static match => match.Groups["number"].Success ? "0" : Mark);

    [GeneratedRegex(
        @"(?<="":)(?<number>[1-9]\d{5}(18|19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{4}|1[3-9]\d{9})(?=[,}\]])"
        + @"|(?<![A-Za-z0-9]|"":)(\d{15,}|\d{17}[Xx]|1[3-9]\d{9})(?![A-Za-z0-9])"
        + @"|[\u3400-\u9FFF\uF900-\uFAFF]+([\u00B7\s]*[\u3400-\u9FFF\uF900-\uFAFF]+)*"
        + @"|(\\u[3-9][0-9A-Fa-f]{3})+",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Personal();
}
