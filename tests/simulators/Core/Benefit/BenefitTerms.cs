namespace Hub.Simulators.Core.Benefit;

/// <summary>Whose pooled fund pays: it decides the names of the columns, not the arithmetic.</summary>
public enum Scheme
{
    /// <summary>310: basic insurance of employees; above the ceiling the large-amount subsidy (<c>hifob_pay</c>).</summary>
    Employees,

    /// <summary>390: residents; above the ceiling the serious-illness insurance (<c>hifmi_pay</c>).</summary>
    Residents,
}

/// <summary>What kind of care is settled; it decides deductible and ratios.</summary>
public enum Care
{
    /// <summary>2206/2207.</summary>
    Outpatient,

    /// <summary>2303/2304.</summary>
    Inpatient,

    /// <summary>2101/2102.</summary>
    Pharmacy,
}

/// <summary>One step of the reimbursement scale.</summary>
/// <param name="UpToFen">End of the step (exclusive) measured on the amount after the deductible; the last step ends at <see cref="long.MaxValue"/>.</param>
/// <param name="BasisPoints">The fund's share inside the step, 1/10,000.</param>
public readonly record struct RatioStep(long UpToFen, int BasisPoints);

/// <summary>Everything the rules depend on besides the claim: chosen by <see cref="BenefitPolicy"/>. Amounts in fen, ratios in basis points.</summary>
/// <param name="Scheme">Whose fund.</param>
/// <param name="DeductibleFen">Still to be paid by the person before the fund pays.</param>
/// <param name="Steps">The scale, ascending, never empty.</param>
/// <param name="CeilingLeftFen">What the basic fund may still pay this year.</param>
/// <param name="AboveCeilingBasisPoints">Share of the supplementary fund in what the ceiling left uncovered.</param>
/// <param name="CivilServantBasisPoints">Share of the civil servants' subsidy in the in-scope rest; 0 for others.</param>
/// <param name="AssistanceBasisPoints">Share of medical assistance in the rest after all other funds; 0 for others.</param>
public sealed record BenefitTerms(
    Scheme Scheme, long DeductibleFen, IReadOnlyList<RatioStep> Steps, long CeilingLeftFen,
    int AboveCeilingBasisPoints, int CivilServantBasisPoints, int AssistanceBasisPoints);
