using System.Globalization;

namespace Hub.Adapters.Front.Wire;

/// <summary>Something that is not as the layout says: which rule, where. Never the value.</summary>
/// <param name="error">The rule.</param>
/// <param name="line">Line of the file, from 1; 0 when the file as a whole is meant.</param>
/// <param name="column">Name of the column in the layout; empty when none is meant.</param>
public sealed class FrontRefusedException(FrontError error, int line = 0, string column = "")
    : Exception(string.Create(CultureInfo.InvariantCulture, $"{error.Code} line {line} {column}"))
{
    /// <summary>The rule.</summary>
    public FrontError Error => error;

    /// <summary>Line of the file, from 1.</summary>
    public int Line => line;

    /// <summary>Name of the column.</summary>
    public string Column => column;

    /// <summary>What the institution reads: code, rule, fix, place. The same for the same bytes.</summary>
    public string Text => string.Create(
        CultureInfo.InvariantCulture, $"{error.Rule}; {error.Fix}{(line > 0 ? $" [line {line}]" : "")}{(column.Length > 0 ? $" [{column}]" : "")}");
}
