using System.Text;
using System.Text.Json.Nodes;
using Hub.Adapters.Soap.Inbound;
using Hub.Adapters.Soap.Translation;
using Hub.Adapters.Soap.Wire;
using Hub.Canonical.Messages;
using Hub.Certs.Registry;
using Hub.Certs.XmlSignatures;
using Hub.Journal;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.Adapters.Soap.Tests.Support;

/// <summary>The whole door without a network, over a journal in memory.</summary>
internal sealed class Door : IDisposable
{
    public const string Institution = "H43010000001";
    public const string OtherInstitution = "H43010000002";
    public static readonly DateTimeOffset Start = new(2026, 11, 28, 4, 0, 0, TimeSpan.Zero);
    private readonly string folder = Directory.CreateTempSubdirectory("hub-soap-").FullName;
    private readonly SoapEndpoint endpoint;
    private readonly SealKeeper seals;

    public Door(SoapOptions? options = null, params (string Partner, string KeyId, string Algorithm, string Pem)[] keys)
    {
        Options = options ?? new SoapOptions { AllowUnsigned = true };
        File.WriteAllText(Path.Combine(folder, "password"), "s3cret");
        Registry(keys);
        seals = new SealKeeper(Options, folder);
        var pipeline = new InboundPipeline(Journal, new NoCorrelator(), [], [new SoapAnswerEncoder()], Time);
        endpoint = new SoapEndpoint(
            pipeline, Journal, new SenderVerifier(Options, new NonceBook(Options)), new PartnerRegistryFile(Path.Combine(folder, "partners.json")), Options, seals, Time,
            NullLogger<SoapEndpoint>.Instance);
    }

    public SoapOptions Options { get; }

    public ManualTime Time { get; } = new(Start);

    public MemoryJournal Journal { get; } = new();

    public async Task<Answer> AskAsync(byte[] body, string contentType = "text/xml; charset=utf-8", string? action = null)
    {
        var http = new DefaultHttpContext();
        http.Request.Method = "POST";
        http.Request.ContentType = contentType;
        http.Request.ContentLength = body.Length;
        http.Request.Body = new MemoryStream(body);
        if (action is not null)
        {
            http.Request.Headers["SOAPAction"] = action;
        }

        using var output = new MemoryStream();
        http.Response.Body = output;
        await endpoint.HandleAsync(http);
        return new Answer(http.Response.StatusCode, http.Response.ContentType ?? "", output.ToArray());
    }

    public Task<Answer> AskAsync(string body, string contentType = "text/xml; charset=utf-8", string? action = null) =>
        AskAsync(Encoding.UTF8.GetBytes(body), contentType, action);

    public void Dispose()
    {
        seals.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private void Registry(IEnumerable<(string Partner, string KeyId, string Algorithm, string Pem)> keys)
    {
        var all = keys.ToList();
        JsonObject Partner(string id) => new()
        {
            ["id"] = id,
            ["name"] = "示例",
            ["kind"] = "hospital",
            ["gateways"] = new JsonArray(new JsonObject { ["scheme"] = "wss-username", ["accessKey"] = id == Institution ? "his" : "other", ["secretRef"] = "file:password" }),
            ["keys"] = new JsonArray([.. all.Where(key => key.Partner == id).Select(key => (JsonNode)new JsonObject
            {
                ["keyId"] = key.KeyId, ["algorithm"] = key.Algorithm, ["publicKeyPem"] = key.Pem,
            })]),
        };
        var file = new JsonObject { ["version"] = 1, ["partners"] = new JsonArray(Partner(Institution), Partner(OtherInstitution)) };
        File.WriteAllText(Path.Combine(folder, "partners.json"), file.ToJsonString());
    }

    private sealed class NoCorrelator : ICorrelator
    {
        public CaseReference CaseOf(ICommand command) => CaseReference.Of("case");
    }
}

/// <summary>What came back.</summary>
internal sealed record Answer(int Status, string ContentType, byte[] Bytes)
{
    public string Text => Encoding.UTF8.GetString(Bytes);

    public XmlTreeElement Body => XmlTreeReader.Read(Text, new XmlTreeLimits()).Elements.Last();

    /// <summary>Content of Body.</summary>
    public XmlTreeElement Content => Body.Elements.Single();

    /// <summary>Code of the fault; empty when it is none.</summary>
    public string FaultCode
    {
        get
        {
            var fault = Content;
            var detail = fault.Only("detail", "") ?? fault.Only("Detail", SoapNames.Envelope12);
            return fault.LocalName == "Fault" ? detail!.Only("HubFault", SoapNames.Hub)!.Only("Code", SoapNames.Hub)!.Text : "";
        }
    }

    public string FaultField => Content.Only("detail", "")!.Only("HubFault", SoapNames.Hub)!.Only("Field", SoapNames.Hub)?.Text ?? "";

    /// <summary>The XML in the string of a call's answer.</summary>
    public XmlTreeElement Inner => XmlTreeReader.Read(Content.Elements.Single().Text, new XmlTreeLimits());

    public string InnerText(string name) => Inner.Only(name, "")?.Text ?? "";
}
