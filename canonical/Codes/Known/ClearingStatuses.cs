namespace Hub.Canonical;

/// <summary>Values of clr_stas that the routes decide by: states of a clearing. The whole table is in <see cref="NhsaCodes"/>.</summary>
public static class ClearingStatuses
{
    /// <summary>Name of the field and of the table.</summary>
    public const string Field = "clr_stas";

    /// <summary>已申报.</summary>
    public const string Applied = "10";

    /// <summary>申请已受理.</summary>
    public const string Accepted = "20";

    /// <summary>正在审核.</summary>
    public const string Auditing = "30";

    /// <summary>审核完成.</summary>
    public const string Audited = "40";

    /// <summary>已清算.</summary>
    public const string Cleared = "50";

    /// <summary>已拨付.</summary>
    public const string Paid = "60";
}
