using System.Globalization;
using System.Text;
using Hub.Host.Logs;

namespace Hub.Host.Metrics;

/// <summary>The tags of one measurement as a key that costs no allocation for up to three; more are kept as their label text.</summary>
internal readonly record struct TagSet(string? Name1, object? Value1, string? Name2, object? Value2, string? Name3, object? Value3, string? Rest)
{
    internal static TagSet Of(ReadOnlySpan<KeyValuePair<string, object?>> tags) => tags.Length switch
    {
        0 => default,
        1 => new(tags[0].Key, tags[0].Value, null, null, null, null, null),
        2 => new(tags[0].Key, tags[0].Value, tags[1].Key, tags[1].Value, null, null, null),
        3 => new(tags[0].Key, tags[0].Value, tags[1].Key, tags[1].Value, tags[2].Key, tags[2].Value, null),
        _ => new(null, null, null, null, null, null, Labels(tags)),
    };

    /// <summary>Label pairs in order of their names, escaped as the text format wants it, without braces.</summary>
    internal static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var sorted = tags.ToArray();
        Array.Sort(sorted, static (left, right) => string.CompareOrdinal(left.Key, right.Key));
        var text = new StringBuilder();
        foreach (var (name, value) in sorted)
        {
            text.Append(text.Length == 0 ? "" : ",").Append(PrometheusNames.Label(name)).Append("=\"");
            Escape(text, Redaction.Apply(Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""));
            text.Append('"');
        }

        return text.ToString();
    }

    private static void Escape(StringBuilder text, string value)
    {
        foreach (var c in value)
        {
            _ = c switch
            {
                '\\' => text.Append(@"\\"),
                '"' => text.Append("\\\""),
                '\n' => text.Append(@"\n"),
                _ => text.Append(c),
            };
        }
    }
}
