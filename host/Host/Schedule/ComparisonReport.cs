namespace Hub.Host.Schedule;

/// <summary>One comparison of a day with the core, as operators see it; no personal data.</summary>
/// <param name="Institution">fixmedins_code.</param>
/// <param name="InsuranceType">insutype; empty when nothing could be collected.</param>
/// <param name="ClearingType">clr_type; empty when nothing could be collected.</param>
/// <param name="SettlementAgency">setl_optins; empty when nothing could be collected.</param>
/// <param name="Rows">Rows of the hub.</param>
/// <param name="State">
/// <c>pending</c>, <c>balanced</c>, <c>different</c>, <c>failed</c> (the core could not or would not compare), <c>started before</c>,
/// <c>unavailable</c> (not started, try again) or <c>not collected</c> (see the log).
/// </param>
/// <param name="Differences">Differences found.</param>
internal sealed record ComparisonReport(
    string Institution, string InsuranceType, string ClearingType, string SettlementAgency, int Rows, string State, int Differences)
{
    /// <summary>Whether nothing more is to be expected of it.</summary>
    internal bool IsFinal => State != Pending;

    internal const string Pending = "pending";
}
