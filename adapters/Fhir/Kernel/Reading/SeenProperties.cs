namespace Hub.Adapters.Fhir.Kernel.Reading;

/// <summary>Which properties of one object were there: two bits each, one for the value and one for the underscore.</summary>
internal readonly ref struct SeenProperties(Span<ulong> words)
{
    /// <summary>Enough for the type with the most properties (ElementDefinition, some 240 with its choices).</summary>
    public const int Words = 16;

    private readonly Span<ulong> _words = words;

    /// <summary>False when it was there already.</summary>
    public bool Add(int index, bool isMeta)
    {
        if (Has(index, isMeta))
        {
            return false;
        }

        var bit = (index * 2) + (isMeta ? 1 : 0);
        _words[bit >> 6] |= 1UL << (bit & 63);
        return true;
    }

    public bool Has(int index, bool isMeta)
    {
        var bit = (index * 2) + (isMeta ? 1 : 0);
        return (_words[bit >> 6] & (1UL << (bit & 63))) != 0;
    }
}
