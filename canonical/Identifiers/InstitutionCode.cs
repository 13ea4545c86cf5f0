namespace Hub.Canonical;

/// <summary>What kind of designated institution a code belongs to.</summary>
public enum InstitutionKind
{
    /// <summary>定点医疗机构, code begins with H.</summary>
    Hospital,

    /// <summary>定点零售药店, code begins with P.</summary>
    Pharmacy,
}

/// <summary>
/// Code of a designated institution (fixmedins_code, 定点医药机构编号): H (medical) or P (pharmacy), division 6, serial 5;
/// 12 characters, no check digit. Insurance divisions go beyond GB/T 2260 (xxyy99 is a city pool), so of the division
/// only the province is checked. Source: nhsa.md C3, C6.
/// </summary>
public static class InstitutionCode
{
    /// <summary>Characters of the code.</summary>
    public const int Length = 12;

    /// <summary>Checks length, leading letter, digits and province, in this order.</summary>
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

        if (text[0] is not ('H' or 'P'))
        {
            return IdentifierFault.Prefix;
        }

        if (text[1..].ContainsAnyExceptInRange('0', '9'))
        {
            return IdentifierFault.Character;
        }

        return Divisions.IsProvincePrefix(text.Slice(1, 2)) ? IdentifierFault.None : IdentifierFault.Division;
    }

    /// <summary>Kind by the leading letter.</summary>
    /// <exception cref="ArgumentException">The code is not valid.</exception>
    public static InstitutionKind KindOf(string code) =>
        Check(code) == IdentifierFault.None
            ? code[0] == 'H' ? InstitutionKind.Hospital : InstitutionKind.Pharmacy
            : throw new ArgumentException("Not an institution code.", nameof(code));

    /// <summary>The six digits of the division.</summary>
    /// <exception cref="ArgumentException">The code is not valid.</exception>
    public static string DivisionOf(string code) =>
        Check(code) == IdentifierFault.None ? code.Substring(1, 6) : throw new ArgumentException("Not an institution code.", nameof(code));
}
