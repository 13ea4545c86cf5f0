using System.Collections.Frozen;

namespace Hub.Adapters.Infno.Wire.Schema;

/// <summary>How firmly a dictionary is enforced; decided by the profile (nhsa.md A7: provinces extend many lists).</summary>
public enum DictionaryMode
{
    /// <summary>Any code of the right length passes.</summary>
    Open,

    /// <summary>A listed code, or a local code that begins with a listed one or with 99 (A7, first paragraph).</summary>
    Extended,

    /// <summary>Listed codes only.</summary>
    Strict,
}

/// <summary>One dictionary: code to meaning (nhsa.md A7). Immutable.</summary>
public sealed class CodeList
{
    private readonly FrozenDictionary<string, string> _meanings;
    private readonly bool _unpadded;

    /// <param name="name">Dictionary name.</param>
    /// <param name="meanings">Code to Chinese meaning.</param>
    public CodeList(string name, IReadOnlyDictionary<string, string> meanings)
    {
        Name = name;
        _meanings = meanings.ToFrozenDictionary(StringComparer.Ordinal);
        _unpadded = _meanings.Keys.All(k => k.All(char.IsAsciiDigit) && (k == "0" || k[0] != '0'));
    }

    /// <summary>Dictionary name.</summary>
    public string Name { get; }

    /// <summary>Codes with their Chinese meaning.</summary>
    public IReadOnlyDictionary<string, string> Meanings => _meanings;

    /// <summary>
    /// True when the code passes in that mode. Where the list prints numbers without leading zeros (nationality 1..56), a
    /// padded form ("01", as in the example A9.1) means the same code.
    /// </summary>
    public bool Allows(string code, DictionaryMode mode)
    {
        if (mode == DictionaryMode.Open || _meanings.ContainsKey(code))
        {
            return true;
        }

        if (_unpadded && code.Length > 1 && code[0] == '0' && _meanings.ContainsKey(code.TrimStart('0')))
        {
            return true;
        }

        return mode == DictionaryMode.Extended && IsExtension(code);
    }

    private bool IsExtension(string code)
    {
        if (code.Length > 2 && code.StartsWith("99", StringComparison.Ordinal))
        {
            return true;
        }

        for (var length = code.Length - 1; length >= 2; length--)
        {
            if (_meanings.ContainsKey(code[..length]))
            {
                return true;
            }
        }

        return false;
    }
}
