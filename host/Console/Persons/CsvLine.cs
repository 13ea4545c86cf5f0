using System.Text;

namespace Hub.Console.Persons;

/// <summary>
/// One line of CSV (RFC 4180) cut into its values: commas separate, quotes enclose, two quotes inside stand for one. Not supported: line ends
/// inside quotes (no value of a list has one) and other separators.
/// </summary>
internal static class CsvLine
{
    /// <summary>Values of a line; false when its quotes are wrong.</summary>
    internal static bool TryCut(ReadOnlySpan<char> line, List<string> values)
    {
        values.Clear();
        while (true)
        {
            if (line is ['"', ..])
            {
                if (!TryQuoted(ref line, out var value))
                {
                    return false;
                }

                values.Add(value);
            }
            else
            {
                var comma = line.IndexOf(',');
                var value = comma < 0 ? line : line[..comma];
                if (value.Contains('"'))
                {
                    return false;
                }

                values.Add(value.Trim().ToString());
                line = comma < 0 ? default : line[comma..];
            }

            if (line.IsEmpty)
            {
                return true;
            }

            line = line[1..];
            if (line.IsEmpty)
            {
                values.Add("");
                return true;
            }
        }
    }

    // Leaves the line at its next comma or end.
    private static bool TryQuoted(ref ReadOnlySpan<char> line, out string value)
    {
        var rest = line[1..];
        StringBuilder? joined = null;
        while (true)
        {
            var quote = rest.IndexOf('"');
            if (quote < 0)
            {
                value = "";
                return false;
            }

            if (rest.Length > quote + 1 && rest[quote + 1] == '"')
            {
                (joined ??= new StringBuilder()).Append(rest[..(quote + 1)]);
                rest = rest[(quote + 2)..];
                continue;
            }

            value = joined is null ? rest[..quote].ToString() : joined.Append(rest[..quote]).ToString();
            line = rest[(quote + 1)..];
            return line.IsEmpty || line[0] == ',';
        }
    }
}
