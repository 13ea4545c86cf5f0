using System.Text.Json;
using Hub.Simulators.Core.Benefit;
using Hub.Simulators.Core.Books;
using Hub.Simulators.Core.Wire;
using Hub.Simulators.Persons;
using Hub.Simulators.Wire;

namespace Hub.Simulators.Core.Transactions;

/// <summary>2301–2304, 2401–2405, 4101. (2305 is in <see cref="CancelTransactions"/>.)</summary>
internal static class InpatientTransactions
{
    /// <summary>2401: opens a stay.</summary>
    public static void Admit(CoreState state, CoreRequest request, Utf8JsonWriter output)
    {
        Settling.RefuseIfReversedBefore(state, request);
        JsonElement data = request.Input.RequiredNode("mdtrtinfo");
        Person person = state.PersonOf(data);
        request.Input.RequiredNode("diseinfo");
        var encounter = new Encounter
        {
            MdtrtId = state.NextId('2'),
            Institution = request.Institution,
            Person = person,
            Care = Care.Inpatient,
            MsgId = request.MsgId,
            OwnNumber = data.Required("ipt_no"),
            BeginTime = data.Required("begntime"),
            MedType = data.Required("med_type"),
        };
        state.Open(encounter);
        output.WriteStartObject();
        output.WriteStartObject("result"u8);
        output.WriteString("mdtrt_id"u8, encounter.MdtrtId);
        output.WriteEndObject();
        output.WriteEndObject();
    }

    /// <summary>2301: fee lines; returns are negative lines that name the original.</summary>
    public static void UploadFees(CoreState state, CoreRequest request, Utf8JsonWriter output)
    {
        Encounter encounter = state.EncounterOf(request, request.Input.RequiredNode("feedetail"), Care.Inpatient);
        encounter.Require("已出院或已撤销，不能上传费用明细", EncounterState.Open);
        List<FeeLine> lines = FeeLines.Read(request, "feedetail");
        foreach (JsonElement row in request.Input.Rows("feedetail"))
        {
            RequireReturnedLine(encounter, lines, row);
        }
        OutpatientTransactions.AddLines(encounter, lines);
        output.WriteStartObject();
        FeeLines.WriteSplit(output, "result", lines);
        output.WriteEndObject();
    }

    /// <summary>2302: deletes named unsettled lines, or all ("0000").</summary>
    public static void DeleteFees(CoreState state, CoreRequest request, Utf8JsonWriter output)
    {
        Encounter encounter = state.EncounterOf(request, request.Input.RequiredNode("data"), Care.Inpatient);
        var numbers = request.Input.Rows("data").Select(row => row.Required("feedetl_sn")).ToHashSet(StringComparer.Ordinal);
        bool all = numbers.Contains("0000");
        if (!all && encounter.Lines.Exists(line => numbers.Contains(line.Number) && line.SetlId is not null))
        {
            throw new CoreRefusalException("费用明细已结算，不能撤销");
        }
        encounter.Lines.RemoveAll(line => line.SetlId is null && (all || numbers.Contains(line.Number)));
        OutpatientTransactions.WriteEmpty(output);
    }

    /// <summary>2303: trial.</summary>
    public static void Trial(CoreState state, CoreRequest request, Utf8JsonWriter output)
    {
        (Encounter encounter, _, Adjudication amounts) = Prepare(state, request, formal: false);
        var facts = new AnswerFacts(
            "", encounter.MdtrtId, encounter.Person, "2303", encounter.MedType, "21", request.MsgId, state.Now,
            state.Books.AccountOf(encounter.Person).BalanceFen, +1, 0);
        SetlInfoWriter.Write(output, facts, amounts, state.Options.Division, cancellation: false);
    }

    /// <summary>2304: settles all unsettled lines. Not idempotent: the same message again settles the same lines again.</summary>
    public static void Settle(CoreState state, CoreRequest request, Utf8JsonWriter output)
    {
        Settling.RefuseIfReversedBefore(state, request);
        (Encounter encounter, List<FeeLine> lines, Adjudication amounts) = Prepare(state, request, formal: true);
        string invoice = request.Input.Node("data").Text("invono");
        Settlement settlement = Settling.Book(state, request, encounter, lines, amounts, "21", invoice);
        SetlInfoWriter.Write(output, SetlInfoWriter.FactsOf(settlement), amounts, state.Options.Division, cancellation: false);
    }

    /// <summary>2402: discharge.</summary>
    public static void Discharge(CoreState state, CoreRequest request, Utf8JsonWriter output)
    {
        JsonElement data = request.Input.RequiredNode("dscginfo");
        Encounter encounter = state.EncounterOf(request, data, Care.Inpatient);
        encounter.Require("不在院，不能办理出院", EncounterState.Open);
        encounter.EndTime = data.Required("endtime");
        encounter.State = EncounterState.Discharged;
        OutpatientTransactions.WriteEmpty(output);
    }

    /// <summary>2403: change of admission data.</summary>
    public static void Change(CoreState state, CoreRequest request, Utf8JsonWriter output)
    {
        JsonElement data = request.Input.RequiredNode("adminfo");
        Encounter encounter = state.EncounterOf(request, data, Care.Inpatient);
        encounter.Require("不在院，不能变更住院信息", EncounterState.Open);
        encounter.MedType = data.Required("med_type");
        OutpatientTransactions.WriteEmpty(output);
    }

    /// <summary>2404: cancels an admission that has no live settlement and no live discharge.</summary>
    public static void CancelAdmission(CoreState state, CoreRequest request, Utf8JsonWriter output)
    {
        Encounter encounter = state.EncounterOf(request, request.Input.RequiredNode("data"), Care.Inpatient);
        encounter.Require("不在院，不能撤销入院", EncounterState.Open);
        RefuseSettled(state, encounter);
        encounter.State = EncounterState.Cancelled;
        OutpatientTransactions.WriteEmpty(output);
    }

    /// <summary>2405: takes a discharge back.</summary>
    public static void CancelDischarge(CoreState state, CoreRequest request, Utf8JsonWriter output)
    {
        Encounter encounter = state.EncounterOf(request, request.Input.RequiredNode("data"), Care.Inpatient);
        encounter.Require("未出院，不能撤销出院", EncounterState.Discharged);
        RefuseSettled(state, encounter);
        encounter.EndTime = "";
        encounter.State = EncounterState.Open;
        OutpatientTransactions.WriteEmpty(output);
    }

    /// <summary>4101: the settlement list of a live settlement.</summary>
    public static void UploadSettlementList(CoreState state, CoreRequest request, Utf8JsonWriter output)
    {
        JsonElement data = request.Input.RequiredNode("setlinfo");
        Settlement? settlement = state.Books.Find(data.Required("setl_id"));
        if (settlement is null || settlement.Reversed || settlement.Institution != request.Institution)
        {
            throw new CoreRefusalException("结算信息不存在");
        }
        output.WriteStartObject();
        output.WriteString("setl_list_id"u8, state.NextId('5'));
        output.WriteEndObject();
    }

    private static (Encounter Encounter, List<FeeLine> Lines, Adjudication Amounts) Prepare(CoreState state, CoreRequest request, bool formal)
    {
        JsonElement data = request.Input.RequiredNode("data");
        Encounter encounter = state.EncounterOf(request, data, Care.Inpatient);
        bool interim = data.Text("mid_setl_flag") == "1";
        encounter.Require("入院已撤销，不能结算", EncounterState.Open, EncounterState.Discharged);
        if (formal && !interim && state.Options.DischargeBeforeSettle && encounter.State != EncounterState.Discharged)
        {
            throw new CoreRefusalException("未办理出院，不能结算");
        }
        List<FeeLine> lines = encounter.Lines.FindAll(line => line.SetlId is null);
        if (lines.Count == 0)
        {
            Settlement again = state.Books.OfMessage(request.Institution, request.MsgId).LastOrDefault(settlement => !settlement.Reversed)
                ?? throw new CoreRefusalException(
                    Settling.HasLiveSettlement(state, encounter) ? "费用已结算，不能重复结算" : "没有可结算的费用明细");
            lines = encounter.Lines.FindAll(line => line.SetlId == again.SetlId);
        }
        Adjudication amounts = Settling.Adjudicate(
            state, request, encounter.Person, Care.Inpatient, lines, useAccount: data.Text("acct_used_flag") == "1");
        Settling.RequireTotal(data.RequiredFen("medfee_sumamt"), amounts);
        return (encounter, lines, amounts);
    }

    private static void RequireReturnedLine(Encounter encounter, List<FeeLine> arriving, JsonElement row)
    {
        string original = row.Text("init_feedetl_sn");
        bool negative = row.RequiredFen("det_item_fee_sumamt") < 0;
        bool named = encounter.Lines.Concat(arriving).Any(line => line.Number == original && line.AmountFen >= 0);
        if (negative && !named)
        {
            throw new CoreRefusalException("退费明细未指明有效的原费用流水号");
        }
    }

    private static void RefuseSettled(CoreState state, Encounter encounter)
    {
        if (Settling.HasLiveSettlement(state, encounter))
        {
            throw new CoreRefusalException("住院已结算，请先撤销结算");
        }
    }
}
