namespace Hub.Adapters.Infno.Wire;

/// <summary>What happens to a message that breaks a rule.</summary>
public enum Severity
{
    /// <summary>The rule is not applied.</summary>
    Off,

    /// <summary>Reported, the message passes.</summary>
    Warn,

    /// <summary>The message is refused.</summary>
    Refuse,
}

/// <summary>
/// One broken rule. Names only; never a value, because a value may be personal data.
/// </summary>
/// <param name="Error">Catalogue entry.</param>
/// <param name="Infno">Transaction number, empty when not known yet.</param>
/// <param name="Node">Node, <c>envelope</c>, or empty for the body as a whole.</param>
/// <param name="Row">Row in the node from 0, or -1 where rows make no sense.</param>
/// <param name="Field">Field name, empty for a whole node.</param>
/// <param name="Severity">Refuse or Warn.</param>
/// <param name="Detail">Extra that holds no data of persons: a limit, an allowed form.</param>
public sealed record Violation(
    InfnoError Error,
    string Infno = "",
    string Node = "",
    int Row = -1,
    string Field = "",
    Severity Severity = Severity.Refuse,
    string Detail = "")
{
    /// <summary>Code of the error.</summary>
    public string Code => Error.Code;

    /// <summary>The rule in Chinese.</summary>
    public string Rule => Error.ChineseRule;

    /// <summary>What to do about it, in Chinese.</summary>
    public string Fix => Error.Fix;
}
