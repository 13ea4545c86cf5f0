namespace Hub.Simulators.Persons;

/// <summary>Card numbers (ISO/IEC 7812-1).</summary>
internal static class CardNumber
{
    /// <summary>A number with its check digit (Luhn) behind it.</summary>
    public static string WithCheckDigit(string digits)
    {
        int sum = 0;
        for (int i = 0; i < digits.Length; i++)
        {
            int digit = digits[digits.Length - 1 - i] - '0';
            int twice = digit * 2;
            sum += i % 2 == 0 ? (twice > 9 ? twice - 9 : twice) : digit;
        }
        return digits + (char)('0' + ((10 - (sum % 10)) % 10));
    }
}
