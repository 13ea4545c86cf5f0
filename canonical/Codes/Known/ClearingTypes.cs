namespace Hub.Canonical;

/// <summary>Values of clr_type that the routes decide by: clearing types. The whole table is in <see cref="NhsaCodes"/>.</summary>
public static class ClearingTypes
{
    /// <summary>Name of the field and of the table.</summary>
    public const string Field = "clr_type";

    /// <summary>门诊.</summary>
    public const string Outpatient = "11";

    /// <summary>门诊慢特病.</summary>
    public const string ChronicDisease = "14";

    /// <summary>住院.</summary>
    public const string Inpatient = "21";

    /// <summary>药店购药.</summary>
    public const string Pharmacy = "41";

    /// <summary>其他.</summary>
    public const string Other = "99";
}
