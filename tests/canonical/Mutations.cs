namespace Hub.Canonical.Tests;

/// <summary>The two slips of a copying hand that check digits are made against.</summary>
internal static class Mutations
{
    /// <summary>Every text that differs from the given one in one character, by position and replacement.</summary>
    public static IEnumerable<string> Substitutions(string text, string alphabet, Func<int, char, bool>? allowed = null)
    {
        for (var i = 0; i < text.Length; i++)
        {
            foreach (var c in alphabet.Where(c => c != text[i] && (allowed is null || allowed(i, c))))
            {
                yield return string.Concat(text.AsSpan(0, i), c.ToString(), text.AsSpan(i + 1));
            }
        }
    }

    /// <summary>Every text with two different neighbours exchanged.</summary>
    public static IEnumerable<string> Transpositions(string text)
    {
        for (var i = 0; i + 1 < text.Length; i++)
        {
            if (text[i] != text[i + 1])
            {
                yield return string.Concat(text.AsSpan(0, i), $"{text[i + 1]}{text[i]}", text.AsSpan(i + 2));
            }
        }
    }
}
