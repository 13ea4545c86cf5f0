namespace Hub.Canonical;

/// <summary>What one fund pays (infno setldetail; fund_pay_type per nhsa.md A7, 310100 basic pooled fund of employees …).</summary>
public sealed record FundShare(string FundType, Money Amount);

/// <summary>
/// The core's decision on a claim (FHIR ClaimResponse/ExplanationOfBenefit; infno setlinfo, A5.1): who bears what, to
/// the fen. The identities of nhsa.md A1.4 hold; <see cref="AdjudicationRules"/> checks them. A cancellation carries
/// negative amounts.
/// </summary>
public sealed record Adjudication
{
    /// <summary>setl_id, issued by the core; null for a trial.</summary>
    public string? SettlementId { get; init; }

    /// <summary>mdtrt_id, issued by the core.</summary>
    public required string EncounterId { get; init; }

    /// <summary>psn_no.</summary>
    [Personal]
    public string? PersonNumber { get; init; }

    /// <summary>medins_setl_id: the institution's id of the settlement (often the msgid).</summary>
    public string? InstitutionSettlementId { get; init; }

    /// <summary>setl_time, local time of the core (UTC+8), seconds: decides the day of reconciliation.</summary>
    public DateTime? SettledAt { get; init; }

    /// <summary>insutype.</summary>
    public string? InsuranceType { get; init; }

    /// <summary>med_type.</summary>
    public string? MedicalCategory { get; init; }

    /// <summary>clr_type (11 out-patient, 21 in-patient, 41 pharmacy, 99 other …).</summary>
    public string? ClearingType { get; init; }

    /// <summary>clr_way.</summary>
    public string? ClearingMethod { get; init; }

    /// <summary>clr_optins, the bureau that clears.</summary>
    public string? ClearingAgency { get; init; }

    /// <summary>medfee_sumamt.</summary>
    public required Money Total { get; init; }

    /// <summary>fulamt_ownpay_amt.</summary>
    public Money SelfPaid { get; init; }

    /// <summary>overlmt_selfpay.</summary>
    public Money AbovePriceLimit { get; init; }

    /// <summary>preselfpay_amt.</summary>
    public Money PaidFirst { get; init; }

    /// <summary>inscp_scp_amt.</summary>
    public Money InPolicy { get; init; }

    /// <summary>act_pay_dedc, deductible actually borne.</summary>
    public Money Deductible { get; init; }

    /// <summary>pool_prop_selfpay, reimbursement ratio 0–1, at most 4 decimals.</summary>
    public decimal Ratio { get; init; }

    /// <summary>hifp_pay, basic pooled fund.</summary>
    public Money PooledFund { get; init; }

    /// <summary>cvlserv_pay, civil servants' subsidy.</summary>
    public Money CivilServantSubsidy { get; init; }

    /// <summary>hifes_pay, enterprise supplementary insurance.</summary>
    public Money EnterpriseSupplement { get; init; }

    /// <summary>hifmi_pay, residents' serious-illness insurance.</summary>
    public Money SeriousIllness { get; init; }

    /// <summary>hifob_pay, employees' large-amount subsidy.</summary>
    public Money LargeAmountSubsidy { get; init; }

    /// <summary>maf_pay, medical assistance.</summary>
    public Money MedicalAssistance { get; init; }

    /// <summary>hifdm_pay, fund for disabled soldiers.</summary>
    public Money DisabledSoldiers { get; init; }

    /// <summary>oth_pay.</summary>
    public Money OtherFunds { get; init; }

    /// <summary>fund_pay_sumamt = the eight funds above.</summary>
    public required Money FundTotal { get; init; }

    /// <summary>psn_part_amt = <see cref="PersonalAccount"/> + <see cref="Cash"/>.</summary>
    public required Money PersonTotal { get; init; }

    /// <summary>acct_pay; contains <see cref="FamilyAccount"/>.</summary>
    public required Money PersonalAccount { get; init; }

    /// <summary>acct_mulaid_pay, paid from a family member's account.</summary>
    public Money FamilyAccount { get; init; }

    /// <summary>psn_cash_pay.</summary>
    public required Money Cash { get; init; }

    /// <summary>hosp_part_amt, borne by the institution.</summary>
    public Money HospitalShare { get; init; }

    /// <summary>balc, the personal account after the settlement.</summary>
    public Money AccountBalance { get; init; }

    /// <summary>setldetail rows.</summary>
    public IReadOnlyList<FundShare> Funds { get; init; } = [];

    /// <summary>Priced lines where the answer has them (2102, 2101).</summary>
    public IReadOnlyList<PricedLine> Lines { get; init; } = [];

    /// <summary>Without personal data.</summary>
    public override string ToString() => $"{nameof(Adjudication)} {SettlementId} {Total}";
}

/// <summary>The amount identities of nhsa.md A1.4.</summary>
public static class AdjudicationRules
{
    /// <summary>fund_pay_type of the personal account, which is listed in setldetail by some cores but is no fund.</summary>
    public const string PersonalAccountFundType = "310200";

    /// <summary>Names of the identities that do not hold; empty when the adjudication adds up.</summary>
    public static IReadOnlyList<string> Violations(Adjudication a)
    {
        ArgumentNullException.ThrowIfNull(a);
        List<string>? broken = null;
        void Check(bool holds, string rule)
        {
            if (!holds)
            {
                (broken ??= []).Add(rule);
            }
        }

        Check(a.Total == a.FundTotal + a.PersonTotal + a.HospitalShare,
            "medfee_sumamt = fund_pay_sumamt + psn_part_amt + hosp_part_amt");
        Check(a.PersonTotal == a.PersonalAccount + a.Cash, "psn_part_amt = acct_pay + psn_cash_pay");
        Check(a.FundTotal == a.PooledFund + a.CivilServantSubsidy + a.EnterpriseSupplement + a.SeriousIllness
            + a.LargeAmountSubsidy + a.MedicalAssistance + a.DisabledSoldiers + a.OtherFunds,
            "fund_pay_sumamt = hifp_pay + cvlserv_pay + hifes_pay + hifmi_pay + hifob_pay + maf_pay + hifdm_pay + oth_pay");
        var listed = Money.Zero;
        foreach (var share in a.Funds)
        {
            listed += share.FundType == PersonalAccountFundType ? Money.Zero : share.Amount;
        }

        Check(a.Funds.Count == 0 || listed == a.FundTotal, "fund_pay_sumamt = sum of setldetail.fund_payamt");
        return broken ?? (IReadOnlyList<string>)[];
    }
}
