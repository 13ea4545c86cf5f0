namespace Hub.Canonical;

/// <summary>Values of fund_pay_type that the routes decide by: funds that pay. The whole table is in <see cref="NhsaCodes"/>.</summary>
public static class FundTypes
{
    /// <summary>Name of the field and of the table.</summary>
    public const string Field = "fund_pay_type";

    /// <summary>城镇职工基本医疗保险统筹基金.</summary>
    public const string EmployeesPooled = "310100";

    /// <summary>职工门诊统筹基金.</summary>
    public const string EmployeesOutpatientPooled = "310102";

    /// <summary>城镇职工基本医疗保险个人账户基金.</summary>
    public const string PersonalAccount = "310200";

    /// <summary>公务员医疗补助基金.</summary>
    public const string CivilServants = "320100";

    /// <summary>大额医疗费用补助基金.</summary>
    public const string LargeAmount = "330100";

    /// <summary>离休人员医疗保障基金.</summary>
    public const string VeteranCadres = "340100";

    /// <summary>一至六级残疾军人医疗补助基金.</summary>
    public const string DisabledSoldiers = "350100";

    /// <summary>企业补充医疗保险基金.</summary>
    public const string EnterpriseSupplement = "370100";

    /// <summary>城乡居民基本医疗保险基金.</summary>
    public const string ResidentsPooled = "390100";

    /// <summary>居民门诊统筹基金.</summary>
    public const string ResidentsOutpatientPooled = "390102";

    /// <summary>城乡居民大病医疗保险基金.</summary>
    public const string ResidentsSeriousIllness = "390200";

    /// <summary>生育基金.</summary>
    public const string Maternity = "510100";

    /// <summary>医疗救助基金.</summary>
    public const string MedicalAssistance = "610100";

    /// <summary>其他基金.</summary>
    public const string Other = "999997";
}
