using System.Text;
using System.Text.Json.Nodes;
using Hub.Adapters.Fhir.Inbound;
using Hub.Adapters.Fhir.Kernel;
using Hub.Adapters.Fhir.Translation;
using Hub.Canonical.Messages;
using Hub.Certs.Registry;
using Hub.Certs.Signatures;
using Hub.Journal;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.Adapters.Fhir.Tests.Door;

/// <summary>The whole door without a network, over a journal in memory.</summary>
internal sealed class FhirDoor : IDisposable
{
    public const string Institution = "H43010000001";
    public static readonly DateTimeOffset Start = new(2026, 11, 28, 4, 0, 0, TimeSpan.Zero);
    private static readonly FhirKernel Kernel = new();
    private readonly string folder = Directory.CreateTempSubdirectory("hub-fhir-").FullName;
    private readonly FhirEndpoint endpoint;

    public FhirDoor(FhirOptions? options = null, SignatureAlgorithm algorithm = SignatureAlgorithm.Sm2Sm3)
    {
        options ??= new FhirOptions();
        Key = SigningKey.Generate(new KeyDescription { KeyId = Institution + "-1", Algorithm = algorithm, Encoding = SignatureEncoding.Raw });
        var registry = new JsonObject
        {
            ["version"] = 1,
            ["partners"] = new JsonArray(new JsonObject
            {
                ["id"] = Institution, ["name"] = "示例医院", ["kind"] = "hospital",
                ["keys"] = new JsonArray(new JsonObject
                {
                    ["keyId"] = Key.KeyId, ["algorithm"] = SignatureAlgorithmNames.Name(algorithm), ["encoding"] = "raw",
                    ["publicKeyPem"] = Key.ToVerificationKey().ExportPem(),
                }),
            }),
        };
        var file = Path.Combine(folder, "partners.json");
        File.WriteAllText(file, registry.ToJsonString());
        var encoder = new FhirAnswerEncoder(Kernel);
        Journal = new MemoryJournal(encoder);
        var pipeline = new InboundPipeline(Journal, new OneCase(), [], [encoder], Time);
        var submission = new Submission(pipeline, Kernel, options, NullLogger<Submission>.Instance);
        endpoint = new FhirEndpoint(
            submission, new BundleSubmission(submission, Kernel, options), new Reads(Journal, null!, Kernel, submission, options), Kernel,
            new PartnerRegistryFile(file), options, Time, NullLogger<FhirEndpoint>.Instance);
    }

    public MemoryJournal Journal { get; }

    public SigningKey Key { get; }

    public Clock Time { get; } = new(Start);

    public Task<Reply> PostAsync(string text, string type = "Claim", Action<HttpContext>? change = null) =>
        PostAsync(Encoding.UTF8.GetBytes(text), type, change);

    public Task<Reply> PostAsync(byte[] body, string type = "Claim", Action<HttpContext>? change = null)
    {
        var path = type == "Bundle" ? "/fhir" : $"/fhir/{type}/$submit";
        return AskAsync("POST", path, body, change, http => endpoint.SubmitAsync(http, type));
    }

    public Task<Reply> ValidateAsync(string text, string type = "Claim") =>
        AskAsync("POST", $"/fhir/{type}/$validate", Encoding.UTF8.GetBytes(text), null, http => endpoint.ValidateAsync(http, type));

    public Task<Reply> GetAsync(string type, string id) => AskAsync("GET", $"/fhir/{type}/{id}", [], null, http => endpoint.ReadAsync(http, type, id));

    public Task<Reply> MetadataAsync() => AskAsync("GET", "/fhir/metadata", [], null, endpoint.CapabilitiesAsync);

    public void Dispose()
    {
        Key.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private async Task<Reply> AskAsync(string method, string path, byte[] body, Action<HttpContext>? change, Func<HttpContext, Task> act)
    {
        var http = new DefaultHttpContext();
        http.Request.Method = method;
        http.Request.Path = path;
        http.Request.ContentType = method == "POST" ? "application/fhir+json" : null;
        http.Request.ContentLength = body.Length;
        http.Request.Body = new MemoryStream(body);
        http.Request.Headers[RequestSignature.Header] = RequestSignature.Sign(Key, Time.GetUtcNow(), method, path, body);
        change?.Invoke(http);
        using var output = new MemoryStream();
        http.Response.Body = output;
        await act(http);
        return new Reply(http.Response.StatusCode, http.Response.Headers, output.ToArray());
    }

    private sealed class OneCase : ICorrelator
    {
        public CaseReference CaseOf(ICommand command) => CaseReference.Of("case");
    }

    internal sealed class Clock(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}

/// <summary>What came back.</summary>
internal sealed record Reply(int Status, IHeaderDictionary Headers, byte[] Bytes)
{
    public string Text => Encoding.UTF8.GetString(Bytes);

    /// <summary>The resource; every answer of the door is one that the kernel accepts with its invariants.</summary>
    public FhirNode Resource
    {
        get
        {
            var format = Text.StartsWith('<') ? FhirFormat.Xml : FhirFormat.Json;
            var (resource, issues) = new FhirKernel().Read(Bytes, format, ValidationLevel.Invariants);
            Assert.DoesNotContain(issues, i => !i.Warning);
            return resource!;
        }
    }

    /// <summary>Expressions of all issues.</summary>
    public string Expressions => string.Join(' ', Resource.All("issue").Select(i => i.Text("expression")));

    /// <summary>Code of the first issue.</summary>
    public string ErrorCode => Resource.Child("issue")?.Text("details", "coding", "code") ?? "";
}
