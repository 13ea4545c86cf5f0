using System.Globalization;
using Hub.Adapters.Soap.Wire;
using Hub.Canonical;

namespace Hub.Adapters.Soap.Translation;

/// <summary>A decision on a claim as setlinfo and setldetail (nhsa.md A5.1, A5.2).</summary>
internal static class Adjudications
{
    public static void Add(RowSet rows, Adjudication a)
    {
        var row = rows.Add("setlinfo")
            .Set("setl_id", a.SettlementId)
            .Set("mdtrt_id", a.EncounterId)
            .Set("psn_no", a.PersonNumber)
            .Set("medins_setl_id", a.InstitutionSettlementId)
            .Set("setl_time", ReplyRows.Moment(a.SettledAt))
            .Set("insutype", a.InsuranceType)
            .Set("med_type", a.MedicalCategory)
            .Set("clr_type", a.ClearingType)
            .Set("clr_way", a.ClearingMethod)
            .Set("clr_optins", a.ClearingAgency)
            .Set("pool_prop_selfpay", a.Ratio.ToString(CultureInfo.InvariantCulture));
        foreach (var (name, amount) in Amounts(a))
        {
            row.Set(name, amount.ToString());
        }

        foreach (var fund in a.Funds)
        {
            rows.Add("setldetail").Set("fund_pay_type", fund.FundType).Set("fund_payamt", fund.Amount.ToString());
        }
    }

    private static (string Name, Money Amount)[] Amounts(Adjudication a) =>
    [
        ("medfee_sumamt", a.Total), ("fulamt_ownpay_amt", a.SelfPaid), ("overlmt_selfpay", a.AbovePriceLimit), ("preselfpay_amt", a.PaidFirst),
        ("inscp_scp_amt", a.InPolicy), ("act_pay_dedc", a.Deductible), ("hifp_pay", a.PooledFund), ("cvlserv_pay", a.CivilServantSubsidy),
        ("hifes_pay", a.EnterpriseSupplement), ("hifmi_pay", a.SeriousIllness), ("hifob_pay", a.LargeAmountSubsidy), ("maf_pay", a.MedicalAssistance),
        ("hifdm_pay", a.DisabledSoldiers), ("oth_pay", a.OtherFunds), ("fund_pay_sumamt", a.FundTotal), ("psn_part_amt", a.PersonTotal),
        ("acct_pay", a.PersonalAccount), ("acct_mulaid_pay", a.FamilyAccount), ("psn_cash_pay", a.Cash), ("hosp_part_amt", a.HospitalShare),
        ("balc", a.AccountBalance),
    ];
}
