using System.Globalization;
using System.Text.Json;
using Hub.Simulators.Institutions;
using Hub.Simulators.Persons;
using Hub.Simulators.Processes;
using Hub.Simulators.Wire;

namespace Hub.Simulators.Bench.Requests;

/// <summary>The business parts of the messages a load generator sends, smallest complete form; everything follows from seed and number.</summary>
internal sealed class Messages(long seed, string division, TimeProvider clock)
{
    private const int HundredLines = 100;
    private readonly Population _population = new(seed, division);

    private string Now => ChinaTime.Stamp(ChinaTime.Now(clock));

    /// <summary>Transaction number.</summary>
    public static string InfNo(RequestKind kind) => kind switch
    {
        RequestKind.SignIn => "9001",
        RequestKind.Sale => "2102",
        RequestKind.Registration => "2201",
        RequestKind.Visit => "2203",
        RequestKind.Fees => "2204",
        RequestKind.Settlement => "2207",
        RequestKind.Admission => "2401",
        _ => "2301",
    };

    /// <summary>Whether a message of this kind is about an encounter that another one opened.</summary>
    public static bool Follows(RequestKind kind) => kind is RequestKind.Visit or RequestKind.Fees or RequestKind.Settlement or RequestKind.HundredFees;

    /// <summary>The total that the answer of a settlement must repeat, fen; 0 for other kinds.</summary>
    public long TotalFen(RequestKind kind, long number) => kind is RequestKind.Sale or RequestKind.Settlement ? Bill(number).TotalFen : 0;

    /// <summary>Writes the members of <c>input</c>.</summary>
    public void Write(Utf8JsonWriter json, RequestKind kind, long number, string encounter)
    {
        Person person = _population.At(number);
        switch (kind)
        {
            case RequestKind.SignIn:
                json.WriteStartObject("signIn");
                json.WriteString("opter_no", "0001");
                json.WriteString("mac", "00-00-5E-00-53-01");
                json.WriteString("ip", "192.0.2.1");
                json.WriteEndObject();
                break;
            case RequestKind.Sale:
                WriteSale(json, person, Bill(number));
                break;
            case RequestKind.Registration:
                WriteRegistration(json, person, number);
                break;
            case RequestKind.Visit:
                WriteVisit(json, person, encounter);
                break;
            case RequestKind.Fees:
                WriteLines(json, "feedetail", person, encounter, Bill(number).Lines, batch: Number(number));
                break;
            case RequestKind.Settlement:
                WriteSettlement(json, person, number, encounter);
                break;
            case RequestKind.Admission:
                WriteAdmission(json, person, number);
                break;
            default:
                WriteLines(json, "feedetail", person, encounter, Lines(number, HundredLines), batch: "");
                break;
        }
    }

    private static string Number(long number) => string.Create(CultureInfo.InvariantCulture, $"{number + 1:00000000}");

    private FeeSheet Bill(long number) => FeeSheet.Roll(seed, Number(number), linesMax: 3);

    private List<FeeSheetLine> Lines(long number, int count)
    {
        var lines = new List<FeeSheetLine>(count);
        for (int part = 0; lines.Count < count; part++)
        {
            string prefix = string.Create(CultureInfo.InvariantCulture, $"{number + 1:00000000}{part:000}");
            lines.AddRange(FeeSheet.Roll(seed, prefix, linesMax: 4).Lines.Take(count - lines.Count));
        }
        return lines;
    }

    private static void WritePatient(Utf8JsonWriter json, Person person)
    {
        json.WriteString("psn_no", person.PsnNo);
        json.WriteString("insutype", person.InsuType);
        json.WriteString("mdtrt_cert_type", "02");
        json.WriteString("mdtrt_cert_no", person.CertNo);
        json.WriteString("card_sn", "");
        json.WriteString("psn_cert_type", "01");
        json.WriteString("certno", person.CertNo);
        json.WriteString("psn_type", person.PsnType);
        json.WriteString("psn_name", person.Name);
    }

    private void WriteSale(Utf8JsonWriter json, Person person, FeeSheet bill)
    {
        json.WriteStartObject("druginfo");
        WritePatient(json, person);
        json.WriteString("begntime", Now);
        json.WriteNumber("medfee_sumamt", Fen.ToYuan(bill.TotalFen));
        json.WriteString("acct_used_flag", "1");
        json.WriteString("med_type", "41");
        json.WriteEndObject();
        json.WriteStartArray("drugdetail");
        foreach (FeeSheetLine line in bill.Lines)
        {
            json.WriteStartObject();
            FeeSheet.WriteCommon(json, line, Now);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private void WriteRegistration(Utf8JsonWriter json, Person person, long number)
    {
        json.WriteStartObject("data");
        WritePatient(json, person);
        json.WriteString("begntime", Now);
        json.WriteString("ipt_otp_no", Number(number));
        json.WriteString("atddr_no", "D430100000001");
        json.WriteString("dr_name", "示例医师");
        json.WriteString("dept_code", "A03");
        json.WriteString("dept_name", "内科");
        json.WriteString("caty", "A03");
        json.WriteEndObject();
    }

    private void WriteVisit(Utf8JsonWriter json, Person person, string encounter)
    {
        json.WriteStartObject("mdtrtinfo");
        json.WriteString("mdtrt_id", encounter);
        json.WriteString("psn_no", person.PsnNo);
        json.WriteString("med_type", "11");
        json.WriteString("begntime", Now);
        json.WriteString("main_cond_dscr", "");
        json.WriteString("dise_codg", "J06.900");
        json.WriteString("dise_name", "急性上呼吸道感染");
        json.WriteEndObject();
        WriteDiagnosis(json, person);
    }

    private void WriteDiagnosis(Utf8JsonWriter json, Person person)
    {
        json.WriteStartArray("diseinfo");
        json.WriteStartObject();
        json.WriteString("psn_no", person.PsnNo);
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

    private void WriteLines(
        Utf8JsonWriter json, string node, Person person, string encounter, IReadOnlyList<FeeSheetLine> lines, string batch)
    {
        json.WriteStartArray(node);
        foreach (FeeSheetLine line in lines)
        {
            json.WriteStartObject();
            FeeSheet.WriteCommon(json, line, Now);
            json.WriteString("mdtrt_id", encounter);
            json.WriteString("psn_no", person.PsnNo);
            if (batch.Length > 0)
            {
                json.WriteString("chrg_bchno", batch);
            }
            else
            {
                json.WriteString("med_type", "2101");
                json.WriteString("init_feedetl_sn", "");
            }
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private void WriteSettlement(Utf8JsonWriter json, Person person, long number, string encounter)
    {
        json.WriteStartObject("data");
        WritePatient(json, person);
        json.WriteString("med_type", "11");
        json.WriteNumber("medfee_sumamt", Fen.ToYuan(Bill(number).TotalFen));
        json.WriteString("psn_setlway", "01");
        json.WriteString("mdtrt_id", encounter);
        json.WriteString("acct_used_flag", "1");
        json.WriteString("invono", "");
        json.WriteString("chrg_bchno", Number(number));
        json.WriteEndObject();
    }

    private void WriteAdmission(Utf8JsonWriter json, Person person, long number)
    {
        json.WriteStartObject("mdtrtinfo");
        json.WriteString("psn_no", person.PsnNo);
        json.WriteString("insutype", person.InsuType);
        json.WriteString("begntime", Now);
        json.WriteString("mdtrt_cert_type", "02");
        json.WriteString("mdtrt_cert_no", person.CertNo);
        json.WriteString("cert_type", "01");
        json.WriteString("certno", person.CertNo);
        json.WriteString("med_type", "2101");
        json.WriteString("ipt_no", Number(number));
        json.WriteString("atddr_no", "D430100000001");
        json.WriteString("chfpdr_name", "示例医师");
        json.WriteString("adm_diag_dscr", "肺炎");
        json.WriteString("adm_dept_codg", "A03");
        json.WriteString("adm_dept_name", "内科");
        json.WriteString("adm_bed", "12");
        json.WriteString("dscg_maindiag_code", "J18.900");
        json.WriteString("dscg_maindiag_name", "肺炎");
        json.WriteString("insuplc_admdvs", division);
        json.WriteString("mdtrtarea_admvs", division);
        json.WriteEndObject();
        WriteDiagnosis(json, person);
    }
}
