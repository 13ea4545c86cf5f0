using System.Globalization;
using Hub.Canonical;
using Hub.Canonical.Messages;

namespace Hub.Adapters.Infno.Translation;

/// <summary>
/// What the interface requires and senders of other channels have no word for: filled in when a row is opened, so that typed
/// fields and extensions come on top. Only required fields, and only where a value follows from the command or is the plain case
/// of the dictionary; psn_type and psn_name are never guessed. The table is in the README.
/// </summary>
internal sealed class RequiredFields(ICommand command)
{
    /// <summary>无: the dictionary's word where somebody or something is not stated.</summary>
    private const string NotStated = "无";

    /// <summary>Fills a new row.</summary>
    /// <param name="row">The row, still empty.</param>
    /// <param name="number">Its number in its node, from 0.</param>
    public void Fill(RowWriting row, int number)
    {
        foreach (var field in row.Required)
        {
            row.Set(field, ValueOf(field, number));
        }
    }

    private string? ValueOf(string field, int number) => field switch
    {
        "mdtrt_id" => EncounterId,
        "psn_no" => PersonNumber,
        "psn_cert_type" or "cert_type" => HasResidentCard ? DocumentTypes.ResidentIdCard : null,
        "certno" => HasResidentCard ? CredentialOf!.Number : null,
        "insuplc_admdvs" => InsuredDivision,
        "mdtrtarea_admvs" => command.Origin.TreatmentDivision,
        "dise_codg" or "dscg_maindiag_code" => Main?.Code,
        "dise_name" or "dscg_maindiag_name" or "adm_diag_dscr" => Main?.Name,
        "maindiag_flag" => number < Diagnoses.Count && Diagnoses[number] == Main ? "1" : "0",
        "diag_time" => Time(command),
        "caty" => command is RegisterEncounter { DepartmentCode: { Length: > 0 and <= 10 } department } ? department : NotStated,
        "dept_name" => command is RegisterEncounter { DepartmentCode.Length: > 0 } visit ? visit.DepartmentCode : NotStated,
        "dept_code" or "diag_dept" or "dise_dor_no" or "dise_dor_name" or "bilg_dept_codg" or "bilg_dept_name" or "bilg_dr_codg"
            or "bilg_dr_name" or "atddr_no" or "chfpdr_name" or "adm_dept_codg" or "adm_dept_name" or "adm_bed" or "dscg_dept_codg"
            or "dscg_dept_name" => NotStated,
        "psn_setlway" => "01",
        "mid_setl_flag" or "rx_circ_flag" or "hosp_appr_flag" => "0",
        "dscg_way" => "1",
        _ => null,
    };

    /// <summary>insuplc_admdvs: before the core has said it, the treatment area is the only one known.</summary>
    private string InsuredDivision =>
        command.Origin.InsuredDivision.Length > 0 ? command.Origin.InsuredDivision : command.Origin.TreatmentDivision;

    private IReadOnlyList<Diagnosis> Diagnoses => command switch
    {
        RecordVisit c => c.Diagnoses,
        AdmitPatient c => c.Diagnoses,
        AmendAdmission c => c.Diagnoses,
        DischargePatient c => c.Diagnoses,
        _ => [],
    };

    private Diagnosis? Main => Diagnoses.MinBy(d => d.Rank);

    private Credential? CredentialOf => command switch
    {
        IdentifyPerson c => c.Credential,
        RegisterEncounter c => c.Credential,
        AdmitPatient c => c.Credential,
        Settle c => c.Credential,
        _ => null,
    };

    private bool HasResidentCard => CredentialOf is { Type: CredentialTypes.ResidentIdCard };

    private string? EncounterId => command switch
    {
        AmendAdmission c => c.EncounterId,
        DischargePatient c => c.EncounterId,
        _ => null,
    };

    private string? PersonNumber => command switch
    {
        AdmitPatient c => c.Person.Number,
        AmendAdmission c => c.PersonNumber,
        DischargePatient c => c.PersonNumber,
        _ => null,
    };

    private static string Time(ICommand command)
    {
        var time = command switch
        {
            RecordVisit c => c.BeginsAt,
            AdmitPatient c => c.BeginsAt,
            DischargePatient c => c.EndsAt,
            _ => command.Origin.SentAt,
        };
        return time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
    }
}
