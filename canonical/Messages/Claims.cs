namespace Hub.Canonical.Messages;

/// <summary>Upload fee lines (infno 2204, 2301). Answer: <see cref="FeeLinesPriced"/>.</summary>
public sealed record AddFeeLines : ICommand
{
    public required Origin Origin { get; init; }

    /// <summary>Out-patient (2204) or in-patient (2301).</summary>
    public required CareSetting Setting { get; init; }
    public required string EncounterId { get; init; }
    [Personal]
    public required string PersonNumber { get; init; }

    /// <summary>In the order sent; 1 to 500 (option of the adapter).</summary>
    public required IReadOnlyList<FeeLine> Lines { get; init; }
    public IReadOnlyList<Extension> Extensions { get; init; } = [];

    /// <summary>Without personal data.</summary>
    public override string ToString() => $"{nameof(AddFeeLines)} {Origin.Partner} {Origin.Kind} {Origin.Key}";
}

/// <summary>Remove unsettled fee lines (infno 2205 by batch, 2302 by line). Answer: <see cref="Acknowledged"/>.</summary>
public sealed record RemoveFeeLines : ICommand
{
    /// <summary>chrg_bchno or feedetl_sn value that stands for everything not yet settled.</summary>
    public const string Everything = "0000";

    public required Origin Origin { get; init; }
    public required CareSetting Setting { get; init; }
    public required string EncounterId { get; init; }
    [Personal]
    public required string PersonNumber { get; init; }

    /// <summary>Batch number (out-patient, one) or line serial numbers (in-patient); <see cref="Everything"/> for all.</summary>
    public required IReadOnlyList<string> Selectors { get; init; }
    public IReadOnlyList<Extension> Extensions { get; init; } = [];

    /// <summary>Without personal data.</summary>
    public override string ToString() => $"{nameof(RemoveFeeLines)} {Origin.Partner} {Origin.Kind} {Origin.Key}";
}

/// <summary>
/// Settle an encounter or a pharmacy sale, or only try it (infno 2206/2207, 2303/2304, 2101/2102).
/// Answer: <see cref="Adjudicated"/>.
/// </summary>
public sealed record Settle : ICommand
{
    public required Origin Origin { get; init; }
    public required CareSetting Setting { get; init; }

    /// <summary>True for a trial settlement: nothing is booked.</summary>
    public required bool Trial { get; init; }

    /// <summary>mdtrt_id; null for a pharmacy sale, which has none before it is settled.</summary>
    public string? EncounterId { get; init; }
    public required Person Person { get; init; }
    public required Credential Credential { get; init; }
    public required string InsuranceType { get; init; }

    /// <summary>med_type; empty in-patient where the admission carried it.</summary>
    public string MedicalCategory { get; init; } = "";

    /// <summary>medfee_sumamt as the institution has it.</summary>
    public required Money Total { get; init; }

    /// <summary>chrg_bchno (out-patient).</summary>
    public string? BatchNumber { get; init; }

    /// <summary>acct_used_flag: may the personal account be used.</summary>
    public bool UsePersonalAccount { get; init; }

    /// <summary>Lines of a pharmacy sale; empty elsewhere, where they were uploaded before.</summary>
    public IReadOnlyList<FeeLine> Lines { get; init; } = [];
    public IReadOnlyList<Extension> Extensions { get; init; } = [];
}

/// <summary>Cancel a settlement in full (infno 2103, 2208, 2305). Answer: <see cref="Adjudicated"/> with negative amounts.</summary>
public sealed record CancelSettlement : ICommand
{
    public required Origin Origin { get; init; }
    public required CareSetting Setting { get; init; }
    public required string SettlementId { get; init; }
    public required string EncounterId { get; init; }
    [Personal]
    public required string PersonNumber { get; init; }
    public IReadOnlyList<Extension> Extensions { get; init; } = [];

    /// <summary>Without personal data.</summary>
    public override string ToString() => $"{nameof(CancelSettlement)} {Origin.Partner} {Origin.Kind} {Origin.Key}";
}

/// <summary>
/// Undo a 2102, 2207, 2304 or 2401 whose answer was lost, by the id of that message (infno 2601). Answer:
/// <see cref="Acknowledged"/>, also when the message never arrived.
/// </summary>
public sealed record ReverseMessage : ICommand
{
    public required Origin Origin { get; init; }
    [Personal]
    public required string PersonNumber { get; init; }

    /// <summary>omsgid.</summary>
    public required string OriginalKey { get; init; }

    /// <summary>oinfno.</summary>
    public required string OriginalKind { get; init; }
    public IReadOnlyList<Extension> Extensions { get; init; } = [];

    /// <summary>Without personal data.</summary>
    public override string ToString() => $"{nameof(ReverseMessage)} {Origin.Partner} {Origin.Kind} {Origin.Key}";
}

/// <summary>The settlement list (医疗保障基金结算清单) of a settled stay (infno 4101). Answer: <see cref="Acknowledged"/> with extensions.</summary>
public sealed record SubmitSettlementList : ICommand
{
    public required Origin Origin { get; init; }
    public required string EncounterId { get; init; }
    public required string SettlementId { get; init; }
    [Personal]
    public required string PersonNumber { get; init; }
    public IReadOnlyList<Extension> Extensions { get; init; } = [];

    /// <summary>Without personal data.</summary>
    public override string ToString() => $"{nameof(SubmitSettlementList)} {Origin.Partner} {Origin.Kind} {Origin.Key}";
}

/// <summary>Answer to <see cref="AddFeeLines"/>.</summary>
public sealed record FeeLinesPriced
{
    public required IReadOnlyList<PricedLine> Lines { get; init; }
    public IReadOnlyList<Extension> Extensions { get; init; } = [];
}

/// <summary>Answer to <see cref="Settle"/> and <see cref="CancelSettlement"/>.</summary>
public sealed record Adjudicated
{
    public required Adjudication Adjudication { get; init; }
    public IReadOnlyList<Extension> Extensions { get; init; } = [];
}
