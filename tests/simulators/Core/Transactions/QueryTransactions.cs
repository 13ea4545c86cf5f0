using System.Globalization;
using System.Text.Json;
using Hub.Simulators.Core.Benefit;
using Hub.Simulators.Core.Books;
using Hub.Simulators.Core.Wire;
using Hub.Simulators.Persons;
using Hub.Simulators.Wire;

namespace Hub.Simulators.Core.Transactions;

/// <summary>5201, 5203, 5204, 5303.</summary>
internal static class QueryTransactions
{
    /// <summary>5201: the person's visits at this institution.</summary>
    public static void Visits(CoreState state, CoreRequest request, Utf8JsonWriter output)
    {
        JsonElement data = request.Input.RequiredNode("data");
        Person person = state.PersonOf(data);
        string wanted = data.Text("mdtrt_id");
        IEnumerable<Encounter> visits = wanted.Length > 0
            ? state.FindEncounter(wanted) is { } one ? [one] : []
            : state.Encounters;
        output.WriteStartObject();
        output.WriteStartArray("mdtrtinfo"u8);
        foreach (Encounter visit in visits.Where(v => v.Institution == request.Institution && v.Person.PsnNo == person.PsnNo))
        {
            output.WriteStartObject();
            output.WriteString("mdtrt_id"u8, visit.MdtrtId);
            WritePatient(state, output, visit);
            output.WriteString("begntime"u8, visit.BeginTime);
            output.WriteString("endtime"u8, visit.EndTime);
            output.WriteString("ipt_otp_no"u8, visit.OwnNumber);
            output.WriteString("inhosp_stas"u8, InHospital(visit) ? "1"u8 : "0"u8);
            output.WriteEndObject();
        }
        output.WriteEndArray();
        output.WriteEndObject();
    }

    /// <summary>
    /// 5203: by settlement id, or by encounter when the id is not known (which is the case after a lost answer): then the last live
    /// settlement, or the last reversed one (<c>refd_setl_flag</c> 1).
    /// </summary>
    public static void SettlementInquiry(CoreState state, CoreRequest request, Utf8JsonWriter output)
    {
        Settlement? settlement = FindSettlement(state, request);
        if (settlement is null)
        {
            if (state.Options.InquiryNotFoundRefusal is { } refusal)
            {
                throw new CoreRefusalException(refusal);
            }
            OutpatientTransactions.WriteEmpty(output);
            return;
        }
        WriteInquiry(state, output, settlement, skewFen: 0);
    }

    /// <summary>Writes the 5203 answer; a skew makes it contradict the books.</summary>
    public static void WriteInquiry(CoreState state, Utf8JsonWriter output, Settlement settlement, long skewFen)
    {
        AnswerFacts facts = SetlInfoWriter.FactsOf(settlement, skewFen);
        Adjudication amounts = settlement.Amounts;
        output.WriteStartObject();
        output.WriteStartObject("setlinfo"u8);
        output.WriteString("setl_id"u8, settlement.SetlId);
        output.WriteString("mdtrt_id"u8, settlement.MdtrtId);
        SetlInfoWriter.WritePerson(output, facts);
        output.WriteString("pay_loc"u8, "2"u8);
        output.WriteString("fixmedins_code"u8, settlement.Institution);
        output.WriteString("fixmedins_name"u8, settlement.InstitutionName);
        output.WriteString("begndate"u8, ChinaTime.Day(settlement.Time));
        output.WriteString("enddate"u8, ChinaTime.Day(settlement.Time));
        output.WriteString("setl_time"u8, ChinaTime.Stamp(settlement.Time));
        output.WriteString("clr_type"u8, settlement.ClrType);
        output.WriteString("clr_way"u8, "1"u8);
        output.WriteString("clr_optins"u8, state.Options.Division);
        SetlInfoWriter.WriteAmounts(output, facts, amounts);
        output.WriteNumber("psn_pay"u8, Fen.ToYuan(amounts.PersonFen + skewFen));
        output.WriteNumber("cash_payamt"u8, Fen.ToYuan(amounts.CashFen + skewFen));
        output.WriteString("medins_setl_id"u8, settlement.MsgId);
        output.WriteString("refd_setl_flag"u8, settlement.Reversed ? "1"u8 : "0"u8);
        output.WriteString("year"u8, settlement.Time.ToString("yyyy", CultureInfo.InvariantCulture));
        output.WriteString("invono"u8, settlement.Invoice);
        output.WriteEndObject();
        SetlInfoWriter.WriteDetail(output, facts, amounts);
        output.WriteEndObject();
    }

    /// <summary>The settlement a 5203 asks for, or null.</summary>
    public static Settlement? FindSettlement(CoreState state, CoreRequest request)
    {
        JsonElement data = request.Input.RequiredNode("data");
        string psnNo = data.Required("psn_no");
        string setlId = data.Text("setl_id");
        Settlement? settlement;
        if (setlId.Length > 0)
        {
            settlement = state.Books.Find(setlId);
        }
        else
        {
            IReadOnlyList<Settlement> ofVisit = state.Books.OfEncounter(data.Required("mdtrt_id"));
            settlement = ofVisit.LastOrDefault(candidate => !candidate.Reversed) ?? (ofVisit.Count > 0 ? ofVisit[^1] : null);
        }
        return settlement is not null && settlement.Institution == request.Institution && settlement.Person.PsnNo == psnNo ? settlement : null;
    }

    /// <summary>5204: the lines of a settlement; the output is a list.</summary>
    public static void FeeInquiry(CoreState state, CoreRequest request, Utf8JsonWriter output)
    {
        Settlement? settlement = FindSettlement(state, request);
        output.WriteStartArray();
        if (settlement is not null && state.FindEncounter(settlement.MdtrtId) is { } encounter)
        {
            foreach (FeeLine line in encounter.Lines.Where(line => line.SetlId == settlement.SetlId))
            {
                output.WriteStartObject();
                output.WriteString("mdtrt_id"u8, settlement.MdtrtId);
                output.WriteString("setl_id"u8, settlement.SetlId);
                output.WriteString("feedetl_sn"u8, line.Number);
                output.WriteString("med_type"u8, settlement.MedType);
                output.WriteString("fee_ocur_time"u8, line.Time);
                FeeLines.WriteParts(output, line);
                output.WriteString("med_list_codg"u8, line.ItemCode);
                output.WriteString("hilist_code"u8, line.ItemCode);
                output.WriteString("medins_list_codg"u8, line.OwnItemCode);
                output.WriteEndObject();
            }
        }
        output.WriteEndArray();
    }

    /// <summary>5303: who is in hospital here.</summary>
    public static void InHospital(CoreState state, CoreRequest request, Utf8JsonWriter output)
    {
        string psnNo = request.Input.RequiredNode("data").Text("psn_no");
        output.WriteStartObject();
        output.WriteStartArray("data"u8);
        foreach (Encounter stay in state.Encounters.Where(e => e.Institution == request.Institution && InHospital(e)))
        {
            if (psnNo.Length > 0 && stay.Person.PsnNo != psnNo)
            {
                continue;
            }
            output.WriteStartObject();
            output.WriteString("mdtrt_id"u8, stay.MdtrtId);
            WritePatient(state, output, stay);
            output.WriteString("begndate"u8, stay.BeginTime.Length >= 10 ? stay.BeginTime[..10] : stay.BeginTime);
            output.WriteString("ipt_otp_no"u8, stay.OwnNumber);
            output.WriteString("out_flag"u8, "0"u8);
            output.WriteEndObject();
        }
        output.WriteEndArray();
        output.WriteEndObject();
    }

    private static bool InHospital(Encounter encounter) => encounter.Care == Care.Inpatient && encounter.State == EncounterState.Open;

    private static void WritePatient(CoreState state, Utf8JsonWriter output, Encounter encounter)
    {
        var facts = new AnswerFacts("", encounter.MdtrtId, encounter.Person, "", encounter.MedType, "", "", state.Now, 0, +1, 0);
        SetlInfoWriter.WritePerson(output, facts);
    }
}
