using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace Hub.Console.Texts;

/// <summary>Every text of the pages in one language; the languages have the same keys (a test compares them).</summary>
public sealed class ConsoleTexts
{
    private readonly FrozenDictionary<string, string> texts;

    private ConsoleTexts(string language, string tag)
    {
        Language = language;
        Tag = tag;
        using var resource = typeof(ConsoleTexts).Assembly.GetManifestResourceStream("Hub.Console.Texts." + language + ".json")
            ?? throw new InvalidOperationException("The texts of " + language + " are not in the assembly.");
        texts = JsonSerializer.Deserialize<Dictionary<string, string>>(resource)!.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>Chinese, as in the mainland.</summary>
    public static ConsoleTexts Chinese { get; } = new("zh", "zh-CN");

    /// <summary>English.</summary>
    public static ConsoleTexts English { get; } = new("en", "en");

    /// <summary><c>zh</c> or <c>en</c>.</summary>
    public string Language { get; }

    /// <summary>For the <c>lang</c> attribute.</summary>
    public string Tag { get; }

    /// <summary>Every key.</summary>
    public IEnumerable<string> Keys => texts.Keys;

    /// <summary>Text of a key; the key itself when there is none, so that a page never fails on a word.</summary>
    public string this[string key] => texts.TryGetValue(key, out var text) ? text : key;

    /// <summary>True when there is a text.</summary>
    public bool Has(string key) => texts.ContainsKey(key);

    /// <summary>Text of a key with its values set in.</summary>
    public string Format(string key, params ReadOnlySpan<object?> values) => string.Format(CultureInfo.InvariantCulture, this[key], values);

    /// <summary>The texts of a language; null for one that there is not.</summary>
    public static ConsoleTexts? Of(string? language) => language switch
    {
        "zh" => Chinese,
        "en" => English,
        _ => null,
    };
}
