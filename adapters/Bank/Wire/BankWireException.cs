namespace Hub.Adapters.Bank.Wire;

/// <summary>
/// A file or value that the formats do not allow. Everything in it is safe to show: positions, names of columns and elements, rules; never
/// a value.
/// </summary>
/// <param name="error">The rule.</param>
/// <param name="line">Line (text) or entry (XML) from 1; 0 for the file as a whole.</param>
/// <param name="field">Column or element.</param>
/// <param name="detail">Where exactly, or what was found where that is not personal; empty for none.</param>
internal sealed class BankWireException(BankError error, int line, string field, string detail = "")
    : Exception(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{error.Code} line {line}: {field}"))
{
    public BankError Error { get; } = error;

    public int Line { get; } = line;

    public string Field { get; } = field;

    public string Detail { get; } = detail;
}
