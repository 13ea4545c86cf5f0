using Hub.Adapters.Samples.FixedWidth.Wire;
using Hub.Canonical;
using Hub.Canonical.Messages;

namespace Hub.Adapters.Samples.FixedWidth.Translation;

/// <summary>A file as the canonical claim. Pure: no I/O, no clock.</summary>
public static class VisitTranslation
{
    public static SubmitClaim ToClaim(VisitFile file, string partner, string treatmentDivision)
    {
        ArgumentNullException.ThrowIfNull(file);
        var visit = file.Visit;
        return new SubmitClaim
        {
            Origin = new Origin
            {
                Partner = partner, Channel = FixedWidthAdapter.Channel, Kind = FixedWidthAdapter.Kind, Key = file.MessageId, Institution = file.Institution,
                TreatmentDivision = treatmentDivision, SentAt = file.SentAt, Visit = visit.Visit,
            },
            Setting = visit.Setting == 'I' ? CareSetting.Inpatient : CareSetting.Outpatient,
            Person = PersonOf(visit),
            Credential = new Credential { Type = visit.CredentialType, Number = visit.CredentialNumber },
            InsuranceType = visit.InsuranceType,
            MedicalCategory = visit.MedicalCategory,
            VisitNumber = visit.Visit,
            BeginsAt = visit.BeginsAt,
            EndsAt = visit.EndsAt,
            DepartmentCode = visit.Department,
            Practitioner = visit.Doctor,
            Diagnoses = [.. file.Diagnoses.Select(d => new Diagnosis { Type = d.Type, Rank = d.Rank, Code = d.Code, Name = d.Name })],
            Lines = [.. file.Lines.Select(LineOf)],
            Total = new Money(visit.TotalFen),
            UsePersonalAccount = true,
        };
    }

    /// <summary>The file names the person by her credential alone; the core says the rest (1101).</summary>
    private static Person PersonOf(VisitRecord visit) => visit.CredentialType == CredentialTypes.ResidentIdCard
        ? new Person { DocumentType = DocumentTypes.ResidentIdCard, DocumentNumber = visit.CredentialNumber, Name = visit.Name }
        : new Person { Name = visit.Name };

    private static FeeLine LineOf(LineRecord line) => new()
    {
        SerialNumber = line.Serial, CatalogueCode = line.Catalogue, InstitutionCode = line.OwnCode, OccurredAt = line.At, Quantity = line.Quantity,
        UnitPrice = line.Price, Amount = new Money(line.AmountFen),
    };
}
