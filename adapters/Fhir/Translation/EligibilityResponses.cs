using Hub.Adapters.Fhir.Kernel;
using Hub.Adapters.Fhir.Wire;
using Hub.Canonical;
using Hub.Canonical.Messages;
using Hub.Journal;

namespace Hub.Adapters.Fhir.Translation;

/// <summary>CoverageEligibilityResponse: every insurance relation that the core names, whether it is in force, and the balance of the account.</summary>
internal static class EligibilityResponses
{
    public static FhirNode Of(ReplyAddress to, AnswerHint hint, PersonIdentified found, DateTimeOffset answeredAt) => Make.Complex(
        "CoverageEligibilityResponse",
        "CoverageEligibilityResponse",
        [.. Head(to, hint, answeredAt, "complete", found.Person.Number), .. found.Coverages.Select(Insurance)]);

    public static FhirNode Refused(ReplyAddress to, AnswerHint hint, Refused refused, DateTimeOffset answeredAt) => Make.Complex(
        "CoverageEligibilityResponse",
        "CoverageEligibilityResponse",
        [
            .. Head(to, hint, answeredAt, "error", null),
            Make.Text("disposition", refused.CoreText is { Length: > 0 } core ? refused.Text + ": " + core : refused.Text),
            Make.Backbone("error", Make.Concept("code", Outcomes.ErrorSystem, refused.Code, refused.Text)),
        ]);

    private static IEnumerable<FhirNode?> Head(ReplyAddress to, AnswerHint hint, DateTimeOffset at, string outcome, string? person)
    {
        var bar = to.Key.LastIndexOf('|');
        yield return Make.Value("id", "id", hint.Digest);
        yield return Make.Complex("extension", "Extension", Make.Value("url", "uri", Names.Receipt), Make.Value("value", "uri", "/receipts/" + hint.Digest));
        yield return Make.Code("status", "active");
        yield return Make.Code("purpose", "validation");
        yield return string.IsNullOrEmpty(person)
            ? Make.Reference("patient", "see CoverageEligibilityRequest.patient")
            : Make.Reference("patient", "Patient", Names.PersonNumber, person);
        yield return Make.Value("created", "dateTime", Literals.Instant(at));
        yield return Make.Reference(
            "request", "CoverageEligibilityRequest", bar < 0 ? to.Key : to.Key[..bar], bar < 0 ? to.Key : to.Key[(bar + 1)..]);
        yield return Make.Code("outcome", outcome);
        yield return Make.Reference("insurer", "medical-insurance bureau");
    }

    private static FhirNode Insurance(Coverage coverage) => Make.Backbone(
        "insurance",
        Make.Reference("coverage", "Coverage", Names.InsuranceType, coverage.InsuranceType),
        Make.Value("inforce", "boolean", coverage.Status is null or "1" ? "true" : "false"),
        Make.Backbone(
            "item",
            Make.Concept("category", Names.InsuranceType, coverage.InsuranceType),
            Make.Backbone("benefit", Make.Concept("type", Names.Amount, "balc"), Make.Money("allowed", coverage.AccountBalance.ToString()))));
}
