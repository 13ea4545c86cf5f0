namespace Hub.Simulators.Core.Benefit;

/// <summary>The result of one settlement (A5.1), all amounts in fen. The identities of A1.4 hold exactly: see <see cref="IdentitiesHold"/>.</summary>
/// <param name="Split">Division of the whole fee.</param>
/// <param name="Scheme">Whose fund.</param>
/// <param name="DeductibleFen"><c>act_pay_dedc</c>.</param>
/// <param name="RatioBasisPoints"><c>pool_prop_selfpay</c> × 10,000 (first step of the scale).</param>
/// <param name="BasicFundFen"><c>hifp_pay</c>.</param>
/// <param name="AboveCeilingFen"><c>hifob_pay</c> for employees, <c>hifmi_pay</c> for residents.</param>
/// <param name="CivilServantFen"><c>cvlserv_pay</c>.</param>
/// <param name="AssistanceFen"><c>maf_pay</c>.</param>
/// <param name="AccountFen"><c>acct_pay</c>, mutual aid included.</param>
/// <param name="MutualAidFen"><c>acct_mulaid_pay</c>.</param>
/// <param name="CashFen"><c>psn_cash_pay</c>.</param>
public sealed record Adjudication(
    LineSplit Split, Scheme Scheme, long DeductibleFen, int RatioBasisPoints, long BasicFundFen, long AboveCeilingFen, long CivilServantFen,
    long AssistanceFen, long AccountFen, long MutualAidFen, long CashFen)
{
    /// <summary><c>medfee_sumamt</c>.</summary>
    public long TotalFen => Split.TotalFen;

    /// <summary><c>fund_pay_sumamt</c>.</summary>
    public long FundFen => BasicFundFen + AboveCeilingFen + CivilServantFen + AssistanceFen;

    /// <summary><c>psn_part_amt</c>.</summary>
    public long PersonFen => AccountFen + CashFen;

    /// <summary>True when total = fund + person, and no part is negative.</summary>
    public bool IdentitiesHold => TotalFen == FundFen + PersonFen
        && MutualAidFen >= 0 && MutualAidFen <= AccountFen
        && Math.Min(Math.Min(Math.Min(BasicFundFen, AboveCeilingFen), Math.Min(CivilServantFen, AssistanceFen)), Math.Min(AccountFen, CashFen)) >= 0
        && DeductibleFen <= Split.InScopeFen && FundFen <= Split.InScopeFen - DeductibleFen;
}
