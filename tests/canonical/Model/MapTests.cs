using System.Text.RegularExpressions;

namespace Hub.Canonical.Tests.Model;

/// <summary>Reads the tables of canonical/README.md: a heading ### Record, then rows of field, infno, FHIR, HL7 v2 and bank.</summary>
internal static partial class FieldMap
{
    /// <summary>Rows by record; a row is its five cells.</summary>
    public static Dictionary<string, List<string[]>> Read(string markdown)
    {
        var map = new Dictionary<string, List<string[]>>(StringComparer.Ordinal);
        List<string[]>? rows = null;
        foreach (var line in markdown.Split('\n'))
        {
            if (line.StartsWith("### ", StringComparison.Ordinal))
            {
                map.Add(line[4..].Trim(), rows = []);
            }
            else if (rows is not null && line.StartsWith("| `", StringComparison.Ordinal))
            {
                rows.Add([.. line.Trim().Trim('|').Split('|').Select(cell => cell.Trim())]);
            }
        }

        return map;
    }

    [GeneratedRegex(@"\b[a-z]+(_[a-z]+)+\b")]
    public static partial Regex NationalName { get; }
}

public sealed class When_the_model_is_mapped_to_partners
{
    private static readonly Dictionary<string, List<string[]>> _map = FieldMap.Read(File.ReadAllText(Repository.PathOf("canonical/README.md")));

    [Fact]
    public void Should_have_a_table_for_every_record_and_no_other() =>
        Assert.Equal(CanonicalTypes.Records.Select(t => t.Name), _map.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Should_map_every_field_once_and_no_other()
    {
        foreach (var type in CanonicalTypes.Records)
        {
            var fields = CanonicalTypes.FieldsOf(type).Select(p => $"`{char.ToLowerInvariant(p.Name[0])}{p.Name[1..]}`");
            Assert.Equal(fields.Order(StringComparer.Ordinal), _map[type.Name].Select(r => r[0]).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void Should_fill_every_cell() =>
        Assert.All(_map.SelectMany(table => table.Value), row => Assert.True(row.Length == 5 && row.All(cell => cell.Length > 0), string.Join('|', row)));

    [Fact]
    public void Should_use_names_that_the_national_interface_has()
    {
        var reference = File.ReadAllText(Repository.Shared("reference/nhsa.md"));
        var names = _map.Values.SelectMany(rows => rows).SelectMany(row => FieldMap.NationalName.Matches(row[1])).Select(m => m.Value).Distinct();

        Assert.All(names, name => Assert.Contains(name, reference, StringComparison.Ordinal));
    }
}
