namespace Hub.Canonical;

/// <summary>Values of psn_cert_type that the routes decide by: identity documents. The whole table is in <see cref="NhsaCodes"/>.</summary>
public static class DocumentTypes
{
    /// <summary>Name of the field and of the table.</summary>
    public const string Field = "psn_cert_type";

    /// <summary>居民身份证（户口簿）.</summary>
    public const string ResidentIdCard = "01";

    /// <summary>外国人护照.</summary>
    public const string ForeignPassport = "08";

    /// <summary>港澳台居民居住证.</summary>
    public const string ResidencePermit = "17";

    /// <summary>其他身份证件.</summary>
    public const string Other = "99";
}
