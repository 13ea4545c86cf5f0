using System.Collections.Frozen;

namespace Hub.Canonical;

/// <summary>Level of an administrative division.</summary>
public enum DivisionLevel
{
    /// <summary>Province, municipality, autonomous or special region: xx0000.</summary>
    Province,

    /// <summary>City or prefecture: xxyy00.</summary>
    City,

    /// <summary>County, district or county-level city.</summary>
    County,
}

/// <summary>What can be said about a division code.</summary>
public enum DivisionStanding
{
    /// <summary>Listed in the current table.</summary>
    Current,

    /// <summary>
    /// Six digits of a known province that the current table does not list: withdrawn since, or an insurance division
    /// (xxyy99, a development zone). Worth a warning, never a refusal.
    /// </summary>
    Unlisted,

    /// <summary>Not six digits, or no such province: an error.</summary>
    Malformed,
}

/// <summary>A division of GB/T 2260.</summary>
/// <param name="Code">Six digits.</param>
/// <param name="Name">Chinese name without the names of its parents.</param>
/// <param name="Level">Level by the zeros of the code.</param>
public sealed record Division(string Code, string Name, DivisionLevel Level);

/// <summary>
/// Administrative divisions (GB/T 2260, 6 digits; origin in Codes/provenance.md). Counties are withdrawn and founded every
/// year while identity numbers keep the code of the first registration, so absence from the table refuses nothing.
/// Source: nhsa.md C3.
/// </summary>
public static class Divisions
{
    private static readonly Lazy<FrozenDictionary<string, Division>> _all = new(static () =>
        CodeResource.Rows("divisions.txt").ToFrozenDictionary(
            row => row.Left, row => new Division(row.Left, row.Right, LevelOf(row.Left)), StringComparer.Ordinal));

    /// <summary>All current divisions ordered by code.</summary>
    public static IReadOnlyList<Division> All => [.. _all.Value.Values.OrderBy(d => d.Code, StringComparer.Ordinal)];

    /// <summary>The current division, or null.</summary>
    public static Division? Find(string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        return _all.Value.GetValueOrDefault(code);
    }

    /// <summary>Whether a code is current, unlisted or malformed.</summary>
    public static DivisionStanding Check(string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        if (code.Length != 6 || code.AsSpan().ContainsAnyExceptInRange('0', '9') || !IsProvincePrefix(code.AsSpan(0, 2)))
        {
            return DivisionStanding.Malformed;
        }

        return _all.Value.ContainsKey(code) ? DivisionStanding.Current : DivisionStanding.Unlisted;
    }

    /// <summary>Province of a code, also of an unlisted one; null when malformed.</summary>
    public static Division? ProvinceOf(string code) =>
        Check(code) == DivisionStanding.Malformed ? null : Find(string.Concat(code.AsSpan(0, 2), "0000"));

    /// <summary>
    /// City of a code, also of an unlisted county; null for a province, and for the districts of the municipalities
    /// (Beijing, Tianjin, Shanghai, Chongqing), which have no city between.
    /// </summary>
    public static Division? CityOf(string code) =>
        Check(code) == DivisionStanding.Malformed || code[2..4] == "00"
            ? null
            : Find(string.Concat(code.AsSpan(0, 4), "00"));

    /// <summary>The division above: a county's city (or province where there is no city), a city's province, null for a province.</summary>
    public static Division? ParentOf(string code)
    {
        if (Check(code) == DivisionStanding.Malformed)
        {
            return null;
        }

        return LevelOf(code) switch
        {
            DivisionLevel.Province => null,
            DivisionLevel.City => ProvinceOf(code),
            _ => CityOf(code) ?? ProvinceOf(code),
        };
    }

    /// <summary>Name with its parents, for example 湖南省株洲市芦淞区; null for a code that is not current.</summary>
    public static string? FullNameOf(string code)
    {
        if (Find(code) is not { } division)
        {
            return null;
        }

        return ParentOf(code) is { } parent ? FullNameOf(parent.Code) + division.Name : division.Name;
    }

    /// <summary>
    /// Whether two digits begin the codes of a province: GB/T 2260, and 66 for the Xinjiang Corps, which is a province
    /// in insurance divisions only.
    /// </summary>
    public static bool IsProvincePrefix(ReadOnlySpan<char> two) => two.Length == 2 && (two[0], two[1]) switch
    {
        ('1', >= '1' and <= '5') => true,
        ('2', >= '1' and <= '3') => true,
        ('3', >= '1' and <= '7') => true,
        ('4', >= '1' and <= '6') => true,
        ('5', >= '0' and <= '4') => true,
        ('6', >= '1' and <= '6') => true,
        ('7', '1') => true,
        ('8', '1' or '2') => true,
        _ => false,
    };

    private static DivisionLevel LevelOf(string code) =>
        code.EndsWith("0000", StringComparison.Ordinal) ? DivisionLevel.Province
        : code.EndsWith("00", StringComparison.Ordinal) ? DivisionLevel.City
        : DivisionLevel.County;
}
