using Hub.Simulators.Wire;

namespace Hub.Simulators.Bank;

/// <summary>ISO reason codes that the bank uses, with its own words for them.</summary>
internal static class ReasonCodes
{
    private static readonly string[] Rejections = ["AC01", "AC04", "BE05", "RC01"];

    public static string Text(string code) => code switch
    {
        "AC01" => "账号户名不符",
        "AC04" => "账户已销户",
        "AM04" => "余额不足",
        "BE05" => "委托方无法识别",
        "RC01" => "行号有误",
        _ => "银行拒绝",
    };

    /// <summary>A reason for a payment that has none of its own: always the same for the same serial.</summary>
    public static string Of(string serial) => Rejections[StableHash.Of(0, serial) % (ulong)Rejections.Length];
}
