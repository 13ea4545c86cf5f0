using System.Collections.Frozen;

namespace Hub.Adapters.Soap.Translation;

/// <summary>A function of CallService: the typed operation it is, the node that holds its own fields, and what its number says beside.</summary>
/// <param name="Operation">Element of the contract.</param>
/// <param name="Node">Node of the fields; for typed names data or mdtrtinfo.</param>
/// <param name="AnswerNode">Node of an opened encounter in the answer.</param>
/// <param name="Said">Fields that the number stands for, for example <c>setting=Inpatient</c>.</param>
internal sealed record CallFunction(string Operation, string Node, string AnswerNode, params (string Name, string Value)[] Said)
{
    private const string Setting = "setting";
    private static readonly (string, string) Outpatient = (Setting, "Outpatient");
    private static readonly (string, string) Inpatient = (Setting, "Inpatient");
    private static readonly (string, string) Pharmacy = (Setting, "Pharmacy");

    /// <summary>National numbers; the operations of the typed service are functions by their own names too.</summary>
    private static readonly FrozenDictionary<string, CallFunction> ByNumber = new Dictionary<string, CallFunction>(StringComparer.Ordinal)
    {
        ["1101"] = new("IdentifyPerson", "data", "baseinfo"),
        ["2001"] = new("Inquire", "data", "data", ("subject", "2001")),
        ["2101"] = new("TrySettle", "druginfo", "setlinfo", Pharmacy),
        ["2102"] = new("Settle", "druginfo", "setlinfo", Pharmacy),
        ["2103"] = new("CancelSettlement", "data", "setlinfo", Pharmacy),
        ["2201"] = new("RegisterEncounter", "data", "data"),
        ["2202"] = new("CancelRegistration", "data", "data"),
        ["2203"] = new("RecordVisit", "mdtrtinfo", "data"),
        ["2204"] = new("AddFeeLines", "feedetail", "result", Outpatient),
        ["2205"] = new("RemoveFeeLines", "data", "data", Outpatient),
        ["2206"] = new("TrySettle", "data", "setlinfo", Outpatient),
        ["2207"] = new("Settle", "data", "setlinfo", Outpatient),
        ["2208"] = new("CancelSettlement", "data", "setlinfo", Outpatient),
        ["2301"] = new("AddFeeLines", "feedetail", "result", Inpatient),
        ["2302"] = new("RemoveFeeLines", "data", "data", Inpatient),
        ["2303"] = new("TrySettle", "data", "setlinfo", Inpatient),
        ["2304"] = new("Settle", "data", "setlinfo", Inpatient),
        ["2305"] = new("CancelSettlement", "data", "setlinfo", Inpatient),
        ["2401"] = new("AdmitPatient", "mdtrtinfo", "result"),
        ["2402"] = new("DischargePatient", "dscginfo", "data"),
        ["2403"] = new("AmendAdmission", "adminfo", "data", ("step", "Change")),
        ["2404"] = new("AmendAdmission", "data", "data", ("step", "CancelAdmission")),
        ["2405"] = new("AmendAdmission", "data", "data", ("step", "CancelDischarge")),
        ["2601"] = new("ReverseMessage", "data", "data"),
        ["3201"] = new("ReconcileTotals", "data", "stmtinfo"),
        ["4101"] = new("SubmitSettlementList", "setlinfo", "data"),
        ["5201"] = new("Inquire", "data", "data", ("subject", "5201")),
        ["5203"] = new("Inquire", "data", "data", ("subject", "5203")),
        ["5204"] = new("Inquire", "data", "data", ("subject", "5204")),
        ["5206"] = new("Inquire", "data", "data", ("subject", "5206")),
        ["5301"] = new("Inquire", "data", "data", ("subject", "5301")),
        ["5303"] = new("Inquire", "data", "data", ("subject", "5303")),
        ["9001"] = new("SignIn", "signIn", "signinoutb"),
        ["9002"] = new("SignOut", "signOut", "sign_time"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The function; null for one that is not offered.</summary>
    public static CallFunction? Find(string name) => ByNumber.TryGetValue(name, out var function)
        ? function
        : Wire.Contract.SoapContract.Operations.Contains(name) && name != "QueryReceipt" ? new CallFunction(name, "data mdtrtinfo", "data") : null;
}
