using System.Text;
using System.Text.Json;
using Hub.Adapters.Infno;
using Hub.Contract.Tests.Stage;
using Hub.Simulators.Institutions;
using Hub.Simulators.Persons;
using Hub.Simulators.Wire;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Contract.Tests.Doors;

/// <summary>The national interface: a sale (2102) after an identification (1101). The stage itself adds the adapter.</summary>
public sealed class InfnoDoor : HttpDoor
{
    private const string Path = "/fsi/api/rsfComIfsService/callService";

    /// <summary>One for all messages: it numbers them.</summary>
    private EnvelopeBuilder? envelopes;

    public override void AddServices(IServiceCollection services, DoorSite site)
    {
        // The stage has the adapter already, for its line to the core.
    }

    public override void Map(IEndpointRouteBuilder endpoints)
    {
        // As above.
    }

    public override async Task<DoorMessage> SettlementAsync(DoorSite site, int person, long fen)
    {
        ArgumentNullException.ThrowIfNull(site);
        envelopes ??= Envelopes(site);
        var patient = site.PersonOf(person);
        var who = envelopes.Build("1101", json => Row(json, "data", ("mdtrt_cert_type", "02"), ("mdtrt_cert_no", patient.CertNo), ("card_sn", ""),
            ("begntime", ""), ("psn_cert_type", "01"), ("certno", patient.CertNo), ("psn_name", patient.Name)));
        await DoorLine.ExchangeAsync(this, site, Sent(site, who.Body, who.MsgId, []), TestContext.Current.CancellationToken);
        var sale = envelopes.Build("2102", json => Sale(json, patient, fen));
        return Sent(site, sale.Body, sale.MsgId, [patient.Name, patient.CertNo, patient.PsnNo]);
    }

    public override DoorMessage Altered(DoorSite site, DoorMessage message) => Replaced(site, message, "D0001", "D0002");

    public override DoorMessage Undecodable(DoorSite site, DoorMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var broken = Replaced(site, message, "\"drugdetail\":[", "\"drugdetail\":[7,");
        return Replaced(site, broken, message.Key, message.Key[..^4] + "9999") with { Key = message.Key[..^4] + "9999" };
    }

    public override DoorMessage Unproven(DoorSite site, DoorMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var altered = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(message.Bytes).Replace("D0001", "D0003", StringComparison.Ordinal));
        return message with { Bytes = altered };
    }

    public override DoorMessage Oversize(DoorSite site, DoorMessage message) =>
        Sent(site, new byte[new InfnoOptions().RequestBytesMax + 1], "oversize", []);

    /// <summary>What status and envelope say.</summary>
    internal (Verdict Verdict, string SettlementId) JudgeEnvelope(int status, byte[] body) => Judge(status, body);

    protected override (Verdict Verdict, string SettlementId) Judge(int status, byte[] body)
    {
        if (status == 401)
        {
            return (Verdict.NotProven, "");
        }

        try
        {
            using var answer = JsonDocument.Parse(body);
            var text = answer.RootElement.Text("err_msg");
            return answer.RootElement.Text("infcode") == "0"
                ? (Verdict.Settled, answer.RootElement.Node("output").Node("setlinfo").Text("setl_id"))
                : (text.Contains("INF-2002", StringComparison.Ordinal) ? Verdict.Pending
                    : text.Contains("INF-2001", StringComparison.Ordinal) ? Verdict.Conflict : Verdict.Refused, "");
        }
        catch (JsonException)
        {
            return (Verdict.Unreadable, "");
        }
    }

    private static EnvelopeBuilder Envelopes(DoorSite site) => new(new InstitutionOptions
    {
        Code = DoorSite.Hospital, Url = site.Url, Scheme = SignatureScheme.Detached, Signer = site.Signer,
    });

    private static DoorMessage Replaced(DoorSite site, DoorMessage message, string from, string to) => Sent(
        site, Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(BodyOf(message)).Replace(from, to, StringComparison.Ordinal)), message.Key, message.Personal);

    private static DoorMessage Sent(DoorSite site, byte[] body, string key, IReadOnlyList<string> personal) => new(
        Post(Path, body, ("Content-Type", "application/json"), ("x-hub-key-id", site.Key.KeyId),
            ("x-hub-signature", Convert.ToBase64String(site.Key.Sign(body)))),
        key, personal);

    private static void Sale(Utf8JsonWriter json, Person patient, long fen)
    {
        var now = ChinaTime.Stamp(ChinaTime.Now(TimeProvider.System));
        json.WriteStartObject("druginfo");
        Members(json, ("psn_no", patient.PsnNo), ("mdtrt_cert_type", "02"), ("mdtrt_cert_no", patient.CertNo), ("card_sn", ""), ("psn_cert_type", "01"),
            ("certno", patient.CertNo), ("psn_type", patient.PsnType), ("psn_name", patient.Name), ("begntime", now), ("invono", ""),
            ("insutype", patient.InsuType), ("dise_codg", ""), ("dise_name", ""), ("acct_used_flag", "1"), ("med_type", "41"), ("exp_content", ""));
        json.WriteNumber("medfee_sumamt", Fen.ToYuan(fen));
        json.WriteEndObject();
        json.WriteStartArray("drugdetail");
        json.WriteStartObject();
        Members(json, ("feedetl_sn", "1"), ("rxno", ""), ("rx_circ_flag", "0"), ("fee_ocur_time", now), ("med_list_codg", "XA01ABD075A002010100483"),
            ("medins_list_codg", "D0001"));
        json.WriteNumber("det_item_fee_sumamt", Fen.ToYuan(fen));
        json.WriteNumber("cnt", 1);
        json.WriteNumber("pric", Fen.ToYuan(fen));
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void Row(Utf8JsonWriter json, string node, params ReadOnlySpan<(string Name, string Value)> members)
    {
        json.WriteStartObject(node);
        Members(json, members);
        json.WriteEndObject();
    }

    private static void Members(Utf8JsonWriter json, params ReadOnlySpan<(string Name, string Value)> members)
    {
        foreach (var (name, value) in members)
        {
            json.WriteString(name, value);
        }
    }
}
