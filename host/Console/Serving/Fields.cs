using System.Globalization;

namespace Hub.Console.Serving;

/// <summary>
/// The named values of a request, wherever they stood (query, form, JSON). Readers note what is wrong and go on, so that all problems are
/// told at once; <see cref="ThrowIfWrong"/> ends the reading.
/// </summary>
internal sealed class Fields(IReadOnlyDictionary<string, IReadOnlyList<string>> values)
{
    private readonly List<FieldProblem> problems = [];
    private readonly HashSet<string> asked = new(StringComparer.Ordinal);

    internal static Fields None { get; } = new(new Dictionary<string, IReadOnlyList<string>>());

    /// <summary>Some text; a problem when absent, empty, longer, or with control characters.</summary>
    internal string Text(string name, int lengthMax, string fix)
    {
        var text = OptionalText(name, lengthMax);
        if (text.Length == 0)
        {
            Problem(name, "is missing", fix);
        }

        return text;
    }

    internal string OptionalText(string name, int lengthMax)
    {
        var given = Values(name);
        if (given.Count > 1)
        {
            Problem(name, "stands there more than once", "write it once");
            return "";
        }

        var text = given.Count == 0 ? "" : given[0].Trim();
        if (text.Length > lengthMax)
        {
            Problem(name, string.Create(CultureInfo.InvariantCulture, $"is longer than {lengthMax} characters"), "write it shorter");
        }
        else if (text.Any(char.IsControl))
        {
            Problem(name, "has control characters", "write it on one line");
        }

        return text;
    }

    /// <summary>Why somebody acts: goes into the audit trail.</summary>
    internal string Reason() => Text("reason", 200, "write why, at most 200 characters, without personal data");

    internal DateOnly Day(string name) => OptionalDay(name) ?? Missing(name, "write a day like 2026-11-28", default(DateOnly));

    internal DateOnly? OptionalDay(string name)
    {
        var text = OptionalText(name, 10);
        if (text.Length == 0)
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day;
        }

        Problem(name, "is not a day", "write a day like 2026-11-28");
        return DateOnly.MinValue;
    }

    /// <summary>A whole number within limits; the default when absent.</summary>
    internal int Number(string name, int least, int most, int otherwise)
    {
        var text = OptionalText(name, 10);
        if (text.Length == 0)
        {
            return otherwise;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        Problem(name, string.Create(CultureInfo.InvariantCulture, $"is not a whole number from {least} to {most}"), "write a number in this range");
        return otherwise;
    }

    /// <summary>One of an enumeration's words, in any case.</summary>
    internal T Choice<T>(string name)
        where T : struct, Enum
    {
        var text = Text(name, 40, "write one of " + string.Join(", ", Enum.GetNames<T>()));
        foreach (var value in Enum.GetValues<T>())
        {
            if (string.Equals(value.ToString(), text, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        if (text.Length > 0)
        {
            Problem(name, "is not one of the known words", "write one of " + string.Join(", ", Enum.GetNames<T>()));
        }

        return default;
    }

    /// <summary>Several texts; a form writes them in one, separated by commas or spaces.</summary>
    internal IReadOnlyList<string> Texts(string name, int countMax, int lengthMax)
    {
        var texts = Values(name).SelectMany(text => text.Split([',', ' ', '\r', '\n', '\t', '，'], StringSplitOptions.RemoveEmptyEntries)).Distinct().ToList();
        if (texts.Count > countMax || texts.Any(text => text.Length > lengthMax))
        {
            Problem(
                name,
                string.Create(CultureInfo.InvariantCulture, $"has more than {countMax} entries, or one of more than {lengthMax} characters"),
                "write fewer");
            return [];
        }

        return texts;
    }

    internal void Problem(string field, string rule, string fix) => problems.Add(new FieldProblem(field, rule, fix));

    /// <summary>Names nobody asked for: in a program's request a misspelt one must not be silently without effect.</summary>
    internal void RefuseUnknown()
    {
        foreach (var name in values.Keys.Where(name => !asked.Contains(name)))
        {
            Problem(name.Length > 40 ? name[..40] : name, "is not a known member", "remove it or mend its spelling; known are " + string.Join(", ", asked));
        }
    }

    internal void ThrowIfWrong()
    {
        if (problems.Count > 0)
        {
            throw new FieldsException(problems);
        }
    }

    private T Missing<T>(string name, string fix, T otherwise)
    {
        if (Values(name) is not [{ Length: > 0 }])
        {
            Problem(name, "is missing", fix);
        }

        return otherwise;
    }

    private IReadOnlyList<string> Values(string name)
    {
        asked.Add(name);
        return values.TryGetValue(name, out var given) ? given : [];
    }
}

/// <summary>What is wrong with one field of a request. The value is never repeated.</summary>
internal sealed record FieldProblem(string Field, string Rule, string Fix);

/// <summary>A request whose fields are wrong; nothing was done.</summary>
internal sealed class FieldsException(IReadOnlyList<FieldProblem> problems) : Exception("fields are wrong")
{
    internal IReadOnlyList<FieldProblem> Problems { get; } = problems;
}
