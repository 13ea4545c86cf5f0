namespace Hub.Adapters.Hl7v2.Wire;

/// <summary>How much of everything is read.</summary>
/// <param name="Segments">Segments of a message.</param>
/// <param name="Fields">Fields of a segment, repetitions of a field.</param>
/// <param name="FieldCharacters">Characters of a field.</param>
/// <param name="BatchMessages">Messages of a batch.</param>
public sealed record WireLimits(int Segments, int Fields, int FieldCharacters, int BatchMessages)
{
    /// <summary>The defaults of the options.</summary>
    public static WireLimits Default { get; } = Of(new Hl7v2Limits());

    /// <summary>As configured.</summary>
    public static WireLimits Of(Hl7v2Limits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        return new WireLimits(limits.SegmentsMax, limits.FieldsMax, limits.FieldCharactersMax, limits.BatchMessagesMax);
    }
}
