namespace Hub.Canonical;

/// <summary>Values of gend that the routes decide by: sexes (GB/T 2261.1). The whole table is in <see cref="NhsaCodes"/>.</summary>
public static class Genders
{
    /// <summary>Name of the field and of the table.</summary>
    public const string Field = "gend";

    /// <summary>未知.</summary>
    public const string Unknown = "0";

    /// <summary>男.</summary>
    public const string Male = "1";

    /// <summary>女.</summary>
    public const string Female = "2";

    /// <summary>未说明性别.</summary>
    public const string Unspecified = "9";
}
