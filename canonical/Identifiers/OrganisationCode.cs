namespace Hub.Canonical;

/// <summary>
/// Organisation code (组织机构代码, GB 11714): 8 characters of 0–9 and A–Z and a check character, here without the hyphen.
/// Since 2015 it lives on inside the <see cref="SocialCreditCode"/>. Letters are worth 10 to 35, so two characters 11
/// apart (0 and B) are not told apart: the standard's weakness. Source: nhsa.md C2.
/// </summary>
public static class OrganisationCode
{
    /// <summary>Characters without the hyphen.</summary>
    public const int Length = 9;

    private static ReadOnlySpan<byte> Weights => [3, 7, 9, 10, 5, 8, 4, 2];

    /// <summary>Checks length, alphabet and check character, in this order.</summary>
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

        if (!IsBody(text[..8]) || !(char.IsAsciiDigit(text[8]) || text[8] == 'X'))
        {
            return IdentifierFault.Character;
        }

        return text[8] == CheckCharacter(text[..8]) ? IdentifierFault.None : IdentifierFault.CheckDigit;
    }

    /// <summary>Check character: 11 − (Σ value × weight mod 11); ten is X, eleven is 0.</summary>
    /// <exception cref="ArgumentException">Not 8 digits or capitals.</exception>
    public static char CheckCharacter(ReadOnlySpan<char> first8)
    {
        if (first8.Length != 8 || !IsBody(first8))
        {
            throw new ArgumentException("Eight digits or capitals are needed.", nameof(first8));
        }

        var sum = 0;
        for (var i = 0; i < 8; i++)
        {
            sum += (char.IsAsciiDigit(first8[i]) ? first8[i] - '0' : first8[i] - 'A' + 10) * Weights[i];
        }

        return (11 - sum % 11) switch
        {
            10 => 'X',
            11 => '0',
            var digit => (char)('0' + digit),
        };
    }

    private static bool IsBody(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c) && !char.IsAsciiLetterUpper(c))
            {
                return false;
            }
        }

        return true;
    }
}
