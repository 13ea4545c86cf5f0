namespace Hub.Canonical;

/// <summary>
/// Bank line number (支付行号, CNAPS): bank 3, city 4, branch 4, check 1 by ISO 7064 MOD 11,10. The check was found on
/// published numbers and is not in a public standard: a mismatch is worth a warning. Source: nhsa.md D4.
/// </summary>
public static class BankLineNumber
{
    /// <summary>Characters of the number.</summary>
    public const int Length = 12;

    /// <summary>Checks length, digits and check digit, in this order.</summary>
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

        if (text.ContainsAnyExceptInRange('0', '9'))
        {
            return IdentifierFault.Character;
        }

        return text[11] == CheckDigit(text[..11]) ? IdentifierFault.None : IdentifierFault.CheckDigit;
    }

    /// <summary>Check digit of the first eleven digits.</summary>
    /// <exception cref="ArgumentException">Not 11 digits.</exception>
    public static char CheckDigit(ReadOnlySpan<char> first11)
    {
        if (first11.Length != 11 || first11.ContainsAnyExceptInRange('0', '9'))
        {
            throw new ArgumentException("Eleven digits are needed.", nameof(first11));
        }

        var product = 10;
        foreach (var digit in first11)
        {
            var sum = (product + digit - '0') % 10;
            product = 2 * (sum == 0 ? 10 : sum) % 11;
        }

        return (char)('0' + (11 - product) % 10);
    }
}
