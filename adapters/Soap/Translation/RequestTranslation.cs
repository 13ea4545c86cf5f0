using Hub.Adapters.Soap.Wire;
using Hub.Canonical;
using Hub.Canonical.Messages;

namespace Hub.Adapters.Soap.Translation;

/// <summary>
/// Operations of the contract as canonical commands. An encounter is named by EncounterId (mdtrt_id), or by the institution's VisitNumber where
/// the sender does not know it. Pure.
/// </summary>
internal static class RequestTranslation
{
    /// <param name="operation">Element that the schema has passed.</param>
    /// <param name="origin">Who said it.</param>
    /// <exception cref="WireRefusedException">A rule that the schema cannot say is broken.</exception>
    public static ICommand Read(TypedReading operation, Origin origin)
    {
        var o = operation;
        return o.Element.LocalName switch
        {
            "IdentifyPerson" => new IdentifyPerson
            {
                Origin = origin,
                Credential = Parts.Credential(o.Child("Credential")),
                Person = Parts.Person(o.Child("Person")),
                Extensions = Parts.Extensions(o),
            },
            "Inquire" => new Inquire
            {
                Origin = Visited(o, origin, isNeeded: false),
                Subject = o.Need("Subject"),
                PersonNumber = o.Text("PersonNumber"),
                EncounterId = o.Text("EncounterId"),
                SettlementId = o.Text("SettlementId"),
                Extensions = Parts.Extensions(o),
            },
            "RegisterEncounter" or "CancelRegistration" or "RecordVisit" => Outpatient(o, origin),
            "AdmitPatient" or "DischargePatient" or "AmendAdmission" => Inpatient(o, origin),
            "AddFeeLines" => new AddFeeLines
            {
                Origin = Visited(o, origin),
                Setting = Setting(o),
                EncounterId = o.Need("EncounterId"),
                PersonNumber = o.Need("PersonNumber"),
                Lines = Parts.Lines(o),
                Extensions = Parts.Extensions(o),
            },
            "RemoveFeeLines" => new RemoveFeeLines
            {
                Origin = Visited(o, origin),
                Setting = Setting(o),
                EncounterId = o.Need("EncounterId"),
                PersonNumber = o.Need("PersonNumber"),
                Selectors = Selectors(o),
                Extensions = Parts.Extensions(o),
            },
            "Settle" or "TrySettle" => Settle(o, origin),
            "SubmitClaim" or "TryClaim" => Claim(o, origin),
            "CancelSettlement" => new CancelSettlement
            {
                Origin = Visited(o, origin),
                Setting = Setting(o),
                SettlementId = o.Need("SettlementId"),
                EncounterId = o.Need("EncounterId"),
                PersonNumber = o.Need("PersonNumber"),
                Extensions = Parts.Extensions(o),
            },
            _ => Other(o, origin),
        };
    }

    private static ICommand Outpatient(TypedReading o, Origin origin) => o.Element.LocalName switch
    {
        "RegisterEncounter" => new RegisterEncounter
        {
            Origin = Visited(o, origin),
            Person = Parts.Person(o.Child("Person")),
            Credential = Parts.Credential(o.Child("Credential")),
            InsuranceType = o.Need("InsuranceType"),
            BeginsAt = o.Time("BeginsAt"),
            VisitNumber = o.Need("VisitNumber"),
            DepartmentCode = o.Need("DepartmentCode"),
            DepartmentName = o.Need("DepartmentName"),
            Extensions = Parts.Extensions(o),
        },
        "CancelRegistration" => new CancelRegistration
        {
            Origin = Visited(o, origin),
            EncounterId = o.Need("EncounterId"),
            PersonNumber = o.Need("PersonNumber"),
            VisitNumber = o.Need("VisitNumber"),
            Extensions = Parts.Extensions(o),
        },
        _ => new RecordVisit
        {
            Origin = Visited(o, origin),
            EncounterId = o.Need("EncounterId"),
            PersonNumber = o.Need("PersonNumber"),
            MedicalCategory = o.Need("MedicalCategory"),
            BeginsAt = o.Time("BeginsAt"),
            Diagnoses = Parts.Diagnoses(o),
            Extensions = Parts.Extensions(o),
        },
    };

    private static ICommand Inpatient(TypedReading o, Origin origin) => o.Element.LocalName switch
    {
        "AdmitPatient" => new AdmitPatient
        {
            Origin = Visited(o, origin),
            Person = Parts.Person(o.Child("Person")),
            Credential = Parts.Credential(o.Child("Credential")),
            InsuranceType = o.Need("InsuranceType"),
            MedicalCategory = o.Need("MedicalCategory"),
            BeginsAt = o.Time("BeginsAt"),
            VisitNumber = o.Need("VisitNumber"),
            Diagnoses = Parts.Diagnoses(o),
            Extensions = Parts.Extensions(o),
        },
        "DischargePatient" => new DischargePatient
        {
            Origin = Visited(o, origin),
            EncounterId = o.Need("EncounterId"),
            PersonNumber = o.Need("PersonNumber"),
            EndsAt = o.Time("EndsAt"),
            Diagnoses = Parts.Diagnoses(o),
            Extensions = Parts.Extensions(o),
        },
        _ => new AmendAdmission
        {
            Origin = Visited(o, origin),
            Step = Enum.Parse<AdmissionStep>(o.Need("Step")),
            EncounterId = o.Need("EncounterId"),
            PersonNumber = o.Need("PersonNumber"),
            Diagnoses = Parts.Diagnoses(o),
            Extensions = Parts.Extensions(o),
        },
    };

    private static Settle Settle(TypedReading o, Origin origin)
    {
        // Before a sale is settled there is no encounter.
        var setting = Setting(o);
        return new Settle
        {
            Origin = Visited(o, origin, isNeeded: setting != CareSetting.Pharmacy),
            Setting = setting,
            Trial = o.Element.LocalName == "TrySettle",
            EncounterId = setting == CareSetting.Pharmacy ? o.Text("EncounterId") : o.Need("EncounterId"),
            Person = Parts.Person(o.Child("Person")),
            Credential = Parts.Credential(o.Child("Credential")),
            InsuranceType = o.Need("InsuranceType"),
            MedicalCategory = o.Need("MedicalCategory"),
            Total = o.Money("Total"),
            BatchNumber = o.Text("BatchNumber"),
            UsePersonalAccount = o.Flag("UsePersonalAccount") ?? false,
            Lines = Parts.Lines(o),
            Extensions = Parts.Extensions(o),
        };
    }

    private static SubmitClaim Claim(TypedReading o, Origin origin) => new()
    {
        Origin = Visited(o, origin),
        Setting = Setting(o) is var setting and not CareSetting.Pharmacy
            ? setting
            : throw new WireRefusedException(new Violation(SoapErrorCodes.FieldInvalid, "Setting", o.Element.Line, "a sale is a Settle")),
        Trial = o.Element.LocalName == "TryClaim",
        Person = Parts.Person(o.Child("Person")),
        Credential = Parts.Credential(o.Child("Credential")),
        InsuranceType = o.Need("InsuranceType"),
        MedicalCategory = o.Need("MedicalCategory"),
        VisitNumber = o.Need("VisitNumber"),
        BeginsAt = o.Time("BeginsAt"),
        EndsAt = o.TimeOrNull("EndsAt"),
        DepartmentCode = o.Need("DepartmentCode"),
        DepartmentName = o.Need("DepartmentName"),
        Practitioner = o.Need("Practitioner"),
        PractitionerName = o.Need("PractitionerName"),
        Diagnoses = Parts.Diagnoses(o),
        Lines = Parts.Lines(o),
        Total = o.Money("Total"),
        UsePersonalAccount = o.Flag("UsePersonalAccount") ?? false,
        Extensions = Parts.Extensions(o),
    };

    private static ICommand Other(TypedReading o, Origin origin) => o.Element.LocalName switch
    {
        "ReverseMessage" => new ReverseMessage
        {
            Origin = origin,
            PersonNumber = o.Need("PersonNumber"),
            OriginalKey = o.Need("OriginalMessageId"),
            OriginalKind = o.Need("OriginalKind"),
            Extensions = Parts.Extensions(o),
        },
        "SubmitSettlementList" => new SubmitSettlementList
        {
            Origin = Visited(o, origin),
            EncounterId = o.Need("EncounterId"),
            SettlementId = o.Need("SettlementId"),
            PersonNumber = o.Need("PersonNumber"),
            Extensions = Parts.Extensions(o),
        },
        "ReconcileTotals" => new ReconcileTotals
        {
            Origin = origin,
            InsuranceType = o.Need("InsuranceType"),
            ClearingType = o.Need("ClearingType"),
            SettlementAgency = o.Need("SettlementAgency"),
            From = o.Date("From") ?? default,
            To = o.Date("To") ?? default,
            Total = o.Money("Total"),
            FundTotal = o.Money("FundTotal"),
            PersonalAccount = o.Money("PersonalAccount"),
            Count = o.Integer("Count"),
            IncludesRefunds = o.Flag("IncludesRefunds") ?? true,
            Extensions = Parts.Extensions(o),
        },
        "SignIn" => new SignIn { Origin = origin, OperatorNumber = o.Need("OperatorNumber"), Extensions = Parts.Extensions(o) },
        "SignOut" => new SignOut
        {
            Origin = origin, OperatorNumber = o.Need("OperatorNumber"), SignInNumber = o.Need("SignInNumber"), Extensions = Parts.Extensions(o),
        },
        _ => throw new WireRefusedException(SoapErrorCodes.UnknownOperation),
    };

    private static List<string> Selectors(TypedReading o)
    {
        var selectors = o.Children("SerialNumber").Select(serial => serial.Element.Text).ToList();
        if (o.Text("BatchNumber") is { } batch)
        {
            selectors.Insert(0, batch);
        }

        return selectors.Count > 0 ? selectors : throw new WireRefusedException(SoapErrorCodes.FieldMissing, "BatchNumber", o.Element.Line);
    }

    private static CareSetting Setting(TypedReading o) => Enum.Parse<CareSetting>(o.Need("Setting"));

    // The core's id is the better name; the visit number counts where it is not known, and where the encounter is only being opened.
    private static Origin Visited(TypedReading o, Origin origin, bool isNeeded = true) => (o.Text("EncounterId"), o.Text("VisitNumber")) switch
    {
        ({ }, _) => origin,
        (null, { } visit) => origin with { Visit = visit },
        _ when !isNeeded => origin,
        _ => throw new WireRefusedException(SoapErrorCodes.EncounterUnnamed, "EncounterId", o.Element.Line),
    };
}
