using Hub.Canonical;
using Hub.Canonical.Messages;

namespace Hub.Adapters.Soap.Translation;

/// <summary>Number of the national transaction that a command is: what the registry's <c>allowedInfno</c> speaks of.</summary>
internal static class NationalNumbers
{
    public static string Of(ICommand command) => command switch
    {
        IdentifyPerson => "1101",
        RegisterEncounter => "2201",
        CancelRegistration => "2202",
        RecordVisit => "2203",
        AddFeeLines { Setting: CareSetting.Inpatient } => "2301",
        AddFeeLines => "2204",
        RemoveFeeLines { Setting: CareSetting.Inpatient } => "2302",
        RemoveFeeLines => "2205",
        Settle settle => Settlement(settle.Setting, settle.Trial),
        SubmitClaim claim => Settlement(claim.Setting, claim.Trial),
        CancelSettlement { Setting: CareSetting.Pharmacy } => "2103",
        CancelSettlement { Setting: CareSetting.Inpatient } => "2305",
        CancelSettlement => "2208",
        AdmitPatient => "2401",
        DischargePatient => "2402",
        AmendAdmission { Step: AdmissionStep.Change } => "2403",
        AmendAdmission { Step: AdmissionStep.CancelAdmission } => "2404",
        AmendAdmission => "2405",
        ReverseMessage => "2601",
        ReconcileTotals => "3201",
        SubmitSettlementList => "4101",
        Inquire inquire => inquire.Subject,
        SignIn => "9001",
        _ => "9002",
    };

    private static string Settlement(CareSetting setting, bool isTrial) => (setting, isTrial) switch
    {
        (CareSetting.Pharmacy, true) => "2101",
        (CareSetting.Pharmacy, false) => "2102",
        (CareSetting.Inpatient, true) => "2303",
        (CareSetting.Inpatient, false) => "2304",
        (_, true) => "2206",
        _ => "2207",
    };
}
