using System.Globalization;
using Hub.Adapters.Hl7v2.Wire;
using Hub.Canonical;

namespace Hub.Adapters.Hl7v2.Translation;

/// <summary>ZAJ, what a settlement came to, and ZAF, what each fund pays. Amounts in yuan with two decimals.</summary>
internal static class Results
{
    public static void Write(SegmentText text, Adjudication a)
    {
        text.Add(
            "ZAJ", a.SettlementId, a.EncounterId, a.SettledAt is { } at ? Hl7Time.Write(at) : "", a.InsuranceType, a.MedicalCategory, a.ClearingType,
            a.Total.ToString(), a.FundTotal.ToString(), a.PersonTotal.ToString(), a.PersonalAccount.ToString(), a.Cash.ToString(), a.HospitalShare.ToString(),
            a.AccountBalance.ToString(), a.Deductible.ToString(), a.Ratio.ToString("0.####", CultureInfo.InvariantCulture), a.SelfPaid.ToString(),
            a.AbovePriceLimit.ToString(), a.PaidFirst.ToString(), a.InPolicy.ToString(), a.FamilyAccount.ToString());
        var row = 0;
        foreach (var fund in a.Funds)
        {
            text.Add("ZAF", (++row).ToString(CultureInfo.InvariantCulture), fund.FundType, fund.Amount.ToString());
        }
    }
}
