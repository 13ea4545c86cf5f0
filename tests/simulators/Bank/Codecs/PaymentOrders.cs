namespace Hub.Simulators.Bank.Codecs;

/// <summary>A payment file of the bureau as the bank read it. Lines in the order of the file; amounts in fen.</summary>
public sealed record PaymentOrders
{
    /// <summary>The bureau's batch number.</summary>
    public required string Batch { get; init; }

    /// <summary>PI, PP, CO or RF; empty in ISO 20022, which does not say it.</summary>
    public string Kind { get; init; } = "";

    /// <summary>Bureau code; empty in ISO 20022.</summary>
    public string Bureau { get; init; } = "";

    /// <summary>Bank type code; empty in ISO 20022.</summary>
    public string BankType { get; init; } = "";

    /// <summary>Account to debit.</summary>
    public required string PayerAccount { get; init; }

    /// <summary>Its name.</summary>
    public required string PayerName { get; init; }

    /// <summary>Day on which the bank shall act.</summary>
    public required DateOnly Requested { get; init; }

    /// <summary>The payments.</summary>
    public required IReadOnlyList<PaymentOrder> Lines { get; init; }

    /// <summary>Sum of the payments, fen.</summary>
    public long TotalFen => Lines.Sum(line => line.Fen);
}

/// <summary>One payment that the bureau orders.</summary>
public sealed record PaymentOrder
{
    /// <summary>Line number from 1.</summary>
    public required int Number { get; init; }

    /// <summary>The bureau's serial.</summary>
    public required string Serial { get; init; }

    /// <summary>Account to credit.</summary>
    public required string PayeeAccount { get; init; }

    /// <summary>Its name.</summary>
    public required string PayeeName { get; init; }

    /// <summary>Name of the payee's bank.</summary>
    public string PayeeBank { get; init; } = "";

    /// <summary>Bank line number, 12 digits; may be empty inside the bank.</summary>
    public string LineNumber { get; init; } = "";

    /// <summary>True when the payee's account is at this bank; ISO 20022 does not say it.</summary>
    public bool SameBank { get; init; }

    /// <summary>Amount, above 0.</summary>
    public required long Fen { get; init; }

    /// <summary>Purpose code.</summary>
    public string Purpose { get; init; } = "";

    /// <summary>Memo.</summary>
    public string Memo { get; init; } = "";
}
