using Hub.Adapters.Bank.Wire.Text;

namespace Hub.Adapters.Bank.Profiles;

/// <summary>Family of a bank's files.</summary>
public enum BankFileFamily
{
    /// <summary>ISO 20022 XML in UTF-8.</summary>
    Iso20022,

    /// <summary>GB18030 text with a separator between fields.</summary>
    Delimited,

    /// <summary>GB18030 text with widths in bytes.</summary>
    Fixed,
}

/// <summary>What a broken check of a payment does.</summary>
public enum BankCheck
{
    /// <summary>Not looked at.</summary>
    Off,

    /// <summary>Shown to a person; the payment can be sent.</summary>
    Warn,

    /// <summary>The payment cannot be sent.</summary>
    Refuse,
}

/// <summary>How one bank's files look, as checked configuration. Immutable. Made by <see cref="BankProfileLoader"/>.</summary>
public sealed record BankProfile
{
    /// <summary>Profile name.</summary>
    public required string Name { get; init; }

    /// <summary>Family.</summary>
    public required BankFileFamily Family { get; init; }

    /// <summary>Text: field separator. One of <c>| ! ^ ~ ; ,</c>; stands in no field.</summary>
    public required char Separator { get; init; }

    /// <summary>Text: lines end with CR LF instead of LF.</summary>
    public required bool IsCrLf { get; init; }

    /// <summary>Delimited: amounts in fen without a point instead of yuan with two decimals.</summary>
    public required bool IsInFen { get; init; }

    /// <summary>Accounts may hold letters (IBAN, passbooks).</summary>
    public required bool LetterAccounts { get; init; }

    /// <summary>Luhn check of persons' cards, 16 to 19 digits (nhsa.md D4).</summary>
    public required BankCheck CardCheckDigit { get; init; }

    /// <summary>Check digit of line numbers; found on published numbers, so a warning unless the bank says more (nhsa.md D4).</summary>
    public required BankCheck LineNumberCheckDigit { get; init; }

    /// <summary>XML: a report on payments names every payment of the file; false: some banks name only refused ones.</summary>
    public required bool AnswersEveryPayment { get; init; }

    /// <summary>Whether the bank's files come with control files.</summary>
    public required bool HasControlFiles { get; init; }

    /// <summary>Text: bytes of a line at most. Range 512 to 65,536.</summary>
    public required int LineBytesMax { get; init; }

    /// <summary>Delimited: bytes of one text at most. Range 60 to 4,096.</summary>
    public required int TextBytesMax { get; init; }

    /// <summary>XML: nesting at most. Range 16 to 64.</summary>
    public required int DepthMax { get; init; }

    /// <summary>XML: characters of one text at most. Range 512 to 65,536.</summary>
    public required int TextCharsMax { get; init; }

    /// <summary>Ending of file names: <c>.xml</c> or <c>.txt</c>.</summary>
    public string Extension => Family == BankFileFamily.Iso20022 ? ".xml" : ".txt";

    internal TextForm ToForm() => new(Family == BankFileFamily.Fixed, (byte)Separator, IsCrLf, IsInFen, LineBytesMax, TextBytesMax);
}
