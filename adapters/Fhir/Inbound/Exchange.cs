using Hub.Adapters.Fhir.Kernel;
using Hub.Adapters.Fhir.Translation;
using Hub.Certs.Registry;
using Microsoft.AspNetCore.Http;

namespace Hub.Adapters.Fhir.Inbound;

/// <summary>One request whose sender is proven.</summary>
internal sealed record Exchange(
    HttpContext Http, ReadOnlyMemory<byte> Raw, FhirFormat? BodyFormat, FhirFormat AnswerFormat, bool Chinese, RequestSigner Signer, DateTimeOffset ReceivedAt)
{
    public Partner Partner => Signer.Partner!;

    /// <summary>The sender does not want to wait (FHIR R4 async.html).</summary>
    public bool WantsNoWaiting => Http.Request.Headers["Prefer"].ToString().Contains("respond-async", StringComparison.OrdinalIgnoreCase);

    public AnswerHint Hint(string claimType, byte[] digest) => new(AnswerFormat, Chinese, claimType, Convert.ToHexStringLower(digest));
}
