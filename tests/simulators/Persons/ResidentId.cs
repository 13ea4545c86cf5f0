namespace Hub.Simulators.Persons;

/// <summary>The citizen identification number's check digit (GB 11643-1999, ISO 7064 MOD 11-2).</summary>
public static class ResidentId
{
    private const string CheckDigits = "10X98765432";

    private static ReadOnlySpan<byte> Weights => [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    /// <summary>The eighteenth character for the first seventeen digits.</summary>
    public static char CheckDigit(ReadOnlySpan<char> first17)
    {
        int sum = 0;
        for (int i = 0; i < 17; i++)
        {
            sum += (first17[i] - '0') * Weights[i];
        }
        return CheckDigits[sum % 11];
    }

    /// <summary>True for 17 digits and the right check character.</summary>
    public static bool IsValid(string number)
    {
        if (number.Length != 18)
        {
            return false;
        }
        for (int i = 0; i < 17; i++)
        {
            if (!char.IsAsciiDigit(number[i]))
            {
                return false;
            }
        }
        return CheckDigit(number.AsSpan(0, 17)) == char.ToUpperInvariant(number[17]);
    }
}
