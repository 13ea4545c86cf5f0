namespace Hub.Canonical;

/// <summary>One booking on an account of the bureau (ISO 20022 camt.053 Ntry; text statement).</summary>
public sealed record StatementLine
{
    /// <summary>Number of the statement.</summary>
    public required string StatementNumber { get; init; }

    /// <summary>The bank's reference of the booking, unique inside the account.</summary>
    public required string BankSerial { get; init; }

    /// <summary>Number of our account.</summary>
    [Personal]
    public required string AccountNumber { get; init; }

    public required DateOnly BookedOn { get; init; }

    /// <summary>Value date where it differs from the booking day.</summary>
    public DateOnly? ValuedOn { get; init; }

    /// <summary>Credit to the account positive, debit negative, never zero.</summary>
    public required Money Amount { get; init; }

    /// <summary>Balance of the account after the booking, where the bank states it.</summary>
    public Money? Balance { get; init; }

    /// <summary>Whether it takes back an earlier booking (RvslInd).</summary>
    public bool Reversal { get; init; }

    /// <summary>Batch of ours that it belongs to, where the bank says so.</summary>
    public string? BatchNumber { get; init; }

    /// <summary>Payment of ours that it belongs to, where the bank says so.</summary>
    public string? Serial { get; init; }

    /// <summary>Name of the other side.</summary>
    [Personal]
    public string? Counterparty { get; init; }

    /// <summary>Remittance text.</summary>
    [Personal]
    public string Memo { get; init; } = "";

    /// <summary>Bank serial, day and amount only.</summary>
    public override string ToString() =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{nameof(StatementLine)} {BankSerial} {BookedOn:yyyy-MM-dd} {Amount}");
}
