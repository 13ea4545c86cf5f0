using System.Text.Json;
using Hub.Simulators.Core.Benefit;
using Hub.Simulators.Core.Books;
using Hub.Simulators.Core.Wire;
using Hub.Simulators.Persons;
using Hub.Simulators.Wire;

namespace Hub.Simulators.Core.Transactions;

/// <summary>2201–2208.</summary>
internal static class OutpatientTransactions
{
    /// <summary>2201: opens a visit.</summary>
    public static void Register(CoreState state, CoreRequest request, Utf8JsonWriter output)
    {
        JsonElement data = request.Input.RequiredNode("data");
        Person person = state.PersonOf(data);
        var encounter = new Encounter
        {
            MdtrtId = state.NextId('2'),
            Institution = request.Institution,
            Person = person,
            Care = Care.Outpatient,
            MsgId = request.MsgId,
            OwnNumber = data.Required("ipt_otp_no"),
            BeginTime = data.Required("begntime"),
        };
        state.Open(encounter);
        output.WriteStartObject();
        output.WriteStartObject("data"u8);
        output.WriteString("mdtrt_id"u8, encounter.MdtrtId);
        output.WriteString("psn_no"u8, person.PsnNo);
        output.WriteString("ipt_otp_no"u8, encounter.OwnNumber);
        output.WriteEndObject();
        output.WriteEndObject();
    }

    /// <summary>2202: cancels a visit without live settlement.</summary>
    public static void CancelRegistration(CoreState state, CoreRequest request, Utf8JsonWriter output)
    {
        Encounter encounter = state.EncounterOf(request, request.Input.RequiredNode("data"), Care.Outpatient);
        encounter.Require("挂号已撤销", EncounterState.Open, EncounterState.Visited);
        if (Settling.HasLiveSettlement(state, encounter))
        {
            throw new CoreRefusalException("就诊已结算，不能撤销挂号");
        }
        encounter.State = EncounterState.Cancelled;
        WriteEmpty(output);
    }

    /// <summary>2203: visit and diagnoses.</summary>
    public static void Visit(CoreState state, CoreRequest request, Utf8JsonWriter output)
    {
        JsonElement visit = request.Input.RequiredNode("mdtrtinfo");
        Encounter encounter = state.EncounterOf(request, visit, Care.Outpatient);
        encounter.Require("挂号已撤销，不能上传就诊信息", EncounterState.Open, EncounterState.Visited);
        request.Input.RequiredNode("diseinfo");
        encounter.MedType = visit.Required("med_type");
        encounter.State = EncounterState.Visited;
        WriteEmpty(output);
    }

    /// <summary>2204: fee lines. The same line again is the same line; another line under its number is refused.</summary>
    public static void UploadFees(CoreState state, CoreRequest request, Utf8JsonWriter output)
    {
        JsonElement first = request.Input.RequiredNode("feedetail");
        Encounter encounter = state.EncounterOf(request, first, Care.Outpatient);
        encounter.Require("未上传就诊信息，不能上传费用明细", EncounterState.Visited);
        List<FeeLine> lines = FeeLines.Read(request, "feedetail");
        AddLines(encounter, lines);
        output.WriteStartObject();
        FeeLines.WriteSplit(output, "result", lines);
        output.WriteEndObject();
    }

    /// <summary>2205: deletes the unsettled lines of a batch, or all ("0000").</summary>
    public static void DeleteFees(CoreState state, CoreRequest request, Utf8JsonWriter output)
    {
        JsonElement data = request.Input.RequiredNode("data");
        Encounter encounter = state.EncounterOf(request, data, Care.Outpatient);
        string batch = data.Required("chrg_bchno");
        if (batch != "0000" && encounter.Lines.Any(line => line.Batch == batch && line.SetlId is not null))
        {
            throw new CoreRefusalException("费用明细已结算，不能撤销");
        }
        encounter.Lines.RemoveAll(line => line.SetlId is null && (batch == "0000" || line.Batch == batch));
        WriteEmpty(output);
    }

    /// <summary>2206: trial.</summary>
    public static void Trial(CoreState state, CoreRequest request, Utf8JsonWriter output)
    {
        (Encounter encounter, _, Adjudication amounts) = Prepare(state, request);
        string clrType = Settling.ClearingType(Care.Outpatient, encounter.MedType);
        var facts = new AnswerFacts(
            "", encounter.MdtrtId, encounter.Person, "2206", encounter.MedType, clrType, request.MsgId, state.Now,
            state.Books.AccountOf(encounter.Person).BalanceFen, +1, 0);
        SetlInfoWriter.Write(output, facts, amounts, state.Options.Division, cancellation: false);
    }

    /// <summary>2207: settles. Not idempotent: the same message again settles the same lines again.</summary>
    public static void Settle(CoreState state, CoreRequest request, Utf8JsonWriter output)
    {
        Settling.RefuseIfReversedBefore(state, request);
        (Encounter encounter, List<FeeLine> lines, Adjudication amounts) = Prepare(state, request);
        string invoice = request.Input.Node("data").Text("invono");
        Settlement settlement = Settling.Book(
            state, request, encounter, lines, amounts, Settling.ClearingType(Care.Outpatient, encounter.MedType), invoice);
        SetlInfoWriter.Write(output, SetlInfoWriter.FactsOf(settlement), amounts, state.Options.Division, cancellation: false);
    }

    internal static void AddLines(Encounter encounter, List<FeeLine> lines)
    {
        foreach (FeeLine line in lines)
        {
            FeeLine? known = encounter.Lines.Find(other => other.Number == line.Number);
            if (known is null)
            {
                continue;
            }
            if (known.SetlId is not null || known.AmountFen != line.AmountFen || known.Batch != line.Batch || known.ItemCode != line.ItemCode)
            {
                throw new CoreRefusalException("费用明细流水号重复");
            }
        }
        foreach (FeeLine line in lines)
        {
            if (!encounter.Lines.Exists(other => other.Number == line.Number))
            {
                encounter.Lines.Add(line);
            }
        }
    }

    internal static void WriteEmpty(Utf8JsonWriter output)
    {
        output.WriteStartObject();
        output.WriteEndObject();
    }

    private static (Encounter Encounter, List<FeeLine> Lines, Adjudication Amounts) Prepare(CoreState state, CoreRequest request)
    {
        JsonElement data = request.Input.RequiredNode("data");
        Encounter encounter = state.EncounterOf(request, data, Care.Outpatient);
        encounter.Require("就诊状态不允许结算", EncounterState.Visited);
        string batch = data.Required("chrg_bchno");
        List<FeeLine> lines = encounter.Lines.FindAll(line => line.SetlId is null && line.Batch == batch);
        if (lines.Count == 0)
        {
            string again = LiveSettlementOf(state, request) ?? throw new CoreRefusalException(
                Settling.HasLiveSettlement(state, encounter) ? "该批次费用已结算，不能重复结算" : "没有可结算的费用明细");
            lines = encounter.Lines.FindAll(line => line.SetlId == again);
        }
        Adjudication amounts = Settling.Adjudicate(
            state, request, encounter.Person, Care.Outpatient, lines, useAccount: data.Text("acct_used_flag") == "1");
        Settling.RequireTotal(data.RequiredFen("medfee_sumamt"), amounts);
        return (encounter, lines, amounts);
    }

    private static string? LiveSettlementOf(CoreState state, CoreRequest request)
        => state.Books.OfMessage(request.Institution, request.MsgId).LastOrDefault(settlement => !settlement.Reversed)?.SetlId;
}
