using System.Globalization;
using Hub.Canonical;
using Hub.Canonical.Messages;

namespace Hub.Routes.Settlement;

/// <summary>
/// The commands that a claim consists of. What has no field of its own in a step (department, doctor, main diagnosis) goes along
/// under its name in the national dictionary; what the sender said himself under that name stands.
/// </summary>
internal static class ClaimCommands
{
    private const string LineNode = "feedetail";

    public static IdentifyPerson Identify(ClaimPlan plan) =>
        new() { Origin = plan.Origin, Credential = plan.Credential, Person = plan.Person };

    public static RegisterEncounter Complete(ClaimPlan plan, RegisterEncounter command) => command with
    {
        Origin = plan.Origin,
        Person = plan.Person,
        InsuranceType = plan.InsuranceType,
        Extensions = [.. Of("data", ("psn_type", plan.PersonCategory)), .. command.Extensions],
    };

    public static AdmitPatient Complete(ClaimPlan plan, AdmitPatient command) =>
        command with { Origin = plan.Origin, Person = plan.Person, InsuranceType = plan.InsuranceType };

    public static RegisterEncounter Register(ClaimPlan plan, SubmitClaim claim) => new()
    {
        Origin = plan.Origin,
        Person = plan.Person,
        Credential = plan.Credential,
        InsuranceType = plan.InsuranceType,
        BeginsAt = claim.BeginsAt,
        VisitNumber = claim.VisitNumber,
        DepartmentCode = claim.DepartmentCode,
        DepartmentName = claim.DepartmentName,
        Extensions = With(claim, Of(
            "data", ("psn_type", plan.PersonCategory), ("atddr_no", claim.Practitioner), ("dr_name", claim.PractitionerName))),
    };

    public static AdmitPatient Admit(ClaimPlan plan, SubmitClaim claim) => new()
    {
        Origin = plan.Origin,
        Person = plan.Person,
        Credential = plan.Credential,
        InsuranceType = plan.InsuranceType,
        MedicalCategory = claim.MedicalCategory,
        BeginsAt = claim.BeginsAt,
        VisitNumber = claim.VisitNumber,
        Diagnoses = claim.Diagnoses,
        Extensions = With(claim, [.. Ward("mdtrtinfo", claim), .. DiagnosisRows(claim)]),
    };

    public static RecordVisit Visit(EncounterState state, ClaimPlan plan, SubmitClaim claim) => new()
    {
        Origin = plan.Origin,
        EncounterId = state.EncounterId!,
        PersonNumber = plan.Person.Number!,
        MedicalCategory = claim.MedicalCategory,
        BeginsAt = claim.BeginsAt,
        Diagnoses = claim.Diagnoses,
        Extensions = With(claim, [.. DiagnosisRows(claim)]),
    };

    public static AmendAdmission Change(EncounterState state, ClaimPlan plan, SubmitClaim claim) => new()
    {
        Origin = plan.Origin,
        Step = AdmissionStep.Change,
        EncounterId = state.EncounterId!,
        PersonNumber = plan.Person.Number!,
        Diagnoses = claim.Diagnoses,
        Extensions = With(claim,
        [
            .. Of("adminfo", ("begntime", Time(claim.BeginsAt)), ("mdtrt_cert_type", plan.Credential.Type),
                ("med_type", claim.MedicalCategory), ("ipt_otp_no", claim.VisitNumber)),
            .. Ward("adminfo", claim),
            .. DiagnosisRows(claim),
        ]),
    };

    public static AmendAdmission TakeBackDischarge(EncounterState state, ClaimPlan plan) => new()
    {
        Origin = plan.Origin,
        Step = AdmissionStep.CancelDischarge,
        EncounterId = state.EncounterId!,
        PersonNumber = plan.Person.Number!,
    };

    public static RemoveFeeLines RemoveAll(EncounterState state, ClaimPlan plan, SubmitClaim claim) => new()
    {
        Origin = plan.Origin,
        Setting = claim.Setting,
        EncounterId = state.EncounterId!,
        PersonNumber = plan.Person.Number!,
        Selectors = [RemoveFeeLines.Everything],
    };

    public static AddFeeLines Upload(EncounterState state, ClaimPlan plan, SubmitClaim claim, List<(int Place, FeeLine Line)> lines)
    {
        var batch = claim.Setting == CareSetting.Outpatient ? ClaimLines.Batch(state, claim) : null;
        var facts = new List<Extension>();
        for (var row = 0; row < lines.Count; row++)
        {
            facts.AddRange(Of(LineNode, row, ("med_type", claim.MedicalCategory),
                ("bilg_dept_codg", claim.DepartmentCode), ("bilg_dept_name", claim.DepartmentName),
                ("bilg_dr_codg", claim.Practitioner), ("bilg_dr_name", claim.PractitionerName)));
            facts.AddRange(claim.Extensions.Where(e => e.Node == LineNode && e.Row == lines[row].Place).Select(e => e with { Row = row }));
        }

        return new AddFeeLines
        {
            Origin = plan.Origin,
            Setting = claim.Setting,
            EncounterId = state.EncounterId!,
            PersonNumber = plan.Person.Number!,
            Lines = [.. lines.Select(l => l.Line with { BatchNumber = batch })],
            Extensions = facts,
        };
    }

    public static DischargePatient Discharge(EncounterState state, ClaimPlan plan, SubmitClaim claim) => new()
    {
        Origin = plan.Origin,
        EncounterId = state.EncounterId!,
        PersonNumber = plan.Person.Number!,
        EndsAt = claim.EndsAt!.Value,
        Diagnoses = claim.Diagnoses,
        Extensions = With(claim,
        [
            .. Of("dscginfo", ("insutype", plan.InsuranceType), ("dscg_dept_codg", claim.DepartmentCode), ("dscg_dept_name", claim.DepartmentName)),
            .. DiagnosisRows(claim),
        ]),
    };

    public static Settle Settle(EncounterState state, ClaimPlan plan, SubmitClaim claim) => new()
    {
        Origin = plan.Origin,
        Setting = claim.Setting,
        Trial = claim.Trial,
        EncounterId = state.EncounterId!,
        Person = plan.Person,
        Credential = plan.Credential,
        InsuranceType = plan.InsuranceType,
        MedicalCategory = claim.MedicalCategory,
        Total = claim.Total,
        BatchNumber = claim.Setting == CareSetting.Outpatient ? ClaimLines.Batch(state, claim) : null,
        UsePersonalAccount = claim.UsePersonalAccount,
        Extensions = With(claim, [.. Of("data", ("psn_type", plan.PersonCategory)), .. FeeLines.SplitOf(state, ClaimLines.Batch(state, claim), claim.Total)]),
    };

    /// <summary>A settlement whose discharge afterwards was refused: the money is booked, and the answer says what is left to do.</summary>
    public static Adjudicated Undischarged(Adjudicated settled, Refused refused) =>
        settled with { Extensions = [.. settled.Extensions, new Extension("dscginfo", 0, "err_code", refused.Code)] };

    private static List<Extension> Ward(string node, SubmitClaim claim)
    {
        var main = claim.Diagnoses.MinBy(d => d.Rank)!;
        return Of(node,
            ("atddr_no", claim.Practitioner), ("chfpdr_name", claim.PractitionerName), ("adm_diag_dscr", main.Name),
            ("adm_dept_codg", claim.DepartmentCode), ("adm_dept_name", claim.DepartmentName),
            ("dscg_maindiag_code", main.Code), ("dscg_maindiag_name", main.Name));
    }

    private static IEnumerable<Extension> DiagnosisRows(SubmitClaim claim) => claim.Diagnoses.SelectMany((_, row) => Of(
        "diseinfo", row, ("diag_dept", claim.DepartmentName), ("dise_dor_no", claim.Practitioner), ("dise_dor_name", claim.PractitionerName)));

    /// <summary>Ours first, so that the sender's own word under the same name comes on top.</summary>
    private static IReadOnlyList<Extension> With(SubmitClaim claim, IReadOnlyList<Extension> ours) =>
        [.. ours, .. claim.Extensions.Where(e => e.Node != LineNode)];

    private static List<Extension> Of(string node, params ReadOnlySpan<(string Name, string Value)> fields) => Of(node, 0, fields);

    private static List<Extension> Of(string node, int row, params ReadOnlySpan<(string Name, string Value)> fields)
    {
        var extensions = new List<Extension>(fields.Length);
        foreach (var (name, value) in fields)
        {
            if (value.Length > 0)
            {
                extensions.Add(new Extension(node, row, name, value));
            }
        }

        return extensions;
    }

    private static string Time(DateTime time) => time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
