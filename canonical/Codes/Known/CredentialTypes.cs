namespace Hub.Canonical;

/// <summary>Values of mdtrt_cert_type that the routes decide by: credentials at the counter. The whole table is in <see cref="NhsaCodes"/>.</summary>
public static class CredentialTypes
{
    /// <summary>Name of the field and of the table.</summary>
    public const string Field = "mdtrt_cert_type";

    /// <summary>医保电子凭证.</summary>
    public const string ElectronicCredential = "01";

    /// <summary>居民身份证.</summary>
    public const string ResidentIdCard = "02";

    /// <summary>社会保障卡.</summary>
    public const string SocialSecurityCard = "03";
}
