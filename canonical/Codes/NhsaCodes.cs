using System.Collections.Frozen;

namespace Hub.Canonical;

/// <summary>One table of the national interface: what the values of a field mean.</summary>
/// <param name="Field">Name of the field in the national dictionary, for example <c>insutype</c>.</param>
/// <param name="Name">Chinese name of the table.</param>
/// <param name="Codes">Meaning by code, compared exactly.</param>
public sealed record CodeTable(string Field, string Name, IReadOnlyDictionary<string, string> Codes);

/// <summary>
/// Code tables of the national interface as code systems (FHIR CodeSystem); origin in Codes/provenance.md. Provinces
/// add codes of their own, so an unknown code is the business of the profile in force, not an error here. Tables are found
/// by the field's name, letters compared exactly. Source: nhsa.md A7.
/// </summary>
public static class NhsaCodes
{
    private static readonly Lazy<FrozenDictionary<string, CodeTable>> _tables = new(Load);

    /// <summary>Names of all tables, ordered.</summary>
    public static IReadOnlyList<string> Fields => [.. _tables.Value.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The table of a field, or null.</summary>
    public static CodeTable? Find(string field)
    {
        ArgumentNullException.ThrowIfNull(field);
        return _tables.Value.GetValueOrDefault(field);
    }

    /// <summary>Whether the table of the field lists the code; false also when there is no such table.</summary>
    public static bool Contains(string field, string code) => Find(field) is { } table && table.Codes.ContainsKey(code);

    /// <summary>Chinese meaning of a code, or null.</summary>
    public static string? DisplayOf(string field, string code) => Find(field)?.Codes.GetValueOrDefault(code);

    /// <summary>
    /// A coding in the field's code system with the Chinese meaning where the table has it; an unlisted code keeps no
    /// display and is not refused.
    /// </summary>
    public static Coding Coding(string field, string code) => new(CodeSystems.Nhsa(field), code, DisplayOf(field, code));

    private static FrozenDictionary<string, CodeTable> Load()
    {
        var tables = new Dictionary<string, CodeTable>(StringComparer.Ordinal);
        Dictionary<string, string>? codes = null;
        foreach (var (left, right) in CodeResource.Rows("nhsa-codes.txt"))
        {
            if (left[0] == '@')
            {
                codes = new Dictionary<string, string>(StringComparer.Ordinal);
                tables.Add(left[1..], new CodeTable(left[1..], right, codes));
            }
            else
            {
                (codes ?? throw new InvalidDataException("nhsa-codes.txt does not begin with a table.")).Add(left, right);
            }
        }

        return tables.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
