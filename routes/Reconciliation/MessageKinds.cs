using Hub.Canonical;

namespace Hub.Routes.Reconciliation;

/// <summary>The institution's message type that made a row, to find its raw message.</summary>
internal static class MessageKinds
{
    public static string Of(SettlementRecord record) => record switch
    {
        { State: SettlementState.Reversed, CancelsSettlementId: not null } => "2601",
        { CancelsSettlementId: null, Setting: CareSetting.Pharmacy } => "2102",
        { CancelsSettlementId: null, Setting: CareSetting.Inpatient } => "2304",
        { CancelsSettlementId: null } => "2207",
        { State: SettlementState.CancelledByCore, Setting: CareSetting.Pharmacy } => "2102",
        { State: SettlementState.CancelledByCore, Setting: CareSetting.Inpatient } => "2304",
        { State: SettlementState.CancelledByCore } => "2207",
        { Setting: CareSetting.Pharmacy } => "2103",
        { Setting: CareSetting.Inpatient } => "2305",
        _ => "2208",
    };
}
