using System.Collections.Frozen;
using System.Text.Json;
using Hub.Simulators.Core.Wire;

namespace Hub.Simulators.Core.Transactions;

/// <summary>One transaction: changes the state and writes the value of <c>output</c>, or throws <see cref="CoreRefusalException"/>.</summary>
internal delegate void Transaction(CoreState state, CoreRequest request, Utf8JsonWriter output);

/// <summary>Which transaction an infno names. (9102 answers with bytes and has no row.)</summary>
internal static class TransactionTable
{
    private static readonly FrozenDictionary<string, Transaction> Rows = new Dictionary<string, Transaction>
    {
        ["1101"] = PersonTransactions.Identify,
        ["2001"] = PersonTransactions.CheckEntitlement,
        ["2101"] = PharmacyTransactions.Trial,
        ["2102"] = PharmacyTransactions.Settle,
        ["2103"] = CancelTransactions.Cancel,
        ["2201"] = OutpatientTransactions.Register,
        ["2202"] = OutpatientTransactions.CancelRegistration,
        ["2203"] = OutpatientTransactions.Visit,
        ["2204"] = OutpatientTransactions.UploadFees,
        ["2205"] = OutpatientTransactions.DeleteFees,
        ["2206"] = OutpatientTransactions.Trial,
        ["2207"] = OutpatientTransactions.Settle,
        ["2208"] = CancelTransactions.Cancel,
        ["2301"] = InpatientTransactions.UploadFees,
        ["2302"] = InpatientTransactions.DeleteFees,
        ["2303"] = InpatientTransactions.Trial,
        ["2304"] = InpatientTransactions.Settle,
        ["2305"] = CancelTransactions.Cancel,
        ["2401"] = InpatientTransactions.Admit,
        ["2402"] = InpatientTransactions.Discharge,
        ["2403"] = InpatientTransactions.Change,
        ["2404"] = InpatientTransactions.CancelAdmission,
        ["2405"] = InpatientTransactions.CancelDischarge,
        ["2601"] = CancelTransactions.Reverse,
        ["3201"] = StatementTransactions.CompareTotals,
        ["3202"] = StatementTransactions.CompareDetails,
        ["4101"] = InpatientTransactions.UploadSettlementList,
        ["5201"] = QueryTransactions.Visits,
        ["5203"] = QueryTransactions.SettlementInquiry,
        ["5204"] = QueryTransactions.FeeInquiry,
        ["5206"] = PersonTransactions.Accumulations,
        ["5301"] = PersonTransactions.ApprovedDiseases,
        ["5303"] = QueryTransactions.InHospital,
        ["9001"] = PersonTransactions.SignIn,
        ["9002"] = PersonTransactions.SignOut,
        ["9101"] = FileTransactions.Upload,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The transaction, or null.</summary>
    public static Transaction? Find(string infNo) => Rows.GetValueOrDefault(infNo);
}
