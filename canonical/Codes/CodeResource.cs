using System.Text;

namespace Hub.Canonical;

/// <summary>Reads the generated tables out of the assembly: lines of two columns, comments begin with #.</summary>
internal static class CodeResource
{
    /// <summary>The rows of a table in order.</summary>
    /// <exception cref="InvalidDataException">The resource is missing or a row has not two columns: the build is broken.</exception>
    public static IEnumerable<(string Left, string Right)> Rows(string name)
    {
        using var stream = typeof(CodeResource).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidDataException($"The assembly lacks the table {name}.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#'))
            {
                continue;
            }

            var tab = line.IndexOf('\t', StringComparison.Ordinal);
            yield return tab > 0
                ? (line[..tab], line[(tab + 1)..])
                : throw new InvalidDataException($"The table {name} has a row without two columns.");
        }
    }
}
