using System.Globalization;
using System.Text.Json;
using Hub.Simulators.Persons;
using Hub.Simulators.Wire;

namespace Hub.Simulators.Institutions;

/// <summary>The ways of patients through an institution (A0). Every step that is refused or stays unknown ends the flow there.</summary>
public sealed class Flows(InstitutionClient client, Population population)
{
    private sealed record Patient(string PsnNo, string CertNo, string Name, string InsuType, string PsnType);

    private sealed class StoppedException(string infNo, CallResult result) : Exception(infNo)
    {
        public string InfNo { get; } = infNo;

        public CallResult Result { get; } = result;
    }

    private string Now => ChinaTime.Stamp(ChinaTime.Now(client.Options.Clock));

    /// <summary>Runs the flow of one patient.</summary>
    /// <param name="kind">Which flow.</param>
    /// <param name="number">The flow's number inside this institution and run: it chooses patient and bill.</param>
    /// <param name="cancels">True: the settlement is cancelled afterwards.</param>
    /// <param name="cancel">Ends the run.</param>
    public async Task<FlowOutcome> RunAsync(FlowKind kind, long number, bool cancels, CancellationToken cancel)
    {
        string setlId = "";
        bool tried = false;
        try
        {
            CallResult settled = kind switch
            {
                FlowKind.Outpatient => await OutpatientAsync(number, cancel),
                FlowKind.Inpatient => await InpatientAsync(number, cancel),
                _ => await PharmacyAsync(number, trial: kind == FlowKind.Pharmacy, cancel),
            };
            JsonElement info = settled.Output.Node("setlinfo");
            setlId = info.Text("setl_id");
            if (cancels)
            {
                tried = true;
                string infNo = kind switch { FlowKind.Outpatient => "2208", FlowKind.Inpatient => "2305", _ => "2103" };
                await CancelAsync(infNo, setlId, info.Text("mdtrt_id"), info.Text("psn_no"), cancel);
            }
            return new FlowOutcome(Knowledge.Ok, setlId, tried, Knowledge.Ok, "", "");
        }
        catch (StoppedException stopped)
        {
            Knowledge settlement = tried ? Knowledge.Ok : stopped.InfNo is "2102" or "2207" or "2304" ? stopped.Result.Knowledge : Knowledge.Fail;
            return new FlowOutcome(
                settlement, setlId, tried, tried ? stopped.Result.Knowledge : Knowledge.Ok, stopped.InfNo, stopped.Result.Text);
        }
    }

    /// <summary>2103, 2208 or 2305.</summary>
    public async Task CancelAsync(string infNo, string setlId, string mdtrtId, string psnNo, CancellationToken cancel)
    {
        CallResult result = await client.CallAsync(infNo, Data(json =>
        {
            json.WriteString("setl_id", setlId);
            json.WriteString("mdtrt_id", mdtrtId);
            json.WriteString("psn_no", psnNo);
        }), cancel, cancelsSetlId: setlId);
        Require(infNo, result);
    }

    /// <summary>
    /// Asks (5203) whether a settlement of the own ledger still stands and takes it out when the bureau has reversed it meanwhile.
    /// True when it stands.
    /// </summary>
    public async Task<bool> StillStandsAsync(ClerkSettlement settlement, CancellationToken cancel)
    {
        CallResult result = await client.CallAsync("5203", Data(json =>
        {
            json.WriteString("psn_no", settlement.PsnNo);
            json.WriteString("setl_id", settlement.SetlId);
            json.WriteString("mdtrt_id", settlement.MdtrtId);
        }), cancel);
        if (result.Output.Node("setlinfo").Text("refd_setl_flag") != "1")
        {
            return true;
        }
        client.Journal.Cancel(settlement.SetlId);
        return false;
    }

    private async Task<CallResult> OutpatientAsync(long number, CancellationToken cancel)
    {
        Patient patient = await IdentifyAsync(number, cancel);
        string visitNumber = Number(number);
        JsonElement visit = await StepAsync("2201", Data(json =>
        {
            WritePatient(json, patient);
            json.WriteString("begntime", Now);
            json.WriteString("ipt_otp_no", visitNumber);
            json.WriteString("atddr_no", "D430100000001");
            json.WriteString("dr_name", "示例医师");
            json.WriteString("dept_code", "A03");
            json.WriteString("dept_name", "内科");
            json.WriteString("caty", "A03");
        }), cancel);
        string mdtrtId = visit.Node("data").Text("mdtrt_id");
        await StepAsync("2203", json => WriteVisit(json, patient, mdtrtId), cancel);
        FeeSheet sheet = FeeSheet.Roll(client.Options.Seed, visitNumber, linesMax: 4);
        await StepAsync("2204", Lines("feedetail", sheet.Lines, (json, line) =>
        {
            json.WriteString("mdtrt_id", mdtrtId);
            json.WriteString("psn_no", patient.PsnNo);
            json.WriteString("chrg_bchno", visitNumber);
        }), cancel);
        JsonElement trial = await StepAsync("2206", Data(json => WriteSettle(json, patient, mdtrtId, visitNumber, sheet, default)), cancel);
        JsonElement split = trial.Node("setlinfo");
        CallResult settled = await client.CallAsync(
            "2207", Data(json => WriteSettle(json, patient, mdtrtId, visitNumber, sheet, split)), cancel);
        return Require("2207", settled);
    }

    private async Task<CallResult> InpatientAsync(long number, CancellationToken cancel)
    {
        Patient patient = await IdentifyAsync(number, cancel);
        string stayNumber = Number(number);
        JsonElement admitted = await StepAsync("2401", json => WriteAdmission(json, patient, stayNumber), cancel);
        string mdtrtId = admitted.Node("result").Text("mdtrt_id");
        var all = new List<FeeSheetLine>();
        for (int day = 0; day < 3; day++)
        {
            List<FeeSheetLine> lines = [.. FeeSheet.Roll(client.Options.Seed, $"{stayNumber}{day}", linesMax: 6).Lines];
            if (day == 2)
            {
                // The last day returns one unit of the stay's first item.
                lines.Add(new FeeSheetLine($"{stayNumber}99", all[0].ItemCode, all[0].UnitFen, -1, Returns: all[0].Number));
            }
            await StepAsync("2301", Lines("feedetail", lines, (json, line) =>
            {
                json.WriteString("mdtrt_id", mdtrtId);
                json.WriteString("psn_no", patient.PsnNo);
                json.WriteString("med_type", "2101");
                json.WriteString("init_feedetl_sn", line.Returns ?? "");
            }), cancel);
            all.AddRange(lines);
        }
        FeeSheet sheet = FeeSheet.Of([.. all]);
        await StepAsync("2303", Data(json => WriteSettle(json, patient, mdtrtId, "", sheet, default)), cancel);
        await StepAsync("2402", json => WriteDischarge(json, patient, mdtrtId), cancel);
        CallResult settled = await client.CallAsync("2304", Data(json => WriteSettle(json, patient, mdtrtId, "", sheet, default)), cancel);
        return Require("2304", settled);
    }

    private async Task<CallResult> PharmacyAsync(long number, bool trial, CancellationToken cancel)
    {
        Person person = population.At(number);
        Patient patient = trial
            ? await IdentifyAsync(number, cancel)
            : new Patient(person.PsnNo, person.CertNo, person.Name, person.InsuType, person.PsnType);
        string sale = Number(number);
        FeeSheet sheet = FeeSheet.Roll(client.Options.Seed, sale, linesMax: 3);
        Action<Utf8JsonWriter> input = json => WritePurchase(json, patient, sheet);
        if (trial)
        {
            await StepAsync("2101", input, cancel);
        }
        return Require("2102", await client.CallAsync("2102", input, cancel));
    }

    private async Task<Patient> IdentifyAsync(long number, CancellationToken cancel)
    {
        Person person = population.At(number);
        JsonElement known = await StepAsync("1101", Data(json =>
        {
            json.WriteString("mdtrt_cert_type", "02");
            json.WriteString("mdtrt_cert_no", person.CertNo);
            json.WriteString("card_sn", "");
            json.WriteString("begntime", "");
            json.WriteString("psn_cert_type", "01");
            json.WriteString("certno", person.CertNo);
            json.WriteString("psn_name", person.Name);
        }), cancel);
        JsonElement insurance = known.Node("insuinfo");
        return new Patient(
            known.Node("baseinfo").Text("psn_no"), person.CertNo, person.Name, insurance.Text("insutype"), insurance.Text("psn_type"));
    }

    private async Task<JsonElement> StepAsync(string infNo, Action<Utf8JsonWriter> input, CancellationToken cancel)
        => Require(infNo, await client.CallAsync(infNo, input, cancel)).Output;

    private static CallResult Require(string infNo, CallResult result)
        => result.Knowledge == Knowledge.Ok ? result : throw new StoppedException(infNo, result);

    private static string Number(long number) => string.Create(CultureInfo.InvariantCulture, $"{number + 1:00000000}");

    private static Action<Utf8JsonWriter> Data(Action<Utf8JsonWriter> fields) => json =>
    {
        json.WriteStartObject("data");
        fields(json);
        json.WriteEndObject();
    };

    private Action<Utf8JsonWriter> Lines(string node, IReadOnlyList<FeeSheetLine> lines, Action<Utf8JsonWriter, FeeSheetLine> more) => json =>
    {
        json.WriteStartArray(node);
        foreach (FeeSheetLine line in lines)
        {
            json.WriteStartObject();
            FeeSheet.WriteCommon(json, line, Now);
            more(json, line);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    };

    private static void WritePatient(Utf8JsonWriter json, Patient patient)
    {
        json.WriteString("psn_no", patient.PsnNo);
        json.WriteString("insutype", patient.InsuType);
        json.WriteString("mdtrt_cert_type", "02");
        json.WriteString("mdtrt_cert_no", patient.CertNo);
        json.WriteString("card_sn", "");
        json.WriteString("psn_cert_type", "01");
        json.WriteString("certno", patient.CertNo);
        json.WriteString("psn_type", patient.PsnType);
        json.WriteString("psn_name", patient.Name);
    }

    private void WriteSettle(
        Utf8JsonWriter json, Patient patient, string mdtrtId, string batch, FeeSheet sheet, JsonElement split)
    {
        bool outpatient = batch.Length > 0;
        WritePatient(json, patient);
        json.WriteString("med_type", outpatient ? "11" : "2101");
        json.WriteNumber("medfee_sumamt", Fen.ToYuan(sheet.TotalFen));
        json.WriteString("psn_setlway", "01");
        json.WriteString("mdtrt_id", mdtrtId);
        json.WriteString("acct_used_flag", "1");
        json.WriteString("invono", "");
        if (outpatient)
        {
            json.WriteString("chrg_bchno", batch);
        }
        else
        {
            json.WriteString("mid_setl_flag", "0");
            json.WriteString("insuplc_admdvs", client.Options.Division);
            json.WriteString("mdtrtarea_admvs", client.Options.Division);
        }
        if (split.ValueKind == JsonValueKind.Object)
        {
            foreach (string part in (ReadOnlySpan<string>)["fulamt_ownpay_amt", "overlmt_selfpay", "preselfpay_amt", "inscp_scp_amt"])
            {
                json.WriteNumber(part, Fen.ToYuan(split.FenOrZero(part)));
            }
        }
    }

    private void WriteVisit(Utf8JsonWriter json, Patient patient, string mdtrtId)
    {
        json.WriteStartObject("mdtrtinfo");
        json.WriteString("mdtrt_id", mdtrtId);
        json.WriteString("psn_no", patient.PsnNo);
        json.WriteString("med_type", "11");
        json.WriteString("begntime", Now);
        json.WriteString("main_cond_dscr", "");
        json.WriteString("dise_codg", "J06.900");
        json.WriteString("dise_name", "急性上呼吸道感染");
        json.WriteEndObject();
        WriteDiagnosis(json, patient, mdtrtId: "");
    }

    private void WriteDiagnosis(Utf8JsonWriter json, Patient patient, string mdtrtId)
    {
        json.WriteStartArray("diseinfo");
        json.WriteStartObject();
        if (mdtrtId.Length > 0)
        {
            json.WriteString("mdtrt_id", mdtrtId);
        }
        json.WriteString("psn_no", patient.PsnNo);
        json.WriteString("diag_type", "1");
        json.WriteString("maindiag_flag", "1");
        json.WriteNumber("diag_srt_no", 1);
        json.WriteString("diag_code", "J06.900");
        json.WriteString("diag_name", "急性上呼吸道感染");
        json.WriteString("diag_dept", "内科");
        json.WriteString("dise_dor_no", "D430100000001");
        json.WriteString("dise_dor_name", "示例医师");
        json.WriteString("diag_time", Now);
        json.WriteString("vali_flag", "1");
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private void WriteAdmission(Utf8JsonWriter json, Patient patient, string stayNumber)
    {
        json.WriteStartObject("mdtrtinfo");
        json.WriteString("psn_no", patient.PsnNo);
        json.WriteString("insutype", patient.InsuType);
        json.WriteString("begntime", Now);
        json.WriteString("mdtrt_cert_type", "02");
        json.WriteString("mdtrt_cert_no", patient.CertNo);
        json.WriteString("cert_type", "01");
        json.WriteString("certno", patient.CertNo);
        json.WriteString("med_type", "2101");
        json.WriteString("ipt_no", stayNumber);
        json.WriteString("atddr_no", "D430100000001");
        json.WriteString("chfpdr_name", "示例医师");
        json.WriteString("adm_diag_dscr", "肺炎");
        json.WriteString("adm_dept_codg", "A03");
        json.WriteString("adm_dept_name", "内科");
        json.WriteString("adm_bed", "12");
        json.WriteString("dscg_maindiag_code", "J18.900");
        json.WriteString("dscg_maindiag_name", "肺炎");
        json.WriteString("insuplc_admdvs", client.Options.Division);
        json.WriteString("mdtrtarea_admvs", client.Options.Division);
        json.WriteEndObject();
        WriteDiagnosis(json, patient, mdtrtId: "");
    }

    private void WriteDischarge(Utf8JsonWriter json, Patient patient, string mdtrtId)
    {
        json.WriteStartObject("dscginfo");
        json.WriteString("mdtrt_id", mdtrtId);
        json.WriteString("psn_no", patient.PsnNo);
        json.WriteString("insutype", patient.InsuType);
        json.WriteString("endtime", Now);
        json.WriteString("dscg_dept_codg", "A03");
        json.WriteString("dscg_dept_name", "内科");
        json.WriteString("dscg_way", "1");
        json.WriteEndObject();
        WriteDiagnosis(json, patient, mdtrtId);
    }

    private void WritePurchase(Utf8JsonWriter json, Patient patient, FeeSheet sheet)
    {
        json.WriteStartObject("druginfo");
        WritePatient(json, patient);
        json.WriteString("begntime", Now);
        json.WriteNumber("medfee_sumamt", Fen.ToYuan(sheet.TotalFen));
        json.WriteString("acct_used_flag", "1");
        json.WriteString("med_type", "41");
        json.WriteEndObject();
        Lines("drugdetail", sheet.Lines, (_, _) => { })(json);
    }
}
