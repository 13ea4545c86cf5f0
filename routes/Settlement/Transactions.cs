using Hub.Canonical;

namespace Hub.Routes.Settlement;

/// <summary>National numbers of the requests to the core that a reversal (2601) can undo.</summary>
internal static class Transactions
{
    public const string Admission = "2401";

    /// <summary>The settlement of a setting.</summary>
    public static string Settlement(CareSetting setting) => setting switch
    {
        CareSetting.Pharmacy => "2102",
        CareSetting.Inpatient => "2304",
        _ => "2207",
    };

    /// <summary>True for the kinds that an institution of the national interface may reverse.</summary>
    public static bool IsReversible(string kind) => kind is "2102" or "2207" or "2304" or Admission;
}
