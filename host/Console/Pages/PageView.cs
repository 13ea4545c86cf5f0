using Hub.Console.Officers;
using Hub.Console.Texts;

namespace Hub.Console.Pages;

/// <summary>What every page knows of its request.</summary>
public sealed record PageView
{
    /// <summary>Texts in the reader's language.</summary>
    public required ConsoleTexts Texts { get; init; }

    /// <summary>Path and query of the page, for the language switch.</summary>
    public required string Address { get; init; }

    /// <summary>Who reads; null on pages before log-in.</summary>
    public Officer? Officer { get; init; }

    /// <summary>Stands in every form.</summary>
    public string FormToken { get; init; } = "";

    /// <summary>What became of the act before.</summary>
    public Notice? Notice { get; init; }

    /// <summary>Today at the bureau (UTC+8).</summary>
    public required DateOnly Today { get; init; }

    /// <summary>Whether the reader may.</summary>
    public bool Can(OfficerRoles role) => Officer?.Has(role) == true;

    /// <summary>The same page in a language.</summary>
    public string In(string language)
    {
        var parts = Address.Split('?', 2);
        var kept = parts.Length == 1 ? [] : parts[1].Split('&').Where(pair => pair.Length > 0 && !pair.StartsWith("lang=", StringComparison.Ordinal));
        return parts[0] + "?" + string.Join('&', [.. kept, "lang=" + language]);
    }
}
