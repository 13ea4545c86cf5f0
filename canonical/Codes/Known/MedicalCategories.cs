namespace Hub.Canonical;

/// <summary>Values of med_type that the routes decide by: medical categories. The whole table is in <see cref="NhsaCodes"/>.</summary>
public static class MedicalCategories
{
    /// <summary>Name of the field and of the table.</summary>
    public const string Field = "med_type";

    /// <summary>普通门诊.</summary>
    public const string Outpatient = "11";

    /// <summary>急诊.</summary>
    public const string Emergency = "13";

    /// <summary>门诊慢特病.</summary>
    public const string ChronicDisease = "14";

    /// <summary>普通住院.</summary>
    public const string Inpatient = "2101";

    /// <summary>单病种住院.</summary>
    public const string SingleDiseaseInpatient = "2102";

    /// <summary>外伤住院.</summary>
    public const string TraumaInpatient = "22";

    /// <summary>日间手术.</summary>
    public const string DaySurgery = "28";

    /// <summary>定点药店购药.</summary>
    public const string Pharmacy = "41";

    /// <summary>生育门诊.</summary>
    public const string MaternityOutpatient = "51";

    /// <summary>生育住院.</summary>
    public const string MaternityInpatient = "52";
}
