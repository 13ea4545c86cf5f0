using System.Text.RegularExpressions;

namespace Hub.Architecture;

public sealed partial class When_source_is_written
{
    private const int LinesMax = 400;
    private const int ColumnsMax = 160;

    [Fact]
    public void Should_stay_in_small_files() =>
        Offenders.None(Repository.Sources.Select(file => (file, lines: Repository.Lines(file).Length)).Where(f => f.lines > LinesMax));

    [Fact]
    public void Should_stay_on_one_screen() => Offenders.None(Repository.ProductSources
        .SelectMany(file => Repository.Lines(file).Select((line, i) => (file, line: i + 1, columns: line.Length)))
        .Where(l => l.columns > ColumnsMax));

    [Fact]
    public void Should_declare_log_lines_where_they_are_looked_for()
    {
        var declared = Repository.ProductSources.Where(file => Repository.Code(file).Contains("[LoggerMessage", StringComparison.Ordinal));
        Offenders.None(declared.Where(file => !file.EndsWith("Log.cs", StringComparison.Ordinal)));
        Offenders.None(Repository.ProductSources.Where(file => InterpolatedLogging().IsMatch(Repository.Code(file))));
    }

    [Fact]
    public void Should_give_each_log_line_a_number_of_its_own()
    {
        var ids = Repository.ProductSources
            .SelectMany(file => EventId().Matches(Repository.Text(file)).Select(match => (id: match.Groups["id"].Value, file)))
            .ToList();
        Assert.NotEmpty(ids);
        Offenders.None(ids.GroupBy(e => e.id).Where(group => group.Count() > 1).Select(group => $"{group.Key}: {string.Join(", ", group.Select(e => e.file))}"));
    }

    [Fact]
    public void Should_explain_every_option()
    {
        var wrong = new List<string>();
        foreach (var file in Repository.ProductSources.Where(file => file.EndsWith("Options.cs", StringComparison.Ordinal)))
        {
            var lines = Repository.Lines(file);
            for (var i = 0; i < lines.Length; i++)
            {
                if (Property().IsMatch(lines[i]) && !IsExplained(lines, i))
                {
                    wrong.Add($"{file}:{i + 1}");
                }
            }
        }

        Offenders.None(wrong);
    }

    [Fact]
    public void Should_explain_every_public_type_that_others_build_on()
    {
        string[] contracts = ["canonical/", "adapters/Abstractions/", "host/Journal/Abstractions/", "certs/"];
        var wrong = from file in Repository.ProductSources
                    where contracts.Any(folder => file.StartsWith(folder, StringComparison.Ordinal))
                    let lines = Repository.Lines(file)
                    from i in Enumerable.Range(0, lines.Length)
                    where PublicType().IsMatch(lines[i]) && !IsExplained(lines, i)
                    select $"{file}:{i + 1}";
        Offenders.None(wrong);
    }

    [Fact]
    public void Should_count_money_in_whole_fen()
    {
        string[] folders = ["canonical/", "routes/", "adapters/", "host/Journal/"];
        Offenders.None(Repository.ProductSources
            .Where(file => folders.Any(folder => file.StartsWith(folder, StringComparison.Ordinal)))
            .Where(file => FloatingMoney().IsMatch(Repository.Code(file))));
    }

    [Fact]
    public void Should_swallow_nothing_and_leave_nothing_unfinished()
    {
        // Put together here, or this file would be the first to be found.
        string[] marks = ["TO" + "DO", "FIX" + "ME", "Not" + "ImplementedException", "HA" + "CK"];
        Offenders.None(Repository.Sources.SelectMany(file => marks.Where(mark => Regex.IsMatch(Repository.Text(file), $@"\b{mark}\b")).Select(mark => $"{file}: {mark}")));
        Offenders.None(Repository.Sources.Where(file => EmptyCatch().IsMatch(Repository.Text(file))));
    }

    // Attributes, some of several lines, stand between the docstring and what it explains.
    private static bool IsExplained(string[] lines, int at)
    {
        for (var above = at - 1; above >= 0; above--)
        {
            var line = lines[above].Trim();
            if (line.StartsWith("///", StringComparison.Ordinal))
            {
                return true;
            }

            if (line.Length == 0 || line[^1] is ';' or '{' or '}')
            {
                return false;
            }
        }

        return false;
    }

    [GeneratedRegex(@"\.Log(?:Trace|Debug|Information|Warning|Error|Critical)\s*\(")]
    private static partial Regex InterpolatedLogging();

    [GeneratedRegex(@"\[LoggerMessage\(\s*(?:EventId\s*=\s*)?(?<id>\d+)")]
    private static partial Regex EventId();

    [GeneratedRegex(@"^\s+public\s[^=(]*\{\s*get;\s*(?:set|init);")]
    private static partial Regex Property();

    [GeneratedRegex(@"^public\s+(?:(?:static|sealed|abstract|partial|readonly|ref)\s+)*(?:class|record|struct|interface|enum|delegate)\b")]
    private static partial Regex PublicType();

    [GeneratedRegex(@"\b(?:double|float)\b\s+\w*(?:amount|money|fen|total|price|fee)\w*|\(double\)\s*\w*(?:amount|money|fen|price|fee)", RegexOptions.IgnoreCase)]
    private static partial Regex FloatingMoney();

    [GeneratedRegex(@"catch\s*(?:\([^)]*\))?\s*(?:when\s*\([^{]*\))?\s*\{\s*\}")]
    private static partial Regex EmptyCatch();
}
