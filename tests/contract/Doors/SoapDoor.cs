using System.Globalization;
using System.Text;
using Hub.Adapters.Soap;
using Hub.Certs.XmlSignatures;
using Hub.Contract.Tests.Stage;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Contract.Tests.Doors;

/// <summary>SOAP: a whole visit in one SubmitClaim, Body and Timestamp signed. What is stored is the content of Body, so that is what is compared.</summary>
public sealed class SoapDoor : HttpDoor, IDoor
{
    private const string Path = "/soap/MedicalInsurance";
    private const string Catalogue = "XA01ABD075A002010100483";
    private const string Wsse = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
    private const string Wsu = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";
    private static readonly SoapOptions Options = new() { WaitLimitSeconds = 1, RequestBytesMax = 64 * 1024 };
    private int messages;

    public override void AddServices(IServiceCollection services, DoorSite site)
    {
        ArgumentNullException.ThrowIfNull(site);
        services.AddSoap(Options, site.Folder);
    }

    public override void Map(IEndpointRouteBuilder endpoints) => endpoints.MapSoap();

    public override Task<DoorMessage> SettlementAsync(DoorSite site, int person, long fen)
    {
        ArgumentNullException.ThrowIfNull(site);
        var id = FormattableString.Invariant($"SOAP-{++messages}");
        var who = site.PersonOf(person);
        var yuan = (fen / 100m).ToString("0.00", CultureInfo.InvariantCulture);
        const string Time = "2026-11-02T09:00:00";
        var content = $"<SubmitClaim xmlns=\"urn:hub:soap:v1\"><Header><MessageId>{id}</MessageId><InstitutionCode>{DoorSite.Hospital}</InstitutionCode>"
            + $"<TreatmentDivision>{DoorSite.Division}</TreatmentDivision></Header><Setting>Outpatient</Setting><VisitNumber>V{id}</VisitNumber>"
            + $"<Person><DocumentType>01</DocumentType><DocumentNumber>{who.CertNo}</DocumentNumber><Name>{who.Name}</Name></Person>"
            + $"<Credential><Type>02</Type><Number>{who.CertNo}</Number></Credential><InsuranceType>{who.InsuType}</InsuranceType><MedicalCategory>11</MedicalCategory>"
            + $"<BeginsAt>{Time}</BeginsAt><DepartmentCode>A03</DepartmentCode><DepartmentName>内科</DepartmentName><Practitioner>D430100000001</Practitioner>"
            + "<PractitionerName>示例</PractitionerName><Diagnosis><Type>1</Type><Rank>1</Rank><Code>J06.900</Code><Name>急性上呼吸道感染</Name></Diagnosis>"
            + $"<FeeLine><SerialNumber>1</SerialNumber><CatalogueCode>{Catalogue}</CatalogueCode><InstitutionCode>OWN-1</InstitutionCode><OccurredAt>{Time}</OccurredAt>"
            + $"<Quantity>1</Quantity><UnitPrice>{yuan}</UnitPrice><Amount>{yuan}</Amount></FeeLine><Total>{yuan}</Total></SubmitClaim>";
        return Task.FromResult(Signed(site, content, id, [who.Name, who.CertNo, who.PsnNo]));
    }

    public override DoorMessage Altered(DoorSite site, DoorMessage message) => Replaced(site, message, "OWN-1", "OWN-2");

    public override DoorMessage Undecodable(DoorSite site, DoorMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var other = message.Key + "X";
        return Replaced(site, Replaced(site, message, "<Total>", "<Total>x"), ">" + message.Key + "<", ">" + other + "<") with { Key = other };
    }

    public override DoorMessage Unproven(DoorSite site, DoorMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return message with { Bytes = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(message.Bytes).Replace("OWN-1", "OWN-3", StringComparison.Ordinal)) };
    }

    public override DoorMessage Oversize(DoorSite site, DoorMessage message) =>
        new(Posted(new byte[Options.RequestBytesMax + 1]), "oversize", []);

    async Task<DoorReply> IDoor.ReadAsync(Stream line, CancellationToken cancellationToken)
    {
        var reply = await ReadAsync(line, cancellationToken);
        var text = Encoding.UTF8.GetString(reply.Bytes);
        var stored = Between(text, "<h:HubFault ", "</h:HubFault>") ?? Between(text, "<h:SubmitClaimResponse ", "</h:SubmitClaimResponse>");
        return stored is null ? reply : reply with { Bytes = Encoding.UTF8.GetBytes(stored) };
    }

    protected override (Verdict Verdict, string SettlementId) Judge(int status, byte[] body)
    {
        var text = Encoding.UTF8.GetString(body);
        return Between(text, "<h:Code>", "</h:Code>") switch
        {
            null when status == 200 => (Verdict.Settled, Between(text, "<h:SettlementId>", "</h:SettlementId>")!["<h:SettlementId>".Length..^"</h:SettlementId>".Length]),
            null => (Verdict.Unreadable, ""),
            "<h:Code>SOAP-1002</h:Code>" => (Verdict.TooLarge, ""),
            "<h:Code>SOAP-2001</h:Code>" => (Verdict.Conflict, ""),
            "<h:Code>SOAP-2002</h:Code>" => (Verdict.Pending, ""),
            var code when code.StartsWith("<h:Code>SOAP-12", StringComparison.Ordinal) => (Verdict.NotProven, ""),
            _ => (Verdict.Refused, ""),
        };
    }

    private static DoorMessage Replaced(DoorSite site, DoorMessage message, string from, string to)
    {
        var content = Between(Encoding.UTF8.GetString(BodyOf(message)), "<SubmitClaim ", "</SubmitClaim>")!.Replace(from, to, StringComparison.Ordinal);
        return Signed(site, content, message.Key, message.Personal);
    }

    private static DoorMessage Signed(DoorSite site, string content, string key, IReadOnlyList<string> personal)
    {
        const string Mark = "<!--signature-->";
        string Moment(TimeSpan later) => (TimeProvider.System.GetUtcNow() + later).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var text = $"<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Header><wsse:Security xmlns:wsse=\"{Wsse}\" xmlns:wsu=\"{Wsu}\">"
            + $"<wsu:Timestamp wsu:Id=\"t\"><wsu:Created>{Moment(TimeSpan.Zero)}</wsu:Created><wsu:Expires>{Moment(TimeSpan.FromMinutes(5))}</wsu:Expires></wsu:Timestamp>"
            + $"{Mark}</wsse:Security></s:Header><s:Body xmlns:wsu=\"{Wsu}\" wsu:Id=\"b\">{content}</s:Body></s:Envelope>";
        var root = XmlTreeReader.Read(text, new XmlTreeLimits());
        var signature = XmlSigner.Sign(site.Key, [root.Elements.Last(), root.Elements.First().Elements.First().Elements.First()], "<ds:KeyName>k</ds:KeyName>");
        return new DoorMessage(Posted(Encoding.UTF8.GetBytes(text.Replace(Mark, signature, StringComparison.Ordinal))), key, personal);
    }

    private static byte[] Posted(byte[] body) => Post(Path, body, ("Content-Type", "text/xml; charset=utf-8"), ("SOAPAction", "\"urn:hub:soap:v1/SubmitClaim\""));

    private static string? Between(string text, string from, string to)
    {
        var at = text.IndexOf(from, StringComparison.Ordinal);
        var end = at < 0 ? -1 : text.IndexOf(to, at, StringComparison.Ordinal);
        return end < 0 ? null : text[at..(end + to.Length)];
    }
}
