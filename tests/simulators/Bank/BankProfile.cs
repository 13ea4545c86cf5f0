namespace Hub.Simulators.Bank;

/// <summary>The formats of FORMATS.md.</summary>
public enum BankProfile
{
    /// <summary>XML: pain.001, pain.002, camt.053, camt.054.</summary>
    Iso20022,

    /// <summary>GB18030 text, fields separated by <c>|</c>.</summary>
    TextDelimited,

    /// <summary>GB18030 text, fields of fixed width in bytes.</summary>
    TextFixed,
}
