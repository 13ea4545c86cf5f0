using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Hub.Adapters;
using Hub.Adapters.Fhir;
using Hub.Contract.Tests.Stage;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Contract.Tests.Doors;

/// <summary>FHIR R4: a whole visit as one Claim, signed by a JWS with detached content.</summary>
public sealed class FhirDoor : HttpDoor
{
    private const string Path = "/fhir/Claim/$submit";
    private const string Setl = "urn:hub:nhsa:setl_id";
    private static readonly FhirOptions Options = new() { WaitLimitSeconds = 1, RequestBytesMax = 64 * 1024 };
    private int claims;

    public override void AddServices(IServiceCollection services, DoorSite site) => services.AddFhir(Options);

    public override void Map(IEndpointRouteBuilder endpoints) => endpoints.MapFhir();

    public override Task<DoorMessage> SettlementAsync(DoorSite site, int person, long fen)
    {
        ArgumentNullException.ThrowIfNull(site);
        var id = FormattableString.Invariant($"C-{++claims}");
        var who = site.PersonOf(person);
        var yuan = (fen * 0.01m).ToString("0.00", CultureInfo.InvariantCulture);
        var claim = $$$"""
            {"resourceType":"Claim","contained":[
            {"resourceType":"Patient","id":"p","identifier":[{"system":"urn:hub:nhsa:certno","value":"{{{who.CertNo}}}"}],"name":[{"text":"{{{who.Name}}}"}]},
            {"resourceType":"Coverage","id":"c","status":"active","type":{"coding":[{"system":"urn:hub:nhsa:insutype","code":"{{{who.InsuType}}}"}]},
            "beneficiary":{"reference":"#p"},"payor":[{"display":"bureau"}]},
            {"resourceType":"Encounter","id":"e","identifier":[{"system":"urn:hub:nhsa:ipt_otp_no","value":"V{{{id}}}"}],"status":"finished",
            "class":{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"AMB"},"subject":{"reference":"#p"},
            "period":{"start":"2026-11-02T09:00:00+08:00"}}],
            "identifier":[{"system":"urn:x","value":"{{{id}}}"}],"status":"active",
            "type":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/claim-type","code":"professional"}]},
            "subType":{"coding":[{"system":"urn:hub:nhsa:med_type","code":"11"}]},"use":"claim","patient":{"reference":"#p"},
            "created":"2026-11-02T09:00:00+08:00","provider":{"identifier":{"system":"urn:hub:nhsa:fixmedins_code","value":"{{{DoorSite.Hospital}}}"}},
            "priority":{"coding":[{"code":"normal"}]},
            "careTeam":[{"sequence":1,"provider":{"identifier":{"system":"urn:hub:nhsa:dr_codg","value":"D430100000001"},"display":"D"}}],
            "diagnosis":[{"sequence":1,"diagnosisCodeableConcept":{"coding":[{"system":"urn:hub:nhsa:icd10","code":"J06.900","display":"急性上呼吸道感染"}]}}],
            "insurance":[{"sequence":1,"focal":true,"coverage":{"reference":"#c"}}],
            "item":[{"sequence":1,"productOrService":{"coding":[{"system":"urn:hub:nhsa:med_list_codg","code":"XA01ABD075A002010100483"},
            {"system":"urn:hub:nhsa:medins_list_codg","code":"OWN-1"}]},"quantity":{"value":1},"unitPrice":{"value":{{{yuan}}},"currency":"CNY"},
            "net":{"value":{{{yuan}}},"currency":"CNY"},"encounter":[{"reference":"#e"}]}],"total":{"value":{{{yuan}}},"currency":"CNY"}}
            """;
        return Task.FromResult(Signed(site, Encoding.UTF8.GetBytes(claim), "urn:x|" + id, [who.Name, who.CertNo, who.PsnNo]));
    }

    public override DoorMessage Altered(DoorSite site, DoorMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return Signed(site, Changed(message, "OWN-2"), message.Key, message.Personal);
    }

    public override DoorMessage Undecodable(DoorSite site, DoorMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var body = BodyOf(message)[..^1];
        return Signed(site, body, Convert.ToHexStringLower(SHA256.HashData(body)), message.Personal);
    }

    public override DoorMessage Unproven(DoorSite site, DoorMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return message with { Bytes = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(message.Bytes).Replace("OWN-1", "OWN-3", StringComparison.Ordinal)) };
    }

    public override DoorMessage Oversize(DoorSite site, DoorMessage message) => Signed(site, new byte[Options.RequestBytesMax + 1], "oversize", []);

    protected override (Verdict Verdict, string SettlementId) Judge(int status, byte[] body) => status switch
    {
        200 => SettledBy(body) is { } id ? (Verdict.Settled, id) : (Verdict.Unreadable, ""),
        202 => (Verdict.Pending, ""),
        400 or 422 => (Verdict.Refused, ""),
        401 => (Verdict.NotProven, ""),
        409 => (Verdict.Conflict, ""),
        _ => (Verdict.Unreadable, ""),
    };

    private static string? SettledBy(byte[] body) => JsonNode.Parse(body)?["identifier"]?.AsArray()
        .FirstOrDefault(i => (string?)i!["system"] == Setl)?["value"]?.ToString();

    private static byte[] Changed(DoorMessage message, string to) =>
        Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(BodyOf(message)).Replace("OWN-1", to, StringComparison.Ordinal));

    private static DoorMessage Signed(DoorSite site, byte[] body, string key, IReadOnlyList<string> personal) => new(
        Post(
            Path, body, ("Content-Type", "application/fhir+json"),
            (RequestSignature.Header, RequestSignature.Sign(site.Key, TimeProvider.System.GetUtcNow(), "POST", Path, body))),
        key, personal);
}
