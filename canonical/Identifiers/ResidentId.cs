using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Hub.Canonical;

/// <summary>
/// A valid citizen identity number (公民身份号码, GB 11643-1999): division 6, birth date yyyyMMdd 8, order 3 (odd male,
/// even female), check 1 by ISO 7064 MOD 11-2 (digits, or upper-case X for ten). The same rule covers the permanent
/// residence card of foreigners (begins with 9, edition 2023) and the residence permits of Hong Kong, Macao and Taiwan
/// (81, 82, 83). Personal data: <see cref="ToString"/> shows the province only. Source: nhsa.md C1.
/// </summary>
public sealed class ResidentId : IEquatable<ResidentId>
{
    /// <summary>Characters of the number.</summary>
    public const int Length = 18;

    /// <summary>Characters of the number before 1999: division 6, birth date yyMMdd 6, order 3.</summary>
    public const int LegacyLength = 15;

    private static ReadOnlySpan<byte> Weights => [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    private const string CheckCharacters = "10X98765432";

    private ResidentId(string value) => Value = value;

    /// <summary>The 18 characters. Personal data.</summary>
    public string Value { get; }

    /// <summary>
    /// First six digits: the GB/T 2260 division of the first registration. It may have been withdrawn since, and for
    /// a foreigner it is 9 + issuing place and nationality.
    /// </summary>
    public string Division => Value[..6];

    /// <summary>Date of birth.</summary>
    public DateOnly BirthDate => DateOnly.ParseExact(Value.AsSpan(6, 8), "yyyyMMdd", CultureInfo.InvariantCulture);

    /// <summary>Sex by GB/T 2261.1: 1 male, 2 female.</summary>
    public string Gender => (Value[16] - '0') % 2 == 1 ? "1" : "2";

    /// <summary>
    /// Checks the 18-digit form.
    /// </summary>
    /// <param name="text">The number as sent; no blanks; a lower-case x is refused (<see cref="Normalise"/> mends it).</param>
    /// <param name="today">Day after which nobody can have been born; null skips that rule.</param>
    /// <returns>The first rule broken, or <see cref="IdentifierFault.None"/>.</returns>
    public static IdentifierFault Check(ReadOnlySpan<char> text, DateOnly? today = null)
    {
        if (text.IsEmpty)
        {
            return IdentifierFault.Missing;
        }

        if (text.Length != Length)
        {
            return IdentifierFault.Length;
        }

        if (!AllDigits(text[..17]) || !(char.IsAsciiDigit(text[17]) || text[17] == 'X'))
        {
            return IdentifierFault.Character;
        }

        if (text[0] != '9' && !text.StartsWith("83") && !Divisions.IsProvincePrefix(text[..2]))
        {
            return IdentifierFault.Division;
        }

        if (!DateOnly.TryParseExact(text.Slice(6, 8), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var born))
        {
            return IdentifierFault.BirthDate;
        }

        if (born > today)
        {
            return IdentifierFault.BirthDateInFuture;
        }

        return text[17] == CheckCharacter(text[..17]) ? IdentifierFault.None : IdentifierFault.CheckDigit;
    }

    /// <summary>Parses the 18-digit form; false where <see cref="Check"/> names a fault.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out ResidentId? id)
    {
        id = text is not null && Check(text) == IdentifierFault.None ? new ResidentId(text) : null;
        return id is not null;
    }

    /// <summary>
    /// Turns a number as people type it into the 18-digit form: blanks around it go, a lower-case x is raised, the
    /// 15-digit form gets its century and check digit. Anything else comes back as it was, for <see cref="Check"/> to refuse.
    /// </summary>
    public static string Normalise(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var trimmed = text.Trim();
        if (trimmed.Length == Length && trimmed[17] == 'x')
        {
            return string.Concat(trimmed.AsSpan(0, 17), "X");
        }

        return trimmed.Length == LegacyLength && AllDigits(trimmed) ? FromLegacy(trimmed) : trimmed;
    }

    /// <summary>
    /// Check character of the first 17 digits: weights 7 9 10 5 8 4 2 1 6 3 7 9 10 5 8 4 2, sum modulo 11 picks from
    /// 1 0 X 9 8 7 6 5 4 3 2.
    /// </summary>
    /// <exception cref="ArgumentException">Not 17 digits.</exception>
    public static char CheckCharacter(ReadOnlySpan<char> first17)
    {
        if (first17.Length != 17 || !AllDigits(first17))
        {
            throw new ArgumentException("Seventeen digits are needed.", nameof(first17));
        }

        var sum = 0;
        for (var i = 0; i < 17; i++)
        {
            sum += (first17[i] - '0') * Weights[i];
        }

        return CheckCharacters[sum % 11];
    }

    public bool Equals(ResidentId? other) => other is not null && Value == other.Value;

    public override bool Equals(object? obj) => Equals(obj as ResidentId);

    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <summary>Province and stars: safe for a log.</summary>
    public override string ToString() => string.Concat(Value.AsSpan(0, 2), "****************");

    // The orders 996 to 999 of the 15-digit form were kept for people born before 1900.
    private static string FromLegacy(string text)
    {
        var century = string.CompareOrdinal(text, 12, "996", 0, 3) >= 0 ? "18" : "19";
        var body = string.Concat(text.AsSpan(0, 6), century, text.AsSpan(6));
        return body + CheckCharacter(body);
    }

    private static bool AllDigits(ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');
}
