using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Hub.Canonical;

/// <summary>
/// A valid unified social credit code (统一社会信用代码, GB 32100-2015): registration department 1, category 1, division 6,
/// organisation code 9 (GB 11714), check 1. Alphabet: digits and capitals without I, O, S, V, Z, worth 0 to 30 in that
/// order; weights 3^i mod 31. Source: nhsa.md C2.
/// </summary>
public sealed class SocialCreditCode : IEquatable<SocialCreditCode>
{
    /// <summary>Characters of the code.</summary>
    public const int Length = 18;

    /// <summary>The 31 characters in the order of their values.</summary>
    public const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private static readonly SearchValues<char> _allowed = SearchValues.Create(Alphabet);

    private static ReadOnlySpan<byte> Weights => [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

    private SocialCreditCode(string value) => Value = value;

    /// <summary>The 18 characters.</summary>
    public string Value { get; }

    /// <summary>Registration department: 1 establishment, 5 civil affairs, 9 market, Y other, and later ones.</summary>
    public char Department => Value[0];

    /// <summary>Category inside the department, for example 1 enterprise with department 9.</summary>
    public char Category => Value[1];

    /// <summary>Division of the registration office, 6 digits.</summary>
    public string Division => Value.Substring(2, 6);

    /// <summary>Positions 9 to 17, an organisation code by GB 11714.</summary>
    public string Organisation => Value.Substring(8, 9);

    /// <summary>
    /// Whether the organisation code inside keeps its own check digit. GB 32100 does not make that a condition of the
    /// whole, so a code is not refused for it: worth a warning.
    /// </summary>
    public bool OrganisationIsConsistent => OrganisationCode.Check(Organisation) == IdentifierFault.None;

    /// <summary>Checks length, alphabet, digits of the division, province and check character, in this order.</summary>
    public static IdentifierFault Check(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
        {
            return IdentifierFault.Missing;
        }

        if (text.Length != Length)
        {
            return IdentifierFault.Length;
        }

        if (text.ContainsAnyExcept(_allowed) || text.Slice(2, 6).ContainsAnyExceptInRange('0', '9'))
        {
            return IdentifierFault.Character;
        }

        // 10 is the national level, which registers bodies of the centre.
        if (!text.Slice(2, 2).SequenceEqual("10") && !Divisions.IsProvincePrefix(text.Slice(2, 2)))
        {
            return IdentifierFault.Division;
        }

        return text[17] == CheckCharacter(text[..17]) ? IdentifierFault.None : IdentifierFault.CheckDigit;
    }

    /// <summary>Parses a code; false where <see cref="Check"/> names a fault.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out SocialCreditCode? code)
    {
        code = text is not null && Check(text) == IdentifierFault.None ? new SocialCreditCode(text) : null;
        return code is not null;
    }

    /// <summary>Check character of the first 17: 31 − (Σ value × weight mod 31), 31 counting as 0.</summary>
    /// <exception cref="ArgumentException">Not 17 characters of the alphabet.</exception>
    public static char CheckCharacter(ReadOnlySpan<char> first17)
    {
        if (first17.Length != 17 || first17.ContainsAnyExcept(_allowed))
        {
            throw new ArgumentException("Seventeen characters of the alphabet are needed.", nameof(first17));
        }

        var sum = 0;
        for (var i = 0; i < 17; i++)
        {
            sum += Alphabet.IndexOf(first17[i], StringComparison.Ordinal) * Weights[i];
        }

        return Alphabet[(31 - sum % 31) % 31];
    }

    public bool Equals(SocialCreditCode? other) => other is not null && Value == other.Value;

    public override bool Equals(object? obj) => Equals(obj as SocialCreditCode);

    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Value;
}
