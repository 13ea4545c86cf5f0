namespace Hub.Canonical;

/// <summary>Values of insutype that the routes decide by: insurance types. The whole table is in <see cref="NhsaCodes"/>.</summary>
public static class InsuranceTypes
{
    /// <summary>Name of the field and of the table.</summary>
    public const string Field = "insutype";

    /// <summary>职工基本医疗保险.</summary>
    public const string Employees = "310";

    /// <summary>公务员医疗补助.</summary>
    public const string CivilServants = "320";

    /// <summary>大额医疗费用补助.</summary>
    public const string LargeAmount = "330";

    /// <summary>离休人员医疗保障.</summary>
    public const string VeteranCadres = "340";

    /// <summary>一至六级残废军人医疗补助.</summary>
    public const string DisabledSoldiers = "350";

    /// <summary>企业补充医疗保险.</summary>
    public const string EnterpriseSupplement = "370";

    /// <summary>城乡居民基本医疗保险.</summary>
    public const string Residents = "390";

    /// <summary>城乡居民大病医疗保险.</summary>
    public const string ResidentsSeriousIllness = "392";

    /// <summary>长期照护保险.</summary>
    public const string LongTermCare = "410";

    /// <summary>生育保险.</summary>
    public const string Maternity = "510";
}
