using System.Xml;

namespace Hub.Adapters.Soap.Wire;

/// <summary>Characters that XML cannot hold; the core's JSON can.</summary>
internal static class XmlCharacters
{
    private const char Replacement = '\uFFFD';

    /// <summary>The text with every character that XML 1.0 cannot hold replaced by U+FFFD.</summary>
    public static string Clean(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!IsAllowed(text, i, out _))
            {
                return Replaced(text);
            }

            i += char.IsHighSurrogate(text[i]) ? 1 : 0;
        }

        return text;
    }

    /// <summary>True for a name without prefix.</summary>
    public static bool IsName(string name)
    {
        if (name.Length == 0 || !XmlConvert.IsStartNCNameChar(name[0]))
        {
            return false;
        }

        foreach (var c in name)
        {
            if (!XmlConvert.IsNCNameChar(c))
            {
                return false;
            }
        }

        return true;
    }

    private static string Replaced(string text)
    {
        var characters = text.ToCharArray();
        for (var i = 0; i < characters.Length; i++)
        {
            if (IsAllowed(text, i, out var isPair))
            {
                i += isPair ? 1 : 0;
            }
            else
            {
                characters[i] = Replacement;
            }
        }

        return new string(characters);
    }

    private static bool IsAllowed(string text, int at, out bool isPair)
    {
        isPair = char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]);
        return isPair || XmlConvert.IsXmlChar(text[at]);
    }
}
