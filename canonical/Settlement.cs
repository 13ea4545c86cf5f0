namespace Hub.Canonical;

/// <summary>Where a settlement stands in the hub's own book.</summary>
public enum SettlementState
{
    /// <summary>The core has booked it and the hub has posted it.</summary>
    Settled,

    /// <summary>Cancelled by the institution (2103, 2208, 2305).</summary>
    Cancelled,

    /// <summary>Undone after an unknown outcome (2601).</summary>
    Reversed,

    /// <summary>Cancelled by the core of its own accord.</summary>
    CancelledByCore,
}

/// <summary>
/// One row of the hub's settlement book: what reconciliation compares (3201, 3202, daily totals with the core) and what
/// payment clears. One row per setl_id for ever; a cancellation is a row of its own with negative amounts that names the
/// row it cancels, and changes the state of that row.
/// </summary>
public sealed record SettlementRecord
{
    /// <summary>setl_id.</summary>
    public required string SettlementId { get; init; }

    /// <summary>setl_id of the settlement that this row cancels; null for a settlement.</summary>
    public string? CancelsSettlementId { get; init; }

    /// <summary>mdtrt_id.</summary>
    public required string EncounterId { get; init; }

    /// <summary>fixmedins_code, 12 characters.</summary>
    public required string Institution { get; init; }

    /// <summary>The institution's message that asked for it (msgid).</summary>
    public required string MessageKey { get; init; }

    public required CareSetting Setting { get; init; }

    /// <summary>psn_no. Personal data.</summary>
    [Personal]
    public required string PersonNumber { get; init; }

    public required string InsuranceType { get; init; }

    public required string ClearingType { get; init; }

    /// <summary>setl_optins: the bureau that settles, 6 digits.</summary>
    public required string SettlementAgency { get; init; }

    /// <summary>setl_time of the core, local time UTC+8.</summary>
    public required DateTime SettledAt { get; init; }

    public required SettlementState State { get; init; }

    public required Money Total { get; init; }

    public required Money FundTotal { get; init; }

    public required Money PersonalAccount { get; init; }

    public required Money Cash { get; init; }

    public required Money HospitalShare { get; init; }

    /// <summary>Without personal data.</summary>
    public override string ToString() => $"{nameof(SettlementRecord)} {SettlementId} {State} {Total}";
}

/// <summary>What two books disagree about.</summary>
public enum DifferenceKind
{
    /// <summary>The institution has it, we and the core do not.</summary>
    OnlyAtInstitution,

    /// <summary>We have it, the institution does not.</summary>
    OnlyAtHub,

    /// <summary>The core has it, we do not.</summary>
    OnlyAtCore,

    /// <summary>Both have it with other amounts.</summary>
    AmountDiffers,

    /// <summary>Both have it with another state (settled against cancelled).</summary>
    StateDiffers,

    /// <summary>The core answered late or twice, and not as before.</summary>
    ContradictingAnswer,

    /// <summary>We ordered a payment and the bank's statement does not have it.</summary>
    OnlyAtOrder,

    /// <summary>The bank booked what we did not order, or cannot be matched to what we ordered.</summary>
    OnlyAtBank,

    /// <summary>The bank executed a payment more than once.</summary>
    PaidTwice,

    /// <summary>The bank's statement contradicts its own answer: paid although refused, or not paid although confirmed.</summary>
    StatementContradictsAnswer,

    /// <summary>The bank refused a payment: it is owed again and may be ordered again after correction.</summary>
    PaymentFailed,

    /// <summary>The payee's bank sent the money back later (退票): it is owed again.</summary>
    PaymentReturned,

    /// <summary>A file of the bank says something about a payment or file that is not ours, or twice something else about one.</summary>
    BankAnswerDisputed,
}

/// <summary>One named difference between two books, open until a person or the repair loop closes it.</summary>
public sealed record Difference
{
    /// <summary>Unique for ever; the same finding reported again is the same difference.</summary>
    public required string Key { get; init; }

    public required DifferenceKind Kind { get; init; }

    /// <summary>The other side: an institution code or <c>core</c>.</summary>
    public required string Partner { get; init; }

    /// <summary>The institution whose day it concerns, where that is not <see cref="Partner"/>; null when it concerns none.</summary>
    public string? Institution { get; init; }

    public required DateOnly Day { get; init; }

    public string? SettlementId { get; init; }

    public string? MessageKey { get; init; }

    public Money Ours { get; init; }

    public Money Theirs { get; init; }

    /// <summary>SHA-256 (hex) of the raw message that states our side; empty where we have none.</summary>
    public string OurRawDigest { get; init; } = "";

    /// <summary>SHA-256 (hex) of the raw message that states the other side.</summary>
    public string TheirRawDigest { get; init; } = "";

    /// <summary>What an operator reads: no personal data.</summary>
    public required string Text { get; init; }
}
