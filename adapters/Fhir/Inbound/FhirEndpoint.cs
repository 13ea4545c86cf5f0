using System.Security.Cryptography;
using Hub.Adapters.Fhir.Kernel;
using Hub.Adapters.Fhir.Wire;
using Hub.Certs.Registry;
using Hub.Journal;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Hub.Adapters.Fhir.Inbound;

/// <summary>
/// The door: receive, authenticate, keep the raw bytes, decode, validate, translate, commit, answer. Who is not proven is answered and
/// counted, and nothing is kept.
/// </summary>
internal sealed class FhirEndpoint(
    Submission submission, BundleSubmission bundles, Reads reads, IFhirKernel kernel, PartnerRegistryFile registry, FhirOptions options, TimeProvider time,
    ILogger<FhirEndpoint> log)
{
    private const string PartnerHeader = "x-hub-partner";

    /// <summary>A resource that asks for something: <c>type/$submit</c> (type given) or a Bundle.</summary>
    public Task SubmitAsync(HttpContext http, string type) => HandleAsync(http, hasBody: true, x => SubmitAsync(x, type));

    /// <summary>What would be said to a resource, without any effect.</summary>
    public Task ValidateAsync(HttpContext http, string? type) => HandleAsync(http, hasBody: true, x => Task.FromResult(Validate(x, type)));

    /// <summary>One's own answers and settlements.</summary>
    public Task ReadAsync(HttpContext http, string type, string? id) =>
        HandleAsync(http, hasBody: false, x => reads.AnswerAsync(x, type, id, http.RequestAborted));

    /// <summary>What is offered; needs no proof.</summary>
    public async Task CapabilitiesAsync(HttpContext http)
    {
        var format = MediaTypes.OfAnswer(http.Request.Query["_format"], http.Request.Headers.Accept, null) ?? FhirFormat.Json;
        var body = Translation.FhirAnswerEncoder.Write(kernel, Capabilities.Statement(), format);
        await DoorAnswer.WriteAsync(http, new Answer(200, body, format), kernel, format, options).ConfigureAwait(false);
    }

    /// <summary>Whatever is not mapped.</summary>
    public Task NotOfferedAsync(HttpContext http)
    {
        var segments = http.Request.Path.Value!.Split('/');
        var isKnown = segments.Length > 2 && Capabilities.IsOffered(segments[2]);
        if (isKnown)
        {
            http.Response.Headers.Allow = "GET, POST";
        }

        return RefuseAsync(http, isKnown ? FhirErrorCodes.MethodNotOffered : FhirErrorCodes.NotOffered, 0);
    }

    private async Task HandleAsync(HttpContext http, bool hasBody, Func<Exchange, Task<Answer>> act)
    {
        var receivedAt = time.GetUtcNow();
        var bodyFormat = hasBody ? MediaTypes.OfContent(http.Request.ContentType) : null;
        if (MediaTypes.OfAnswer(http.Request.Query["_format"], http.Request.Headers.Accept, bodyFormat) is not { } answerFormat)
        {
            await RefuseAsync(http, FhirErrorCodes.NotAcceptable, 0).ConfigureAwait(false);
            return;
        }

        if (Unreadable(http, hasBody, bodyFormat) is { } refusal)
        {
            await RefuseAsync(http, refusal, 0).ConfigureAwait(false);
            return;
        }

        ReadOnlyMemory<byte> raw = default;
        if (hasBody)
        {
            var (bytes, error) = await BodyAsync(http).ConfigureAwait(false);
            if (error is not null)
            {
                await RefuseAsync(http, error, 0).ConfigureAwait(false);
                return;
            }

            raw = bytes;
        }

        var signer = Prove(http, raw, receivedAt);
        if (signer.Partner is not { Kind: PartnerKind.Hospital or PartnerKind.Pharmacy })
        {
            var failure = signer.Partner is not null ? FhirErrorCodes.Forbidden : signer.Stale ? FhirErrorCodes.Stale : FhirErrorCodes.NotProven;
            FhirLog.NotProven(log, failure.Code, Convert.ToHexStringLower(SHA256.HashData(raw.Span)));
            await RefuseAsync(http, failure, 0).ConfigureAwait(false);
            return;
        }

        var x = new Exchange(http, raw, bodyFormat, answerFormat, Outcomes.WantsChinese(http.Request.Headers.AcceptLanguage), signer, receivedAt);
        var answer = await act(x).ConfigureAwait(false);
        await DoorAnswer.WriteAsync(http, answer, kernel, answerFormat, options).ConfigureAwait(false);
    }

    private async Task<Answer> SubmitAsync(Exchange x, string type)
    {
        var cancelled = x.Http.RequestAborted;
        var (resource, issues) = kernel.Read(x.Raw, x.BodyFormat!.Value, ValidationLevel.Invariants);
        if (resource is null || issues.Any(i => !i.Warning))
        {
            var error = resource is null ? FhirErrorCodes.Unreadable : FhirErrorCodes.Invalid;
            var decision = resource is null ? Decision.Quarantined : Decision.Refused;
            var findings = issues.Where(i => !i.Warning).Select(i => Finding.Of(i, error)).ToList();
            return await submission.RefuseAsync(x, type, SHA256.HashData(x.Raw.Span), decision, findings, cancelled).ConfigureAwait(false);
        }

        if (resource.Type == "Bundle")
        {
            return await bundles.SubmitAsync(x, resource, cancelled).ConfigureAwait(false);
        }

        var graph = new ResourceGraph(resource);
        if (resource.Type != type)
        {
            return await submission.RefuseAsync(
                x, type, ContentDigest.Of(resource, graph), Decision.Refused, [new Finding(FhirErrorCodes.OtherType)], cancelled).ConfigureAwait(false);
        }

        return await submission.SubmitAsync(x, resource, graph, !x.WantsNoWaiting, cancelled).ConfigureAwait(false);
    }

    private Answer Validate(Exchange x, string? type)
    {
        var (resource, issues) = kernel.Read(x.Raw, x.BodyFormat!.Value, ValidationLevel.Invariants);
        var findings = issues.Select(i => Finding.Of(i, resource is null ? FhirErrorCodes.Unreadable : FhirErrorCodes.Invalid)).ToList();
        if (resource is not null && type is not null && resource.Type != type)
        {
            findings.Add(new Finding(FhirErrorCodes.OtherType));
        }

        if (resource is not null && findings.TrueForAll(f => f.Warning))
        {
            var graph = new ResourceGraph(resource);
            var acts = resource.Type == "Bundle" ? resource.All("entry").Select(e => e.Child("resource")).OfType<FhirNode>() : [resource];
            foreach (var act in acts.Where(Submission.IsAct).Take(options.ClaimsPerBundleMax))
            {
                try
                {
                    submission.Translate(x, act, graph);
                }
                catch (FhirRefusedException e)
                {
                    findings.AddRange(e.Findings);
                }
            }
        }

        var outcome = findings.Count == 0 ? Outcomes.AllWell(x.Chinese) : Outcomes.Of(findings, x.Chinese, options.IssuesMax);
        return new Answer(200, Translation.FhirAnswerEncoder.Write(kernel, outcome, x.AnswerFormat), x.AnswerFormat);
    }

    private static FhirError? Unreadable(HttpContext http, bool hasBody, FhirFormat? bodyFormat)
    {
        if (!hasBody)
        {
            return null;
        }

        var coding = http.Request.Headers.ContentEncoding;
        return coding.Count > 0 && coding != "identity" ? FhirErrorCodes.Packed : bodyFormat is null ? FhirErrorCodes.MediaType : null;
    }

    private async Task<(ReadOnlyMemory<byte> Bytes, FhirError? Error)> BodyAsync(HttpContext http)
    {
        try
        {
            var request = http.Request;
            var body = await BoundedContent.ReadAsync(request.Body, request.ContentLength, options.RequestBytesMax, http.RequestAborted).ConfigureAwait(false);
            return body is null ? (default, FhirErrorCodes.TooLarge) : (body, null);
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return (default, FhirErrorCodes.TooLarge);
        }
        catch (IOException)
        {
            // The line was cut, or its framing does not parse: nobody to prove, nothing to keep.
            return (default, FhirErrorCodes.Cut);
        }
    }

    private RequestSigner Prove(HttpContext http, ReadOnlyMemory<byte> raw, DateTimeOffset now)
    {
        var signature = http.Request.Headers[RequestSignature.Header];
        if (signature.Count == 0 && options.AllowUnsigned)
        {
            var named = registry.Current.Find(http.Request.Headers[PartnerHeader].ToString());
            return new RequestSigner(named is { Status: PartnerStatus.Active } ? named : null);
        }

        // A header given twice is both values and proves nothing: leaving one out would let the sender choose what is checked.
        var tolerance = TimeSpan.FromSeconds(options.SignatureToleranceSeconds);
        return RequestSignature.Verify(signature.ToString(), http.Request.Method, TargetOf(http), raw.Span, registry.Current, now, tolerance);
    }

    /// <summary>Path and query as sent, since they are signed so.</summary>
    private static string TargetOf(HttpContext http) => http.Features.Get<IHttpRequestFeature>()?.RawTarget is { Length: > 0 } raw
        ? raw
        : http.Request.Path.Value + http.Request.QueryString.Value;

    private Task RefuseAsync(HttpContext http, FhirError error, int bytes)
    {
        FhirLog.RefusedUnread(log, error.Code, bytes);
        var format = MediaTypes.OfAnswer(http.Request.Query["_format"], http.Request.Headers.Accept, null) ?? FhirFormat.Json;
        var outcome = Outcomes.Of([new Finding(error)], Outcomes.WantsChinese(http.Request.Headers.AcceptLanguage), options.IssuesMax);
        var body = Translation.FhirAnswerEncoder.Write(kernel, outcome, format);
        return DoorAnswer.WriteAsync(http, new Answer(error.Status, body, format), kernel, format, options);
    }
}
