namespace Hub.Canonical;

/// <summary>Where a payment stands (ISO 20022 TxSts; text files S, F, P, R).</summary>
public enum PaymentStatus
{
    /// <summary>The bank has it and has not decided (ACSP, PDNG, P).</summary>
    Processing,

    /// <summary>Paid (ACSC, S).</summary>
    Settled,

    /// <summary>Refused, nothing moved (RJCT, F).</summary>
    Failed,

    /// <summary>Paid and sent back later by the payee's bank (退票, R).</summary>
    Returned,

    /// <summary>No definite word from the bank: to be asked, never sent again.</summary>
    Unknown,
}

/// <summary>The bank's word on a batch (ISO 20022 pain.002; return file of nhsa.md D2.2).</summary>
public sealed record PaymentResult
{
    /// <summary>Batch number of the instruction.</summary>
    public required string BatchNumber { get; init; }

    /// <summary>The bank's own number of the batch, where it gives one.</summary>
    public string? BankReference { get; init; }

    /// <summary>When the bank says so, local time UTC+8.</summary>
    public required DateTime StatedAt { get; init; }

    /// <summary>Every line that was sent, once.</summary>
    public required IReadOnlyList<PaymentLineResult> Lines { get; init; }
}

/// <summary>The bank's word on one payment (ISO 20022 TxInfAndSts).</summary>
public sealed record PaymentLineResult
{
    /// <summary>Serial of the payment.</summary>
    public required string Serial { get; init; }

    public required PaymentStatus Status { get; init; }

    /// <summary>What moved; equals the requested amount when settled, zero when failed.</summary>
    public required Money Amount { get; init; }

    /// <summary>The bank's serial of the booking.</summary>
    public string? BankSerial { get; init; }

    /// <summary>Booking day at the bank.</summary>
    public DateOnly? BookedOn { get; init; }

    /// <summary>Reason, ISO 20022 external code (AC01 wrong account, AM04 funds …) or the bank's own.</summary>
    public string? ReasonCode { get; init; }

    /// <summary>Reason as the bank words it; banks put names into it.</summary>
    [Personal]
    public string? ReasonText { get; init; }

    /// <summary>Serial, status and amount only.</summary>
    public override string ToString() => $"{nameof(PaymentLineResult)} {Serial} {Status} {Amount}";
}
