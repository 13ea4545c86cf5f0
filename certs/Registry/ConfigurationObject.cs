using System.Globalization;
using System.Text.Json;

namespace Hub.Certs.Registry;

/// <summary>
/// Reads the members of one JSON object and collects what is wrong with them, so that a file's errors are shown all at once.
/// Members that nobody asked for are errors too: a misspelt option must not be silently without effect.
/// </summary>
internal sealed class ConfigurationObject(JsonElement element, string file, string subject, string path, List<ConfigurationProblem> problems)
{
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    private string _path = path;

    private string Subject { get; set; } = subject;

    internal static ConfigurationObject Parse(ReadOnlyMemory<byte> json, string file, List<ConfigurationProblem> problems)
    {
        JsonDocument document;
        try
        {
            var options = new JsonDocumentOptions { AllowDuplicateProperties = false, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 16 };
            document = JsonDocument.Parse(json, options);
        }
        catch (JsonException e)
        {
            var where = string.Create(CultureInfo.InvariantCulture, $"line {e.LineNumber + 1}");
            throw new InvalidConfigurationException([new(file, "file", where, "is not JSON, or a member stands there twice", "mend the JSON")]);
        }

        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            throw new InvalidConfigurationException([new(file, "file", "(root)", "is not a JSON object", "begin the file with {")]);
        }

        return new ConfigurationObject(document.RootElement, file, "file", string.Empty, problems);
    }

    /// <summary>From here on problems are told as those of this partner or log, with paths that begin at it.</summary>
    internal void BeginSubject(string name)
    {
        Subject = name;
        _path = string.Empty;
    }

    internal void Problem(string field, string rule, string fix) => problems.Add(new(file, Subject, _path + field, rule, fix));

    internal string? OptionalText(string name)
    {
        if (!TryGet(name, out var value))
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.String && value.GetString() is { } text)
        {
            return text;
        }

        Problem(name, "must be a text", "write it in quotation marks");
        return null;
    }

    internal string? Text(string name, string fix)
    {
        var text = OptionalText(name);
        if (text is null && !Has(name))
        {
            Problem(name, "is missing", fix);
        }
        else if (text is { Length: 0 })
        {
            Problem(name, "is empty", fix);
            text = null;
        }

        return text;
    }

    /// <summary>One of a fixed list of words; the first is the default if the member is optional.</summary>
    internal T Choice<T>(string name, bool required, params ReadOnlySpan<(string Word, T Value)> choices)
    {
        var words = string.Join(", ", choices.ToArray().Select(c => c.Word));
        var text = required ? Text(name, "write one of " + words) : OptionalText(name);
        foreach (var (word, value) in choices)
        {
            if (word == text)
            {
                return value;
            }
        }

        if (text is not null)
        {
            Problem(name, "is not one of the known words", "write one of " + words);
        }

        return choices[0].Value;
    }

    /// <summary>A number that has only one right value, such as the version of the file.</summary>
    internal void Number(string name, int only)
    {
        if (!TryGet(name, out var value) || value.ValueKind != JsonValueKind.Number || !value.TryGetInt32(out var number) || number != only)
        {
            Problem(name, "is not " + only.ToString(CultureInfo.InvariantCulture), string.Create(CultureInfo.InvariantCulture, $"write \"{name}\": {only}"));
        }
    }

    internal DateTimeOffset? Moment(string name)
    {
        if (OptionalText(name) is not { } text)
        {
            return null;
        }

        string[] formats = ["yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'"];
        if (DateTimeOffset.TryParseExact(text, formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment))
        {
            return moment;
        }

        Problem(name, "is not a moment with its offset", "write it like 2026-01-01T00:00:00+08:00");
        return null;
    }

    internal IReadOnlyList<string> Texts(string name)
    {
        if (!TryGet(name, out var value))
        {
            return [];
        }

        if (value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String))
        {
            return [.. value.EnumerateArray().Select(item => item.GetString()!)];
        }

        Problem(name, "must be a list of texts", "write it like [\"2201\", \"2207\"]");
        return [];
    }

    internal IReadOnlyList<ConfigurationObject> Objects(string name, bool required)
    {
        if (!TryGet(name, out var value))
        {
            if (required)
            {
                Problem(name, "is missing", "write a list of objects");
            }

            return [];
        }

        if (value.ValueKind != JsonValueKind.Array || value.EnumerateArray().Any(item => item.ValueKind != JsonValueKind.Object))
        {
            Problem(name, "must be a list of objects", "write it like [{ … }]");
            return [];
        }

        return [.. value.EnumerateArray().Select((item, i) =>
            new ConfigurationObject(item, file, Subject, string.Create(CultureInfo.InvariantCulture, $"{_path}{name}[{i}]."), problems))];
    }

    internal void RefuseUnknown()
    {
        foreach (var member in element.EnumerateObject().Where(member => !_asked.Contains(member.Name)))
        {
            Problem(member.Name, "is not a known member", "remove it or mend its spelling; known are " + string.Join(", ", _asked));
        }
    }

    private bool Has(string name) => element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null;

    private bool TryGet(string name, out JsonElement value)
    {
        _asked.Add(name);
        return element.TryGetProperty(name, out value) && value.ValueKind != JsonValueKind.Null;
    }
}
