namespace Hub.Canonical;

/// <summary>An account at a bank (ISO 20022 CashAccount with its agent; nhsa.md D2.2, D4).</summary>
public sealed record BankAccount
{
    /// <summary>Account or card number, at most 34 characters. Cards of persons satisfy Luhn, corporate accounts do not.</summary>
    [Personal]
    public required string Number { get; init; }

    /// <summary>Name of the holder exactly as the bank has it.</summary>
    [Personal]
    public required string Holder { get; init; }

    /// <summary>Name of the bank's branch.</summary>
    public string BankName { get; init; } = "";

    /// <summary>Line number (<see cref="BankLineNumber"/>), 12 digits; needed when payer and payee bank differ.</summary>
    public string? LineNumber { get; init; }

    /// <summary>Line number only.</summary>
    public override string ToString() => $"{nameof(BankAccount)} {LineNumber}";
}
