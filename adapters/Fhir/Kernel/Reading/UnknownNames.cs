namespace Hub.Adapters.Fhir.Kernel.Reading;

/// <summary>Which names of unknown elements a finding may repeat.</summary>
internal static class UnknownNames
{
    private const int LengthMax = 40;

    public static bool IsShown(ReadOnlySpan<char> name)
    {
        foreach (var letter in name)
        {
            if (!char.IsAsciiLetter(letter) && letter != '_')
            {
                return false;
            }
        }

        return name.Length is > 0 and <= LengthMax;
    }
}
