using System.Text;

namespace Hub.Adapters.Infno.Wire;

/// <summary>Builds <c>err_msg</c>: at most 200 characters (A1.2 #5), Chinese first, field and rule named, never a value (A10.4).</summary>
public static class ErrorText
{
    /// <summary>Length limit of <c>err_msg</c> in characters.</summary>
    public const int LengthMax = 200;

    /// <summary>The first violations that fit; refusals before warnings; <c>(+n)</c> counts the others. Empty list = empty text.</summary>
    public static string For(IReadOnlyList<Violation> violations)
    {
        ArgumentNullException.ThrowIfNull(violations);
        var text = new StringBuilder(LengthMax);
        var shown = 0;
        foreach (var violation in violations.OrderByDescending(v => v.Severity))
        {
            var one = One(violation);
            var tail = shown + 1 < violations.Count ? 6 : 0;
            if (shown > 0 && text.Length + 2 + one.Length + tail > LengthMax)
            {
                break;
            }

            text.Append(shown == 0 ? string.Empty : "; ").Append(one);
            shown++;
        }

        if (shown < violations.Count)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $" (+{violations.Count - shown})");
        }

        return text.Length <= LengthMax ? text.ToString() : text.ToString(0, LengthMax);
    }

    /// <summary>One violation: <c>[INF-1401] data[0].certno 必填 required, 请补填</c>.</summary>
    public static string One(Violation violation)
    {
        ArgumentNullException.ThrowIfNull(violation);
        var text = new StringBuilder(96).Append('[').Append(violation.Code).Append("] ");
        if (violation.Node.Length > 0)
        {
            text.Append(SafeName(violation.Node));
            if (violation.Row > 0)
            {
                text.Append(System.Globalization.CultureInfo.InvariantCulture, $"[{violation.Row}]");
            }

            text.Append(violation.Field.Length > 0 ? "." : " ");
        }

        if (violation.Field.Length > 0)
        {
            text.Append(SafeName(violation.Field)).Append(' ');
        }

        text.Append(violation.Rule).Append(' ').Append(violation.Error.Rule);
        if (violation.Detail.Length > 0)
        {
            text.Append(" (").Append(violation.Detail).Append(')');
        }

        return text.Append(", ").Append(violation.Fix).ToString();
    }

    /// <summary>A name the sender chose could carry data: only plain identifiers of at most 40 characters are repeated.</summary>
    public static string SafeName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Length <= 40 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '(' or ')') && name.Count(char.IsAsciiDigit) <= 4
            ? name
            : "?";
    }
}
