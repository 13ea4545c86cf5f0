namespace Hub.Canonical;

/// <summary>Values of stmt_rslt that the routes decide by: results of a comparison of books. The whole table is in <see cref="NhsaCodes"/>.</summary>
public static class ComparisonResults
{
    /// <summary>Name of the field and of the table.</summary>
    public const string Field = "stmt_rslt";

    /// <summary>平.</summary>
    public const string Balanced = "0";

    /// <summary>不平.</summary>
    public const string NotBalanced = "1";
}
