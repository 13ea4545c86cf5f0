using Hub.Adapters.Fhir.Kernel;
using Hub.Adapters.Fhir.Wire;
using Hub.Canonical;
using Hub.Canonical.Messages;

namespace Hub.Adapters.Fhir.Translation;

/// <summary>Claim and what comes with it as a command. Pure. Everything that is wrong is found in one go.</summary>
internal sealed class ClaimTranslation
{
    private readonly FhirNode claim;
    private readonly ResourceGraph graph;
    private readonly Origin origin;
    private readonly int itemsMax;
    private readonly FindingList findings = new();
    private readonly FhirNode? encounter;
    private readonly FhirNode? encounterReference;

    private ClaimTranslation(FhirNode claim, ResourceGraph graph, Origin origin, int itemsMax)
    {
        this.claim = claim;
        this.graph = graph;
        this.origin = origin;
        this.itemsMax = itemsMax;
        encounterReference = claim.Child("item")?.Child("encounter");
        encounter = graph.Follow(claim, encounterReference);
    }

    /// <exception cref="FhirRefusedException">The claim cannot be acted on.</exception>
    public static ICommand Read(FhirNode claim, ResourceGraph graph, Origin origin, int itemsMax)
    {
        var translation = new ClaimTranslation(claim, graph, origin, itemsMax);
        translation.CheckScope();
        ICommand command = claim.Text("status") == "cancelled" ? translation.Cancellation() : translation.Submission();
        translation.findings.ThrowIfAny();
        return command;
    }

    private void CheckScope()
    {
        if (claim.Text("status") is not ("active" or "cancelled"))
        {
            findings.Add(FhirErrorCodes.NotSupported, "Claim.status", "active settles, cancelled cancels");
        }

        if (claim.Text("use") is not ("claim" or "predetermination"))
        {
            findings.Add(FhirErrorCodes.NotSupported, "Claim.use", "claim or predetermination");
        }

        if (claim.Child("modifierExtension") is not null)
        {
            findings.Add(FhirErrorCodes.NotSupported, "Claim.modifierExtension");
        }

        if (claim.All("item").Skip(itemsMax).Any())
        {
            throw new FhirRefusedException(FhirErrorCodes.TooMany, "Claim.item");
        }

        var provider = claim.Child("provider");
        var stated = FindingList.Identified(graph.Follow(claim, provider), Names.Institution) ?? FindingList.Identified(provider, Names.Institution);
        if (stated is not null && stated != origin.Institution)
        {
            findings.Add(FhirErrorCodes.OtherInstitution, "Claim.provider");
        }
    }

    private CancelSettlement Cancellation() => new()
    {
        Origin = origin with { Visit = Visit() },
        Setting = Setting(),
        SettlementId = claim.All("related").Select(r => FindingList.Identified(r.Child("claim"), Names.SettlementId)).FirstOrDefault(s => s is not null) ?? "",
        EncounterId = "",
        PersonNumber = "",
    };

    private ICommand Submission()
    {
        var parties = new Parties(graph, findings);
        var person = parties.Person(claim, "Claim.patient");
        var coverage = parties.Coverage(claim, "Claim");
        var insurance = parties.InsuranceType(coverage, "Claim");
        var setting = Setting();
        var period = Period();
        var lines = new Items(findings, origin.Key).Read(claim, period.Begins);
        var total = Amounts.Read(claim.Child("total"), "Claim.total", findings);
        CheckAgreement(lines, total);
        var said = origin with { InsuredDivision = Parties.InsuredDivision(coverage) };
        var usesAccount = FindingList.Extended(claim, Names.UsePersonalAccount) == "true";
        var category = findings.Require(
            FindingList.Coded(claim.Child("subType"), Names.MedicalCategory)?.Text("code"), FhirErrorCodes.CodeSystem, "Claim.subType",
            "coded in " + Names.MedicalCategory);
        return setting == CareSetting.Pharmacy
            ? new Settle
            {
                Origin = said,
                Setting = setting,
                Trial = IsTrial,
                Person = person,
                Credential = Parties.CredentialOf(coverage, person),
                InsuranceType = insurance,
                MedicalCategory = category,
                Total = total,
                UsePersonalAccount = usesAccount,
                Lines = lines,
            }
            : Claim(said, setting, period, lines, total, person, coverage, insurance, category, usesAccount);
    }

    private SubmitClaim Claim(
        Origin said, CareSetting setting, (DateTime? Begins, DateTime? Ends) period, List<FeeLine> lines, Money total, Person person, FhirNode? coverage,
        string insurance, string category, bool usesAccount)
    {
        var visit = Visit();
        var department = encounter?.Child("serviceType")?.Child("coding");
        var (practitioner, name) = Practitioner();
        if (period.Begins is null)
        {
            findings.Add(FhirErrorCodes.Required, encounter is null ? "Claim.billablePeriod.start" : "Encounter.period.start", "to the day at least");
        }

        return new SubmitClaim
        {
            Origin = said with { Visit = visit },
            Setting = setting,
            Trial = IsTrial,
            Person = person,
            Credential = Parties.CredentialOf(coverage, person),
            InsuranceType = insurance,
            MedicalCategory = category,
            VisitNumber = visit,
            BeginsAt = period.Begins ?? default,
            EndsAt = setting == CareSetting.Inpatient ? period.Ends : null,
            DepartmentCode = department?.Text("code") ?? "",
            DepartmentName = department?.Text("display") ?? "",
            Practitioner = practitioner,
            PractitionerName = name,
            Diagnoses = Diagnoses(),
            Lines = lines,
            Total = total,
            UsePersonalAccount = usesAccount,
        };
    }

    private bool IsTrial => claim.Text("use") == "predetermination";

    private void CheckAgreement(List<FeeLine> lines, Money total)
    {
        if (lines.Aggregate(Money.Zero, (sum, line) => sum + line.Amount) != total && !findings.Any)
        {
            findings.Add(FhirErrorCodes.Contradiction, "Claim.total", "is not the sum of Claim.item.net");
        }

        if (encounter is not null && graph.Follow(encounter, encounter.Child("subject")) is { } subject
            && graph.Follow(claim, claim.Child("patient")) is { } patient && subject != patient)
        {
            findings.Add(FhirErrorCodes.Contradiction, "Claim.item[0].encounter.resolve().subject", "is not the patient of the claim");
        }
    }

    private (DateTime? Begins, DateTime? Ends) Period()
    {
        var (element, path) = encounter?.Child("period") is { } stay
            ? (stay, "Claim.item[0].encounter.resolve().period")
            : (claim.Child("billablePeriod"), "Claim.billablePeriod");
        var begins = Literals.Local(element?.Text("start"));
        var ends = Literals.Local(element?.Text("end"));
        if (begins is not null && ends < begins)
        {
            findings.Add(FhirErrorCodes.Contradiction, path, "ends before it begins");
        }

        return (begins, ends);
    }

    private CareSetting Setting()
    {
        if (FindingList.Coded(claim.Child("type"), Names.ClaimTypes)?.Text("code") == "pharmacy")
        {
            return CareSetting.Pharmacy;
        }

        switch (encounter?.Text("class", "code"))
        {
            case "IMP" or "ACUTE" or "NONAC" or "SS":
                return CareSetting.Inpatient;
            case not null:
                return CareSetting.Outpatient;
        }

        switch (FindingList.Coded(claim.Child("type"), Names.ClaimTypes)?.Text("code"))
        {
            case "institutional":
                return CareSetting.Inpatient;
            case "professional" or "oral" or "vision":
                return CareSetting.Outpatient;
            default:
                findings.Add(FhirErrorCodes.CodeSystem, "Claim.type", "coded in " + Names.ClaimTypes);
                return CareSetting.Outpatient;
        }
    }

    private string Visit()
    {
        if (encounter is null && encounterReference?.Text("reference") is not null)
        {
            findings.Add(FhirErrorCodes.Reference, "Claim.item[0].encounter", "send the Encounter in the same bundle, or contained");
            return "";
        }

        return findings.Require(
            FindingList.Identified(encounter, Names.Visit) ?? FindingList.Identified(encounterReference, Names.Visit), FhirErrorCodes.Required,
            "Claim.item[0].encounter.resolve().identifier", "the institution's number of the visit, system " + Names.Visit);
    }

    private List<Diagnosis> Diagnoses()
    {
        var all = new List<Diagnosis>();
        var index = 0;
        foreach (var element in claim.All("diagnosis"))
        {
            var path = FormattableString.Invariant($"Claim.diagnosis[{index++}]");
            var stated = element.Child("diagnosis");
            var concept = stated is { Type: "Reference" } ? graph.Follow(claim, stated)?.Child("code") : stated;
            var coding = FindingList.Coded(concept, CodeSystems.Diagnoses);
            all.Add(new Diagnosis
            {
                Type = element.All("type").Select(t => FindingList.Coded(t, Names.DiagnosisType)?.Text("code")).FirstOrDefault(t => t is not null) ?? "1",
                Rank = int.TryParse(element.Text("sequence"), System.Globalization.CultureInfo.InvariantCulture, out var rank) ? rank : index,
                Code = findings.Require(coding?.Text("code"), FhirErrorCodes.CodeSystem, path + ".diagnosis", "coded in " + CodeSystems.Diagnoses),
                Name = findings.Require(coding?.Text("display") ?? concept?.Text("text"), FhirErrorCodes.Required, path + ".diagnosis", "display or text"),
            });
        }

        if (index == 0)
        {
            findings.Add(FhirErrorCodes.Required, "Claim.diagnosis");
        }

        return all;
    }

    private (string Number, string Name) Practitioner()
    {
        var member = claim.All("careTeam").FirstOrDefault(m => m.Text("responsible") == "true") ?? claim.Child("careTeam");
        var reference = member?.Child("provider");
        var practitioner = graph.Follow(claim, reference);
        var number = FindingList.Identified(practitioner, Names.Practitioner) ?? FindingList.Identified(reference, Names.Practitioner) ?? "";
        return (number, practitioner?.Child("name")?.Text("text") ?? reference?.Text("display") ?? "");
    }
}
