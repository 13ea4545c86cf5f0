using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Hub.Certs.Doctor;

/// <summary>A JSON text written otherwise with the same meaning: what a signer had who serialised twice. Nothing for other texts.</summary>
internal static class ContentJson
{
    private static readonly JsonDocumentOptions Limits = new() { MaxDepth = 64 };

    internal static IEnumerable<(ReadOnlyMemory<byte> Bytes, Mistake Mistake)> Variants(ReadOnlyMemory<byte> bytes)
    {
        if (TryRead(bytes) is not { } document)
        {
            yield break;
        }

        using (document)
        {
            var root = document.RootElement;
            var strings = new StringWriting(root);
            yield return (Write(root, Layout.Compact, strings.AsReceived), SignatureMistakes.JsonSpaces);
            yield return (Write(root, Layout.Spaced, strings.AsReceived), SignatureMistakes.JsonSpaces);
            yield return (Write(root, Layout.Indented2, strings.AsReceived), SignatureMistakes.JsonSpaces);
            yield return (Write(root, Layout.Indented4, strings.AsReceived), SignatureMistakes.JsonSpaces);
            yield return (Write(root, Layout.IndentedTab, strings.AsReceived), SignatureMistakes.JsonSpaces);
            yield return (Write(root, Layout.Compact, strings.AsReceived, sort: true), SignatureMistakes.JsonSorted);
            yield return (Write(root, Layout.Spaced, strings.AsReceived, sort: true), SignatureMistakes.JsonSorted);
            yield return (Write(root, Layout.Compact, Plain), SignatureMistakes.JsonEscapes);
            yield return (Write(root, Layout.Compact, Escaped), SignatureMistakes.JsonEscapes);
            yield return (Write(root, Layout.Compact, EscapedUpper), SignatureMistakes.JsonEscapes);
            yield return (Write(root, Layout.Compact, Slashed), SignatureMistakes.JsonEscapes);
            yield return (Write(root, Layout.Spaced, Escaped), SignatureMistakes.JsonEscapes);
        }
    }

    /// <summary>The text as a JSON string, with quotes and without; and what a JSON string's text says.</summary>
    internal static IEnumerable<string> Quoted(string text)
    {
        var quoted = Plain(text);
        yield return quoted;
        yield return quoted[1..^1];
        if (text.Length >= 2 && text[0] == '"' && TryRead(Encoding.UTF8.GetBytes(text)) is { } document)
        {
            using (document)
            {
                yield return document.RootElement.GetString()!;
            }
        }

        if (text.StartsWith('"') && text.EndsWith('"') && text.Length >= 2)
        {
            yield return text[1..^1];
        }
    }

    private static JsonDocument? TryRead(ReadOnlyMemory<byte> bytes)
    {
        var start = bytes.Span.IndexOfAnyExcept(" \t\r\n"u8);
        if (start < 0 || bytes.Span[start] is not ((byte)'{' or (byte)'[' or (byte)'"'))
        {
            return null;
        }

        try
        {
            return JsonDocument.Parse(bytes, Limits);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ReadOnlyMemory<byte> Write(JsonElement root, Layout layout, Func<string, string> text, bool sort = false)
    {
        var to = new StringBuilder();
        Write(to, root, layout, text, sort, depth: 0);
        return Encoding.UTF8.GetBytes(to.ToString());
    }

    private static void Write(StringBuilder to, JsonElement value, Layout layout, Func<string, string> text, bool sort, int depth)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                var members = value.EnumerateObject().ToList();
                members = sort ? [.. members.OrderBy(member => member.Name, StringComparer.Ordinal)] : members;
                List(to, '{', '}', layout, depth, members.Count, i =>
                {
                    to.Append(text(members[i].Name)).Append(layout.Colon);
                    Write(to, members[i].Value, layout, text, sort, depth + 1);
                });
                break;
            case JsonValueKind.Array:
                List(to, '[', ']', layout, depth, value.GetArrayLength(), i => Write(to, value[i], layout, text, sort, depth + 1));
                break;
            case JsonValueKind.String:
                to.Append(text(value.GetString()!));
                break;
            default:
                // Numbers keep their digits: 1.0 written as 1 is another value to a signature, and a decimal's place is a guess.
                to.Append(value.GetRawText());
                break;
        }
    }

    private static void List(StringBuilder to, char open, char close, Layout layout, int depth, int count, Action<int> item)
    {
        to.Append(open);
        for (var i = 0; i < count; i++)
        {
            to.Append(i == 0 ? "" : layout.Comma);
            Indent(to, layout, depth + 1);
            item(i);
        }

        if (count > 0)
        {
            Indent(to, layout, depth);
        }

        to.Append(close);
    }

    private static void Indent(StringBuilder to, Layout layout, int depth)
    {
        if (layout.Indent.Length > 0)
        {
            to.Append('\n').Append(string.Concat(Enumerable.Repeat(layout.Indent, depth)));
        }
    }

    private static string Plain(string text) => Quote(text, static _ => null);

    private static string Escaped(string text) =>
        Quote(text, static c => c >= 0x7F ? "\\u" + ((int)c).ToString("x4", CultureInfo.InvariantCulture) : null);

    private static string EscapedUpper(string text) =>
        Quote(text, static c => c >= 0x7F || c is '<' or '>' or '&' or '\'' or '+' ? "\\u" + ((int)c).ToString("X4", CultureInfo.InvariantCulture) : null);

    private static string Slashed(string text) => Quote(text, static c => c == '/' ? "\\/" : null);

    private static string Quote(string text, Func<char, string?> escape)
    {
        var to = new StringBuilder(text.Length + 2).Append('"');
        foreach (var c in text)
        {
            to.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                '\b' => "\\b",
                '\f' => "\\f",
                < ' ' => "\\u" + ((int)c).ToString("x4", CultureInfo.InvariantCulture),
                _ => escape(c) ?? c.ToString(),
            });
        }

        return to.Append('"').ToString();
    }

    /// <summary>Strings in the spelling in which they were received, so that only one thing differs at a time.</summary>
    private sealed class StringWriting
    {
        private readonly Dictionary<string, string> _spellings = new(StringComparer.Ordinal);

        internal StringWriting(JsonElement root) => Learn(root);

        internal string AsReceived(string text) => _spellings.GetValueOrDefault(text) ?? Plain(text);

        private void Learn(JsonElement value)
        {
            switch (value.ValueKind)
            {
                case JsonValueKind.String:
                    _spellings.TryAdd(value.GetString()!, value.GetRawText());
                    break;
                case JsonValueKind.Array:
                    foreach (var item in value.EnumerateArray())
                    {
                        Learn(item);
                    }

                    break;
                case JsonValueKind.Object:
                    foreach (var member in value.EnumerateObject())
                    {
                        Learn(member.Value);
                    }

                    break;
            }
        }
    }

    private sealed record Layout(string Colon, string Comma, string Indent)
    {
        internal static readonly Layout Compact = new(":", ",", "");
        internal static readonly Layout Spaced = new(": ", ", ", "");
        internal static readonly Layout Indented2 = new(": ", ",", "  ");
        internal static readonly Layout Indented4 = new(": ", ",", "    ");
        internal static readonly Layout IndentedTab = new(": ", ",", "\t");
    }
}
