namespace Hub.Canonical;

/// <summary>Where care is given; decides which national transactions carry the claim.</summary>
public enum CareSetting
{
    /// <summary>门诊, infno 220x.</summary>
    Outpatient,

    /// <summary>住院, infno 230x and 240x.</summary>
    Inpatient,

    /// <summary>药店, infno 210x.</summary>
    Pharmacy,
}

/// <summary>A diagnosis of an encounter (FHIR Condition, HL7 v2 DG1; infno diseinfo).</summary>
public sealed record Diagnosis
{
    /// <summary>diag_type: 1 western, 2 traditional main, 3 traditional symptom.</summary>
    public required string Type { get; init; }

    /// <summary>diag_srt_no, from 1.</summary>
    public required int Rank { get; init; }

    /// <summary>diag_code, national ICD-10 version, at most 20 characters.</summary>
    public required string Code { get; init; }

    public required string Name { get; init; }

    /// <summary>vali_flag / maindiag_flag are kept in the message's extensions; this says whether the diagnosis counts.</summary>
    public bool Valid { get; init; } = true;
}

/// <summary>One line of charges (FHIR Claim.item / ChargeItem, HL7 v2 FT1; infno feedetail, drugdetail).</summary>
public sealed record FeeLine
{
    /// <summary>feedetl_sn, unique within the encounter or the sale, at most 30 characters.</summary>
    public required string SerialNumber { get; init; }

    /// <summary>init_feedetl_sn: the line that this one (with a negative quantity) returns.</summary>
    public string? ReturnsSerialNumber { get; init; }

    /// <summary>chrg_bchno, fee batch; null in-patient and in pharmacies.</summary>
    public string? BatchNumber { get; init; }

    /// <summary>med_list_codg, national catalogue code.</summary>
    public required string CatalogueCode { get; init; }

    /// <summary>medins_list_codg, the institution's own code.</summary>
    public required string InstitutionCode { get; init; }

    /// <summary>fee_ocur_time, local time of the treatment area (UTC+8), seconds.</summary>
    public required DateTime OccurredAt { get; init; }

    /// <summary>cnt, at most 4 decimals; negative when returning.</summary>
    public required decimal Quantity { get; init; }

    /// <summary>pric in yuan, at most 6 decimals; a price is not an amount and is never summed.</summary>
    public required decimal UnitPrice { get; init; }

    /// <summary>det_item_fee_sumamt = round(price × quantity, 2) within 0.01 yuan.</summary>
    public required Money Amount { get; init; }

    /// <summary>
    /// rxno, number of the prescription; of a circulated one the number that all pharmacies see, at most 40 characters. Null if none.
    /// For the route; what the core gets is the extension of the same line.
    /// </summary>
    public string? PrescriptionNumber { get; init; }

    /// <summary>rx_circ_flag = 1: the prescription was written elsewhere and circulated (电子处方流转); it is dispensed at most once.</summary>
    public bool IsCirculated { get; init; }
}

/// <summary>What the core made of one fee line (infno A5.3).</summary>
public sealed record PricedLine
{
    public required string SerialNumber { get; init; }

    public required Money Amount { get; init; }

    /// <summary>fulamt_ownpay_amt, entirely self-paid.</summary>
    public Money SelfPaid { get; init; }

    /// <summary>overlmt_amt, above the price limit.</summary>
    public Money AbovePriceLimit { get; init; }

    /// <summary>preselfpay_amt, paid first by ratio.</summary>
    public Money PaidFirst { get; init; }

    /// <summary>inscp_scp_amt, within the policy.</summary>
    public Money InPolicy { get; init; }
}

/// <summary>
/// The charges of an encounter as claimed at a settlement, with the core's answer once there is one (FHIR Claim and
/// ClaimResponse).
/// </summary>
public sealed record Claim
{
    /// <summary>The institution's id of the settlement: msgid of the settling message.</summary>
    public required string MessageKey { get; init; }

    /// <summary>mdtrt_id; null for a pharmacy sale that is not settled yet.</summary>
    public string? EncounterId { get; init; }

    /// <summary>fixmedins_code.</summary>
    public required string Institution { get; init; }

    public required CareSetting Setting { get; init; }

    /// <summary>insutype under which is claimed.</summary>
    public required string InsuranceType { get; init; }

    /// <summary>med_type.</summary>
    public string? MedicalCategory { get; init; }

    /// <summary>Sum of the lines.</summary>
    public required Money Total { get; init; }

    public required IReadOnlyList<FeeLine> Lines { get; init; }

    /// <summary>The core's decision; null while it is unknown or was refused.</summary>
    public Adjudication? Adjudication { get; init; }
}
