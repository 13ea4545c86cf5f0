namespace Hub.Canonical;

/// <summary>Values of psn_insu_stas that the routes decide by: states of an insurance relation. The whole table is in <see cref="NhsaCodes"/>.</summary>
public static class InsuranceStatuses
{
    /// <summary>Name of the field and of the table.</summary>
    public const string Field = "psn_insu_stas";

    /// <summary>未参保.</summary>
    public const string NotInsured = "0";

    /// <summary>正常参保.</summary>
    public const string Normal = "1";

    /// <summary>暂停参保.</summary>
    public const string Suspended = "2";

    /// <summary>无效参保.</summary>
    public const string Invalid = "3";

    /// <summary>终止参保.</summary>
    public const string Ended = "4";
}
