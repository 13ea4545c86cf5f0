using Hub.Adapters.Fhir.Kernel;

namespace Hub.Adapters.Fhir.Translation;

/// <summary>What an answer has to know of its request: <c>json|en|professional|digest</c>.</summary>
/// <param name="Format">How it is written.</param>
/// <param name="Chinese">Language of texts.</param>
/// <param name="ClaimType">Code of Claim.type; empty for other requests.</param>
/// <param name="Digest">Content digest in hex: address of receipt and answer.</param>
internal sealed record AnswerHint(FhirFormat Format, bool Chinese, string ClaimType, string Digest)
{
    public override string ToString() => string.Join('|', Format == FhirFormat.Json ? "json" : "xml", Chinese ? "zh" : "en", ClaimType, Digest);

    public static AnswerHint Parse(string text) => text.Split('|') is [var format, var language, var type, var digest]
        ? new AnswerHint(format == "xml" ? FhirFormat.Xml : FhirFormat.Json, language == "zh", type, digest)
        : new AnswerHint(FhirFormat.Json, false, "", "");
}
