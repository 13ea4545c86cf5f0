using System.Globalization;
using System.Text.Json;
using Hub.Simulators.Institutions;
using Hub.Simulators.Persons;
using Hub.Simulators.Wire;

namespace Hub.EndToEnd.Tests.Stage;

/// <summary>What most tests share: short waits inside the hub, so that unknown outcomes are resolved while somebody watches.</summary>
internal static class Quick
{
    internal const string Hospital = "H43010000001";
    internal const string Pharmacy = "P43010000101";

    internal static StageOptions Options { get; } = new()
    {
        Settings = new Dictionary<string, string>
        {
            ["Infno:WaitLimitSeconds"] = "2",
            ["Journal:UnknownAfter"] = "00:00:01.200",
            ["Journal:LateAnswerLimit"] = "00:00:20",
            ["Journal:LeaseTime"] = "00:00:02",
            ["Journal:LeaseInterval"] = "00:00:00.300",
            ["Settlement:InquiryDelays:0"] = "00:00:00.200",
            ["Settlement:InquiryDelays:1"] = "00:00:00.400",
            ["Settlement:ReversalDelay"] = "00:00:00.200",
            ["Settlement:ResolutionDelayMax"] = "00:00:01",
            ["Settlement:NoticeDelay"] = "00:00:01",
        },
    };

    /// <summary>A patient's number at the core (1101).</summary>
    internal static async Task<Patient> IdentifyAsync(InstitutionClient clerk, long number)
    {
        var person = PersonOf(number);
        var result = await clerk.CallAsync("1101", json => Data(json, ("mdtrt_cert_type", "02"), ("mdtrt_cert_no", person.CertNo),
            ("card_sn", ""), ("begntime", ""), ("psn_cert_type", "01"), ("certno", person.CertNo), ("psn_name", person.Name)), Cancel);
        Assert.Equal((Knowledge.Ok, ""), (result.Knowledge, result.Text));
        return new Patient(result.Output.Node("baseinfo").Text("psn_no"), person.CertNo, person.InsuType, person.PsnType);
    }

    /// <summary>A patient; different numbers are different people.</summary>
    internal static Person PersonOf(long number) => new Population(1, "430100").At(number * 50);

    /// <summary>A pharmacy sale (2102), built but not sent.</summary>
    internal static BuiltRequest Sale(InstitutionClient clerk, Patient patient, long fen, string name = "示例", string prescription = "") =>
        clerk.Envelopes.Build("2102", json =>
    {
        var now = ChinaTime.Stamp(ChinaTime.Now(TimeProvider.System));
        json.WriteStartObject("druginfo");
        Write(json, ("psn_no", patient.Number), ("mdtrt_cert_type", "02"), ("mdtrt_cert_no", patient.CertNo), ("card_sn", ""), ("psn_cert_type", "01"),
            ("certno", patient.CertNo), ("psn_type", patient.PersonType), ("psn_name", name), ("begntime", now), ("invono", ""),
            ("insutype", patient.Insurance), ("dise_codg", ""), ("dise_name", ""), ("acct_used_flag", "1"), ("med_type", "41"), ("exp_content", ""));
        json.WriteNumber("medfee_sumamt", Fen.ToYuan(fen));
        json.WriteEndObject();
        json.WriteStartArray("drugdetail");
        json.WriteStartObject();
        Write(json, ("feedetl_sn", "1"), ("rxno", prescription), ("rx_circ_flag", prescription.Length > 0 ? "1" : "0"),
            ("fee_ocur_time", now), ("med_list_codg", "XA01ABD075A002010100483"),
            ("medins_list_codg", "D0001"));
        json.WriteNumber("det_item_fee_sumamt", Fen.ToYuan(fen));
        json.WriteNumber("cnt", 1);
        json.WriteNumber("pric", Fen.ToYuan(fen));
        json.WriteEndObject();
        json.WriteEndArray();
    });

    /// <summary>Identifies a patient, sells her something, and lets the clerk go on until the answer is definite.</summary>
    internal static async Task<CallResult> SellAsync(InstitutionClient clerk, long patient, long fen)
    {
        var request = Sale(clerk, await IdentifyAsync(clerk, patient), fen);
        clerk.Journal.Invoke(request);
        return await clerk.SendUntilKnownAsync(request, Cancel);
    }

    /// <summary>The input node <c>data</c> with text members.</summary>
    internal static void Data(Utf8JsonWriter json, params (string Name, string Value)[] members)
    {
        json.WriteStartObject("data");
        Write(json, members);
        json.WriteEndObject();
    }

    internal static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    internal static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static void Write(Utf8JsonWriter json, params ReadOnlySpan<(string Name, string Value)> members)
    {
        foreach (var (name, value) in members)
        {
            json.WriteString(name, value);
        }
    }
}

/// <summary>A patient at a counter.</summary>
internal sealed record Patient(string Number, string CertNo, string Insurance, string PersonType);
