using Hub.Canonical;
using Hub.Canonical.Messages;

namespace Hub.Routes.Tests;

/// <summary>Synthetic messages.</summary>
public static class Samples
{
    public const string Institution = "H43010000001";
    public const string Pharmacy = "P43010000001";
    public const string Encounter = "M1";
    public const string PersonNumber = "43010000000000000001";

    private static int serial;

    public static Origin Origin(string kind, string? key = null, string institution = Institution) => new()
    {
        Partner = institution, Channel = "infno", Kind = kind, Institution = institution,
        Key = key ?? institution + "20250102090000" + Interlocked.Increment(ref serial).ToString("0000", null),
        TreatmentDivision = "430100", InsuredDivision = "430100", SentAt = new DateTime(2025, 1, 2, 9, 0, 0),
    };

    public static Person Person { get; } = new() { Number = PersonNumber };

    public static Credential Credential { get; } = new() { Type = "02", Number = "11010519491231002X" };

    public static RegisterEncounter Register() => new()
    {
        Origin = Origin("2201"), Person = Person, Credential = Credential, InsuranceType = "310",
        BeginsAt = new DateTime(2025, 1, 2, 9, 0, 0), VisitNumber = "V1",
    };

    public static AdmitPatient Admit() => new()
    {
        Origin = Origin("2401"), Person = Person, Credential = Credential, InsuranceType = "310", MedicalCategory = "21",
        BeginsAt = new DateTime(2025, 1, 2, 9, 0, 0), VisitNumber = "V1", Diagnoses = [],
    };

    public static EncounterOpened Opened(string id = Encounter) => new() { EncounterId = id, PersonNumber = PersonNumber };

    public static FeeLine Line(string id, long fen, string? batch = "B1", int hour = 9) => new()
    {
        SerialNumber = id, BatchNumber = batch, CatalogueCode = "XA01", InstitutionCode = "I1",
        OccurredAt = new DateTime(2025, 1, 2, hour, 0, 0), Quantity = 1, UnitPrice = fen / 100m, Amount = new Money(fen),
    };

    /// <summary>Origin of a channel that knows neither mdtrt_id nor psn_no: the visit's number names the encounter.</summary>
    public static Origin VisitOrigin(string kind, string? key = null, string visit = "V1") =>
        Origin(kind, key) with { Channel = "fhir", InsuredDivision = "", Visit = visit };

    public static Diagnosis Diagnosis(string code = "J06.900") => new() { Type = "1", Rank = 1, Code = code, Name = "上呼吸道感染" };

    public static SubmitClaim Claim(params FeeLine[] lines) => new()
    {
        Origin = VisitOrigin("Claim"), Setting = CareSetting.Outpatient, Person = new Person { DocumentType = "01", DocumentNumber = Credential.Number, Name = "测试" },
        Credential = Credential, InsuranceType = "310", MedicalCategory = "11", VisitNumber = "V1", BeginsAt = new DateTime(2025, 1, 2, 9, 0, 0),
        DepartmentCode = "A03", DepartmentName = "内科", Practitioner = "D430100000001", PractitionerName = "示例医师", Diagnoses = [Diagnosis()],
        Lines = lines, Total = new Money(lines.Sum(l => l.Amount.Fen)), UsePersonalAccount = true,
    };

    public static SubmitClaim Stay(params FeeLine[] lines) => Claim(lines) with
    {
        Setting = CareSetting.Inpatient, MedicalCategory = "21", EndsAt = new DateTime(2025, 1, 5, 9, 0, 0),
    };

    public static PersonIdentified Identified(string number = PersonNumber) => new()
    {
        Person = new Person { Number = number, Name = "测试" },
        Coverages = [new Coverage { InsuranceType = "390" }, new Coverage { InsuranceType = "310", PersonCategory = "11", Status = "1", InsuredDivision = "430102" }],
    };

    public static AddFeeLines Add(params FeeLine[] lines) => new()
    {
        Origin = Origin("2204"), Setting = CareSetting.Outpatient, EncounterId = Encounter, PersonNumber = PersonNumber, Lines = lines,
    };

    public static AddFeeLines AddInpatient(params FeeLine[] lines) => Add(lines) with
    {
        Origin = Origin("2301"), Setting = CareSetting.Inpatient,
    };

    public static RemoveFeeLines Remove(params string[] selectors) => new()
    {
        Origin = Origin("2205"), Setting = CareSetting.Outpatient, EncounterId = Encounter, PersonNumber = PersonNumber,
        Selectors = selectors,
    };

    public static Settle Settle(long fen, string batch = "B1") => new()
    {
        Origin = Origin("2207"), Setting = CareSetting.Outpatient, Trial = false, EncounterId = Encounter, Person = Person,
        Credential = Credential, InsuranceType = "310", MedicalCategory = "11", Total = new Money(fen), BatchNumber = batch,
    };

    public static Settle SettleInpatient(long fen) => Settle(fen) with
    {
        Origin = Origin("2304"), Setting = CareSetting.Inpatient, BatchNumber = null,
    };

    public static Settle Sale(params FeeLine[] lines) => new()
    {
        Origin = Origin("2102", institution: Pharmacy), Setting = CareSetting.Pharmacy, Trial = false, Person = Person,
        Credential = Credential, InsuranceType = "310", Total = new Money(lines.Sum(l => l.Amount.Fen)), Lines = lines,
    };

    public static CancelSettlement Cancel(string settlement) => new()
    {
        Origin = Origin("2208"), Setting = CareSetting.Outpatient, SettlementId = settlement, EncounterId = Encounter,
        PersonNumber = PersonNumber,
    };

    public static ReverseMessage Reverse(ICommand original) => new()
    {
        Origin = Origin("2601", institution: original.Origin.Institution), PersonNumber = PersonNumber,
        OriginalKey = original.Origin.Key, OriginalKind = original.Origin.Kind,
    };

    public static SettlementCancelledByCore CoreCancels(string settlement, Adjudication? adjudication = null) => new()
    {
        Origin = Origin("2208", institution: "core"), Setting = CareSetting.Outpatient, SettlementId = settlement,
        EncounterId = Encounter, Adjudication = adjudication,
    };

    public static CancelRegistration CancelRegistration() => new()
    {
        Origin = Origin("2202"), EncounterId = Encounter, PersonNumber = PersonNumber, VisitNumber = "V1",
    };

    public static RecordVisit Visit() => new()
    {
        Origin = Origin("2203"), EncounterId = Encounter, PersonNumber = PersonNumber, MedicalCategory = "11",
        BeginsAt = new DateTime(2025, 1, 2, 9, 0, 0), Diagnoses = [],
    };

    public static DischargePatient Discharge() => new()
    {
        Origin = Origin("2402"), EncounterId = Encounter, PersonNumber = PersonNumber, EndsAt = new DateTime(2025, 1, 5),
    };

    public static AmendAdmission Amend(AdmissionStep step) => new()
    {
        Origin = Origin("2405"), EncounterId = Encounter, PersonNumber = PersonNumber, Step = step,
    };

    public static SubmitSettlementList List(string settlement) => new()
    {
        Origin = Origin("4101"), EncounterId = Encounter, PersonNumber = PersonNumber, SettlementId = settlement,
    };

    /// <summary>A settlement that adds up: half fund, the rest account and cash.</summary>
    public static Adjudicated Settled(string id, long fen, string? echo = null, int sign = 1)
    {
        var fund = fen / 2;
        var account = fen / 4;
        var cash = fen - fund - account;
        return new Adjudicated
        {
            Adjudication = new Adjudication
            {
                SettlementId = id, EncounterId = Encounter, PersonNumber = PersonNumber, InsuranceType = "310",
                InstitutionSettlementId = echo, SettledAt = new DateTime(2025, 1, 2, 9, 0, 1), ClearingType = "11",
                ClearingAgency = "430100", Total = new Money(sign * fen), FundTotal = new Money(sign * fund),
                PooledFund = new Money(sign * fund), PersonTotal = new Money(sign * (account + cash)),
                PersonalAccount = new Money(sign * account), Cash = new Money(sign * cash),
                Funds = fund == 0 ? [] : [new FundShare("310100", new Money(sign * fund))],
            },
        };
    }

    public static InquiryAnswered Found(Adjudicated settled, bool refunded = false) => new()
    {
        Settlement = settled.Adjudication,
        Extensions = refunded ? [new Extension("setlinfo", 0, "refd_setl_flag", "1")] : [],
    };

    public static InquiryAnswered NothingFound { get; } = new();

    public static string Code(object? reply) => reply is Refused refused ? refused.Code : reply?.GetType().Name ?? "none";
}
