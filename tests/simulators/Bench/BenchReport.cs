using System.Globalization;
using System.Text.Json;
using Hub.Simulators.Processes;
using Spectre.Console;

namespace Hub.Simulators.Bench;

/// <summary>The figures of a run, as a table and as JSON.</summary>
internal sealed class BenchReport(string bench, TimeProvider clock)
{
    private readonly List<Figure> _figures = [];
    private readonly List<string> _notes = [];
    private readonly Dictionary<string, object> _details = [];

    /// <summary>Figures so far.</summary>
    public IReadOnlyList<Figure> Figures => _figures;

    /// <summary>Keeps a figure and says it at once: a long run shows what it has.</summary>
    public void Add(Figure figure)
    {
        _figures.Add(figure);
        string value = figure.Value is { } number ? Figure.Number(number) : "not measured";
        Say($"  {figure.Text}: {value} {figure.Unit}{(figure.Required.Length > 0 ? $" (required {figure.Required})" : "")}");
    }

    /// <summary>Keeps a remark.</summary>
    public void Note(string text)
    {
        _notes.Add(text);
        Say("  " + text);
    }

    /// <summary>Keeps data for the JSON alone.</summary>
    public void Detail(string name, object value) => _details[name] = value;

    /// <summary>Says what happens.</summary>
    public static void Say(string text)
    {
        Console.Out.WriteLine(text);
        Console.Out.Flush();
    }

    /// <summary>Prints the table.</summary>
    public void Print()
    {
        var table = new Table().Border(TableBorder.Rounded).Title($"bench {bench}");
        table.AddColumn("figure");
        table.AddColumn(new TableColumn("value").RightAligned());
        table.AddColumn("required");
        table.AddColumn("limit of this run");
        table.AddColumn("");
        foreach (Figure figure in _figures)
        {
            string value = figure.Value is { } number ? $"{Figure.Number(number)} {figure.Unit}".TrimEnd() : "–";
            string verdict = figure.Reached switch { true => "[green]ok[/]", false => "[red]not reached[/]", _ => "" };
            table.AddRow(figure.Text.EscapeMarkup(), value.EscapeMarkup(), figure.Required, figure.Limit.EscapeMarkup(), verdict);
        }
        PlainOutput.Choose();
        AnsiConsole.Write(table);
        foreach (string note in _notes)
        {
            AnsiConsole.WriteLine("  " + note);
        }
    }

    /// <summary>Writes the JSON.</summary>
    public void Save(string file)
    {
        var document = new
        {
            bench,
            at = clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture),
            processors = Environment.ProcessorCount,
            figures = _figures.ToDictionary(
                figure => figure.Name,
                figure => new { text = figure.Text, value = figure.Value, unit = figure.Unit, least = figure.Least, most = figure.Most, limit = figure.Limit, reached = figure.Reached }),
            details = _details,
            notes = _notes,
        };
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        File.WriteAllBytes(file, JsonSerializer.SerializeToUtf8Bytes(document, Indented));
    }

    private static readonly JsonSerializerOptions Indented = new(JsonSerializerOptions.Web)
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
