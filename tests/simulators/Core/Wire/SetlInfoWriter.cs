using System.Text.Json;
using Hub.Simulators.Core.Benefit;
using Hub.Simulators.Core.Books;
using Hub.Simulators.Core.Transactions;
using Hub.Simulators.Persons;
using Hub.Simulators.Wire;

namespace Hub.Simulators.Core.Wire;

/// <summary>What an answer says about a settlement besides its amounts.</summary>
/// <param name="SetlId">"" for trials: the field is left out.</param>
/// <param name="MsgId">Echoed as <c>medins_setl_id</c>.</param>
/// <param name="Sign">+1, or -1 for a reversal's amounts.</param>
/// <param name="SkewFen">Moved from the fund to the patient's cash: 0, except for an answer that shall contradict the books.</param>
internal sealed record AnswerFacts(
    string SetlId, string MdtrtId, Person Person, string InfNo, string MedType, string ClrType, string MsgId, DateTime Time, long BalanceFen,
    int Sign, long SkewFen);

/// <summary>Writes <c>setlinfo</c> (A5.1) and <c>setldetail</c> (A5.2).</summary>
internal static class SetlInfoWriter
{
    /// <summary>Facts of a booked settlement.</summary>
    public static AnswerFacts FactsOf(Settlement settlement, long skewFen = 0) => new(
        settlement.SetlId, settlement.MdtrtId, settlement.Person, settlement.InfNo, settlement.MedType, settlement.ClrType, settlement.MsgId,
        settlement.Time, settlement.BalanceFen, +1, skewFen);

    public static void Write(Utf8JsonWriter json, AnswerFacts facts, Adjudication amounts, string division, bool cancellation,
        IEnumerable<FeeLine>? lines = null)
    {
        json.WriteStartObject();
        json.WriteStartObject("setlinfo"u8);
        if (facts.SetlId.Length > 0)
        {
            json.WriteString("setl_id"u8, facts.SetlId);
        }
        json.WriteString("mdtrt_id"u8, facts.MdtrtId);
        if (!cancellation)
        {
            WritePerson(json, facts);
        }
        json.WriteString("setl_time"u8, ChinaTime.Stamp(facts.Time));
        WriteAmounts(json, facts, amounts);
        json.WriteString("medins_setl_id"u8, facts.MsgId);
        json.WriteString("clr_optins"u8, division);
        json.WriteString("clr_type"u8, facts.ClrType);
        json.WriteString("clr_way"u8, "1"u8);
        json.WriteEndObject();
        WriteDetail(json, facts, amounts);
        if (lines is not null)
        {
            FeeLines.WriteSplit(json, "detlcutinfo", lines);
        }
        json.WriteEndObject();
    }

    public static void WritePerson(Utf8JsonWriter json, AnswerFacts facts)
    {
        Person person = facts.Person;
        json.WriteString("psn_no"u8, person.PsnNo);
        json.WriteString("psn_name"u8, person.Name);
        json.WriteString("psn_cert_type"u8, "01"u8);
        json.WriteString("certno"u8, person.CertNo);
        json.WriteString("gend"u8, person.Gender);
        json.WriteString("naty"u8, "01"u8);
        json.WriteString("brdy"u8, ChinaTime.Day(person.Birth.ToDateTime(TimeOnly.MinValue)));
        json.WriteNumber("age"u8, person.AgeOn(DateOnly.FromDateTime(facts.Time)));
        json.WriteString("insutype"u8, person.InsuType);
        json.WriteString("psn_type"u8, person.PsnType);
        json.WriteString("cvlserv_flag"u8, person.CivilServant ? "1"u8 : "0"u8);
        json.WriteString("med_type"u8, facts.MedType);
        json.WriteString("mdtrt_cert_type"u8, "02"u8);
    }

    public static void WriteAmounts(Utf8JsonWriter json, AnswerFacts facts, Adjudication amounts)
    {
        int sign = facts.Sign;
        bool employees = amounts.Scheme == Scheme.Employees;
        json.WriteNumber("medfee_sumamt"u8, Fen.ToYuan(sign * amounts.TotalFen));
        json.WriteNumber("fulamt_ownpay_amt"u8, Fen.ToYuan(sign * amounts.Split.FullOwnFen));
        json.WriteNumber("overlmt_selfpay"u8, Fen.ToYuan(sign * amounts.Split.OverLimitFen));
        json.WriteNumber("preselfpay_amt"u8, Fen.ToYuan(sign * amounts.Split.PreSelfFen));
        json.WriteNumber("inscp_scp_amt"u8, Fen.ToYuan(sign * amounts.Split.InScopeFen));
        json.WriteNumber("act_pay_dedc"u8, Fen.ToYuan(sign * amounts.DeductibleFen));
        json.WriteNumber("hifp_pay"u8, Fen.ToYuan(sign * (amounts.BasicFundFen - facts.SkewFen)));
        json.WriteNumber("pool_prop_selfpay"u8, new decimal(amounts.RatioBasisPoints, 0, 0, false, 4));
        json.WriteNumber("cvlserv_pay"u8, Fen.ToYuan(sign * amounts.CivilServantFen));
        json.WriteNumber("hifes_pay"u8, Fen.ToYuan(0));
        json.WriteNumber("hifmi_pay"u8, Fen.ToYuan(employees ? 0 : sign * amounts.AboveCeilingFen));
        json.WriteNumber("hifob_pay"u8, Fen.ToYuan(employees ? sign * amounts.AboveCeilingFen : 0));
        json.WriteNumber("maf_pay"u8, Fen.ToYuan(sign * amounts.AssistanceFen));
        json.WriteNumber("hifdm_pay"u8, Fen.ToYuan(0));
        json.WriteNumber("oth_pay"u8, Fen.ToYuan(0));
        json.WriteNumber("fund_pay_sumamt"u8, Fen.ToYuan(sign * (amounts.FundFen - facts.SkewFen)));
        json.WriteNumber("psn_part_amt"u8, Fen.ToYuan(sign * (amounts.PersonFen + facts.SkewFen)));
        json.WriteNumber("acct_pay"u8, Fen.ToYuan(sign * amounts.AccountFen));
        json.WriteNumber("psn_cash_pay"u8, Fen.ToYuan(sign * (amounts.CashFen + facts.SkewFen)));
        json.WriteNumber("hosp_part_amt"u8, Fen.ToYuan(0));
        json.WriteNumber("balc"u8, Fen.ToYuan(facts.BalanceFen));
        json.WriteNumber("acct_mulaid_pay"u8, Fen.ToYuan(sign * amounts.MutualAidFen));
    }

    /// <summary>One row per fund that pays; the basic fund always has its row, so that the list is never empty.</summary>
    public static void WriteDetail(Utf8JsonWriter json, AnswerFacts facts, Adjudication amounts)
    {
        bool employees = amounts.Scheme == Scheme.Employees;
        json.WriteStartArray("setldetail"u8);
        Row(json, facts, amounts, employees ? "310100"u8 : "390100"u8, amounts.BasicFundFen - facts.SkewFen, always: true);
        Row(json, facts, amounts, employees ? "330100"u8 : "390200"u8, amounts.AboveCeilingFen, always: false);
        Row(json, facts, amounts, "320100"u8, amounts.CivilServantFen, always: false);
        Row(json, facts, amounts, "610100"u8, amounts.AssistanceFen, always: false);
        json.WriteEndArray();
    }

    private static void Row(Utf8JsonWriter json, AnswerFacts facts, Adjudication amounts, ReadOnlySpan<byte> type, long fen, bool always)
    {
        if (fen == 0 && !always)
        {
            return;
        }
        json.WriteStartObject();
        json.WriteString("fund_pay_type"u8, type);
        json.WriteNumber("inscp_scp_amt"u8, Fen.ToYuan(facts.Sign * amounts.Split.InScopeFen));
        json.WriteNumber("crt_payb_lmt_amt"u8, Fen.ToYuan(facts.Sign * fen));
        json.WriteNumber("fund_payamt"u8, Fen.ToYuan(facts.Sign * fen));
        json.WriteEndObject();
    }
}
