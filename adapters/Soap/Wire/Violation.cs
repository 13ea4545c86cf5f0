namespace Hub.Adapters.Soap.Wire;

/// <summary>One broken rule. Names a field, never a value.</summary>
/// <param name="Error">Entry of the catalogue.</param>
/// <param name="Field">Element or national field, with its row; empty when it is the message as a whole.</param>
/// <param name="Line">Line in the document it was read from; 0 if unknown.</param>
/// <param name="Detail">The rule more exactly, for example the documentation of the field's type.</param>
internal sealed record Violation(SoapError Error, string Field = "", int Line = 0, string Detail = "")
{
    /// <summary>The rule as it is told.</summary>
    public string Rule => Detail.Length == 0 ? Error.Rule : Error.Rule + ": " + Detail;
}

/// <summary>A message was refused while it was read.</summary>
internal sealed class WireRefusedException(Violation violation) : Exception(violation.Error.Code)
{
    public WireRefusedException(SoapError error, string field = "", int line = 0)
        : this(new Violation(error, field, line))
    {
    }

    /// <summary>Why.</summary>
    public Violation Violation { get; } = violation;
}
