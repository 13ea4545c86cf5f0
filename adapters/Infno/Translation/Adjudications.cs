using Hub.Canonical;

namespace Hub.Adapters.Infno.Translation;

/// <summary>setlinfo and setldetail (nhsa.md A5.1, A5.2) to and from an <see cref="Adjudication"/>.</summary>
internal static class Adjudications
{
    public static Adjudication Read(BodyReading output)
    {
        var row = output.Row("setlinfo");
        var cash = First(row, "psn_cash_pay", "pdn_cash_pay", "cash_payamt");
        var person = First(row, "psn_part_amt", "psn_pay");
        return new Adjudication
        {
            SettlementId = row.Text("setl_id"),
            EncounterId = row.Need("mdtrt_id"),
            PersonNumber = row.Text("psn_no"),
            InstitutionSettlementId = row.Text("medins_setl_id"),
            SettledAt = row.TimeOrNull("setl_time"),
            InsuranceType = row.Text("insutype"),
            MedicalCategory = row.Text("med_type"),
            ClearingType = row.Text("clr_type"),
            ClearingMethod = row.Text("clr_way"),
            ClearingAgency = row.Text("clr_optins"),
            Total = row.Money("medfee_sumamt"),
            SelfPaid = row.Money("fulamt_ownpay_amt"),
            AbovePriceLimit = row.Money("overlmt_selfpay"),
            PaidFirst = row.Money("preselfpay_amt"),
            InPolicy = row.Money("inscp_scp_amt"),
            Deductible = row.Money("act_pay_dedc"),
            Ratio = row.Number("pool_prop_selfpay"),
            PooledFund = row.Money("hifp_pay"),
            CivilServantSubsidy = row.Money("cvlserv_pay"),
            EnterpriseSupplement = row.Money("hifes_pay"),
            SeriousIllness = row.Money("hifmi_pay"),
            LargeAmountSubsidy = row.Money("hifob_pay"),
            MedicalAssistance = row.Money("maf_pay"),
            DisabledSoldiers = row.Money("hifdm_pay"),
            OtherFunds = row.Money("oth_pay"),
            FundTotal = row.Money("fund_pay_sumamt"),
            PersonTotal = person,
            PersonalAccount = row.Money("acct_pay"),
            FamilyAccount = row.Money("acct_mulaid_pay"),
            Cash = cash,
            // 5203 has no field for it: what neither fund nor person bears is the hospital's.
            HospitalShare = row.Text("psn_pay") is not null && row.Text("hosp_part_amt") is null
                ? row.Money("medfee_sumamt") - row.Money("fund_pay_sumamt") - person
                : row.Money("hosp_part_amt"),
            AccountBalance = row.Money("balc"),
            Funds = ReadFunds(output),
        };
    }

    // The printed table of 2208 misspells the cash share, that of 5203 names shares anew; all spellings occur.
    private static Money First(RowReading row, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (row.Money(name) is var amount && amount != Money.Zero)
            {
                return amount;
            }
        }

        return Money.Zero;
    }

    private static List<FundShare> ReadFunds(BodyReading output)
    {
        var funds = new List<FundShare>();
        foreach (var row in output.Rows("setldetail"))
        {
            funds.Add(new FundShare(row.Need("fund_pay_type"), row.Money("fund_payamt")));
        }

        return funds;
    }

    public static void Write(Adjudication a, BodyWriting output)
    {
        var row = output.NewRow("setlinfo");
        row.Set("setl_id", a.SettlementId);
        row.Set("mdtrt_id", a.EncounterId);
        row.Set("psn_no", a.PersonNumber);
        row.Set("medins_setl_id", a.InstitutionSettlementId);
        row.Set("setl_time", a.SettledAt);
        row.Set("insutype", a.InsuranceType);
        row.Set("med_type", a.MedicalCategory);
        row.Set("clr_type", a.ClearingType);
        row.Set("clr_way", a.ClearingMethod);
        row.Set("clr_optins", a.ClearingAgency);
        row.Set("pool_prop_selfpay", a.Ratio);
        WriteAmounts(a, row);
        foreach (var fund in a.Funds)
        {
            var detail = output.NewRow("setldetail");
            detail.Set("fund_pay_type", fund.FundType);
            detail.Set("fund_payamt", fund.Amount);
        }
    }

    private static void WriteAmounts(Adjudication a, RowWriting row)
    {
        row.Set("medfee_sumamt", a.Total);
        row.Set("fulamt_ownpay_amt", a.SelfPaid);
        row.Set("overlmt_selfpay", a.AbovePriceLimit);
        row.Set("preselfpay_amt", a.PaidFirst);
        row.Set("inscp_scp_amt", a.InPolicy);
        row.Set("act_pay_dedc", a.Deductible);
        row.Set("hifp_pay", a.PooledFund);
        row.Set("cvlserv_pay", a.CivilServantSubsidy);
        row.Set("hifes_pay", a.EnterpriseSupplement);
        row.Set("hifmi_pay", a.SeriousIllness);
        row.Set("hifob_pay", a.LargeAmountSubsidy);
        row.Set("maf_pay", a.MedicalAssistance);
        row.Set("hifdm_pay", a.DisabledSoldiers);
        row.Set("oth_pay", a.OtherFunds);
        row.Set("fund_pay_sumamt", a.FundTotal);
        row.Set("psn_part_amt", a.PersonTotal);
        row.Set("acct_pay", a.PersonalAccount);
        row.Set("acct_mulaid_pay", a.FamilyAccount);
        row.Set("psn_cash_pay", a.Cash);
        row.Set("pdn_cash_pay", a.Cash);
        row.Set("hosp_part_amt", a.HospitalShare);
        row.Set("balc", a.AccountBalance);
    }
}
