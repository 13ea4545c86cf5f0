using Hub.Adapters.Fhir.Kernel;
using Hub.Adapters.Fhir.Wire;
using Hub.Canonical.Messages;

namespace Hub.Adapters.Fhir.Translation;

/// <summary>Questions and reversals as commands. Pure.</summary>
internal static class RequestTranslation
{
    /// <summary>Who is insured, and how: national transaction 1101.</summary>
    /// <exception cref="FhirRefusedException">The question cannot be asked.</exception>
    public static IdentifyPerson Eligibility(FhirNode request, ResourceGraph graph, Origin origin)
    {
        var findings = new FindingList();
        if (request.Text("status") != "active")
        {
            findings.Add(FhirErrorCodes.NotSupported, "CoverageEligibilityRequest.status", "active");
        }

        var parties = new Parties(graph, findings);
        var person = parties.Person(request, "CoverageEligibilityRequest.patient");
        var coverage = request.Child("insurance") is null ? null : parties.Coverage(request, "CoverageEligibilityRequest");
        var credential = Parties.CredentialOf(coverage, person);
        if (credential.Number.Length == 0)
        {
            const string identifier = "CoverageEligibilityRequest.patient.resolve().identifier";
            findings.Add(FhirErrorCodes.Required, identifier, "the core identifies a person by a document or a credential");
        }

        findings.ThrowIfAny();
        return new IdentifyPerson { Origin = origin with { InsuredDivision = Parties.InsuredDivision(coverage) }, Credential = credential, Person = person };
    }

    /// <summary>A Task of code <c>cancel</c> whose focus names a claim of which no answer came: it is undone wherever it got to (2601).</summary>
    /// <exception cref="FhirRefusedException">The Task asks for something else.</exception>
    public static ReverseMessage Reversal(FhirNode task, Origin origin)
    {
        var findings = new FindingList();
        if (task.Text("status") != "requested")
        {
            findings.Add(FhirErrorCodes.NotSupported, "Task.status", "requested");
        }

        if (task.Child("code")?.All("coding").Any(c => c.Text("code") == "cancel") != true)
        {
            findings.Add(FhirErrorCodes.NotSupported, "Task.code", "cancel");
        }

        var key = task.Child("focus") is { } focus ? Identity.KeyOf(focus.All("identifier")) : null;
        findings.Require(key, FhirErrorCodes.Required, "Task.focus.identifier", "the identifier of the Claim");
        findings.ThrowIfAny();
        return new ReverseMessage { Origin = origin, PersonNumber = "", OriginalKind = Identity.Claim, OriginalKey = key! };
    }
}
