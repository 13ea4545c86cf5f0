using Hub.Canonical;
using Hub.Canonical.Messages;

namespace Hub.Adapters.Infno.Outbound;

/// <summary>Which transaction says a canonical command to the core.</summary>
internal static class InfnoNumbers
{
    public static string Of(object command) => command switch
    {
        IdentifyPerson => "1101",
        RegisterEncounter => "2201",
        CancelRegistration => "2202",
        RecordVisit => "2203",
        AddFeeLines add => add.Setting == CareSetting.Inpatient ? "2301" : "2204",
        RemoveFeeLines remove => remove.Setting == CareSetting.Inpatient ? "2302" : "2205",
        Settle settle => Of(settle),
        CancelSettlement cancel => cancel.Setting switch
        {
            CareSetting.Pharmacy => "2103",
            CareSetting.Inpatient => "2305",
            _ => "2208",
        },
        AdmitPatient => "2401",
        DischargePatient => "2402",
        AmendAdmission amend => amend.Step switch
        {
            AdmissionStep.Change => "2403",
            AdmissionStep.CancelAdmission => "2404",
            _ => "2405",
        },
        ReverseMessage => "2601",
        SubmitSettlementList => "4101",
        Inquire inquire => inquire.Subject,
        ReconcileTotals => "3201",
        ReconcileDetails => "3202",
        StoreFile => "9101",
        FetchFile => "9102",
        _ => throw new ArgumentException($"The core has no transaction for {command.GetType().Name}.", nameof(command)),
    };

    private static string Of(Settle settle) => (settle.Setting, settle.Trial) switch
    {
        (CareSetting.Pharmacy, true) => "2101",
        (CareSetting.Pharmacy, false) => "2102",
        (CareSetting.Outpatient, true) => "2206",
        (CareSetting.Outpatient, false) => "2207",
        (_, true) => "2303",
        (_, false) => "2304",
    };
}
