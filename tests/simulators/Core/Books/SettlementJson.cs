using System.Text.Json;
using Hub.Simulators.Core.Benefit;
using Hub.Simulators.Wire;

namespace Hub.Simulators.Core.Books;

/// <summary>A settlement as one JSON object without names or identity numbers; amounts in fen. Used by the books file and the admin API.</summary>
internal static class SettlementJson
{
    public static void WriteFields(Utf8JsonWriter json, Settlement settlement)
    {
        Adjudication amounts = settlement.Amounts;
        json.WriteString("setl_id"u8, settlement.SetlId);
        json.WriteString("mdtrt_id"u8, settlement.MdtrtId);
        json.WriteString("fixmedins_code"u8, settlement.Institution);
        json.WriteString("infno"u8, settlement.InfNo);
        json.WriteString("msgid"u8, settlement.MsgId);
        json.WriteString("insutype"u8, settlement.Person.InsuType);
        json.WriteString("clr_type"u8, settlement.ClrType);
        json.WriteString("setl_time"u8, ChinaTime.Stamp(settlement.Time));
        json.WriteNumber("total_fen"u8, amounts.TotalFen);
        json.WriteNumber("fund_fen"u8, amounts.FundFen);
        json.WriteNumber("basic_fund_fen"u8, amounts.BasicFundFen);
        json.WriteNumber("above_ceiling_fen"u8, amounts.AboveCeilingFen);
        json.WriteNumber("civil_servant_fen"u8, amounts.CivilServantFen);
        json.WriteNumber("assistance_fen"u8, amounts.AssistanceFen);
        json.WriteNumber("account_fen"u8, amounts.AccountFen);
        json.WriteNumber("cash_fen"u8, amounts.CashFen);
        json.WriteString("state"u8, settlement.Reversed ? "reversed"u8 : "settled"u8);
        if (settlement.Reversed)
        {
            json.WriteString("reversed_by"u8, settlement.ReversedBy);
            json.WriteString("reversal_id"u8, settlement.ReversalId);
            json.WriteString("reversal_msgid"u8, settlement.ReversalMsgId);
            json.WriteString("omsgid"u8, settlement.MsgId);
            json.WriteString("reversal_time"u8, ChinaTime.Stamp(settlement.ReversalTime));
        }
    }
}
