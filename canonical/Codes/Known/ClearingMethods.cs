namespace Hub.Canonical;

/// <summary>Values of clr_way that the routes decide by: clearing methods. The whole table is in <see cref="NhsaCodes"/>.</summary>
public static class ClearingMethods
{
    /// <summary>Name of the field and of the table.</summary>
    public const string Field = "clr_way";

    /// <summary>按项目.</summary>
    public const string ByItem = "1";

    /// <summary>单病种.</summary>
    public const string SingleDisease = "2";

    /// <summary>按床日.</summary>
    public const string ByBedDay = "3";

    /// <summary>按人头.</summary>
    public const string PerCapita = "4";

    /// <summary>其他.</summary>
    public const string Other = "9";
}
