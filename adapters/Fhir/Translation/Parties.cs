using Hub.Adapters.Fhir.Kernel;
using Hub.Adapters.Fhir.Wire;
using Hub.Canonical;

namespace Hub.Adapters.Fhir.Translation;

/// <summary>Patient and Coverage as person, credential and insurance relation.</summary>
internal sealed class Parties(ResourceGraph graph, FindingList findings)
{
    /// <summary>The insured person of <paramref name="owner"/>.patient.</summary>
    public Person Person(FhirNode owner, string expression)
    {
        var reference = owner.Child("patient");
        var patient = graph.Follow(owner, reference);
        if (patient is null && reference?.Text("reference") is not null)
        {
            findings.Add(FhirErrorCodes.Reference, expression, "send the Patient in the same bundle, or contained");
            return new Person();
        }

        if (patient is not null and not { Type: "Patient" })
        {
            findings.Add(FhirErrorCodes.Reference, expression, "is not a Patient");
            return new Person();
        }

        var identifiers = patient ?? reference;
        var document = FindingList.Identified(identifiers, Names.ResidentId);
        var number = FindingList.Identified(identifiers, Names.PersonNumber);
        if (document is null && number is null)
        {
            findings.Add(
                FhirErrorCodes.Required, patient is null ? expression + ".identifier" : expression + ".resolve().identifier",
                $"a person is named by {Names.ResidentId} or {Names.PersonNumber}");
        }

        if (document is not null && Canonical.ResidentId.Check(document) != IdentifierFault.None)
        {
            findings.Add(FhirErrorCodes.Value, expression + ".resolve().identifier", "is no resident id number by GB 11643");
        }

        return new Person
        {
            Number = number,
            DocumentType = document is null ? null : DocumentTypes.ResidentIdCard,
            DocumentNumber = document,
            Name = NameOf(patient?.Child("name")),
            Gender = patient?.Text("gender") switch { "male" => "1", "female" => "2", "other" => "9", "unknown" => "0", _ => null },
            BirthDate = Literals.Local(patient?.Text("birthDate")) is { } born ? DateOnly.FromDateTime(born) : null,
        };
    }

    /// <summary>The Coverage that the claim is made under: the focal one of <paramref name="owner"/>.insurance, else the first.</summary>
    public FhirNode? Coverage(FhirNode owner, string expression)
    {
        var insurance = owner.All("insurance").FirstOrDefault(i => i.Text("focal") == "true") ?? owner.Child("insurance");
        var coverage = graph.Follow(owner, insurance?.Child("coverage"));
        if (coverage is not { Type: "Coverage" })
        {
            findings.Add(FhirErrorCodes.Reference, expression + ".insurance.coverage", "send the Coverage in the same bundle, or contained");
            return null;
        }

        if (graph.Follow(coverage, coverage.Child("beneficiary")) is { } beneficiary && graph.Follow(owner, owner.Child("patient")) is { } patient
            && beneficiary != patient)
        {
            findings.Add(FhirErrorCodes.Contradiction, expression + ".insurance.coverage.resolve().beneficiary", "is not the patient of the claim");
        }

        return coverage;
    }

    /// <summary>insutype.</summary>
    public string InsuranceType(FhirNode? coverage, string expression) => coverage is null ? "" : findings.Require(
        FindingList.Coded(coverage.Child("type"), Names.InsuranceType)?.Text("code"), FhirErrorCodes.CodeSystem,
        expression + ".insurance.coverage.resolve().type", "coded in " + Names.InsuranceType);

    /// <summary>How the person proves herself: the electronic credential, the card, else the resident id card.</summary>
    public static Credential CredentialOf(FhirNode? coverage, Person person)
    {
        if (FindingList.Identified(coverage, Names.ElectronicCredential) is { } token)
        {
            return new Credential { Type = "01", Number = token };
        }

        return FindingList.Identified(coverage, Names.Card) is { } card
            ? new Credential { Type = "03", Number = card, CardSerial = FindingList.Identified(coverage, Names.CardSerial) }
            : new Credential { Type = CredentialTypes.ResidentIdCard, Number = person.DocumentNumber ?? "" };
    }

    /// <summary>insuplc_admdvs: the bureau that insures, named by its division; empty when not said.</summary>
    public static string InsuredDivision(FhirNode? coverage) =>
        coverage?.All("payor").Select(p => FindingList.Identified(p, CodeSystems.Divisions)).FirstOrDefault(d => d is { Length: 6 }) ?? "";

    private static string? NameOf(FhirNode? name) => name?.Text("text")
        ?? (name is null ? null : name.Text("family") + string.Concat(name.All("given").Select(g => g.Value)));
}
