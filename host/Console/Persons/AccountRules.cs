using System.Text;

namespace Hub.Console.Persons;

/// <summary>What can be told of an account without asking its bank (nhsa.md D2.3, D4).</summary>
internal static class AccountRules
{
    private const int CardDigitsMin = 16;
    private const int CardDigitsMax = 19;

    /// <summary>Looks like a card number: 16 to 19 digits.</summary>
    internal static bool IsCard(string account) => account.Length is >= CardDigitsMin and <= CardDigitsMax && account.All(char.IsAsciiDigit);

    /// <summary>The check digit of cards (ISO/IEC 7812-1, Luhn).</summary>
    internal static bool SatisfiesLuhn(string digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[digits.Length - 1 - i] - '0';
            var weighed = i % 2 == 0 ? digit : digit * 2;
            sum += weighed > 9 ? weighed - 9 : weighed;
        }

        return sum % 10 == 0;
    }

    /// <summary>
    /// Whether two names are one: width and composition of characters, spaces and the kind of dot in names of minorities (阿依古丽·买买提) do not
    /// count, since systems disagree about them; everything else does.
    /// </summary>
    internal static bool AreOneName(string one, string other) => string.Equals(one, other, StringComparison.Ordinal) || Plain(one) == Plain(other);

    private static string Plain(string name)
    {
        var plain = new StringBuilder(name.Length);
        foreach (var character in name.Normalize(NormalizationForm.FormKC))
        {
            if (char.IsWhiteSpace(character))
            {
                continue;
            }

            plain.Append(character is '•' or '・' or '‧' or '∙' or '⋅' or '.' or '●' ? '·' : char.ToUpperInvariant(character));
        }

        return plain.ToString();
    }
}
