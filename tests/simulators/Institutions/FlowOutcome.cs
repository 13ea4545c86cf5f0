namespace Hub.Simulators.Institutions;

/// <summary>How one patient's flow ended.</summary>
/// <param name="Settlement">Ok, Fail or Unknown for the settlement (Fail also when the flow did not get that far).</param>
/// <param name="SetlId">The settlement; "" unless ok.</param>
/// <param name="CancellationTried">True: the clerk tried to cancel it.</param>
/// <param name="Cancellation">How the cancellation ended; Ok when none was tried.</param>
/// <param name="FailedAt">The transaction that refused or stayed unknown; "" when all went well.</param>
/// <param name="Text">Its <c>err_msg</c>.</param>
public sealed record FlowOutcome(
    Knowledge Settlement, string SetlId, bool CancellationTried, Knowledge Cancellation, string FailedAt, string Text);

/// <summary>Which flow a patient goes through.</summary>
public enum FlowKind
{
    /// <summary>1101 2201 2203 2204 2206 2207 (2208).</summary>
    Outpatient,

    /// <summary>1101 2401 2301×n 2303 2402 2304 (2305).</summary>
    Inpatient,

    /// <summary>1101 2101 2102 (2103).</summary>
    Pharmacy,

    /// <summary>2102 alone, for load: the patient's number is known.</summary>
    PharmacySettleOnly,
}
