namespace Hub.Simulators.Bench.Load;

/// <summary>One request as it goes over the line, head and body, and what its answer must say.</summary>
/// <param name="Slab">Bytes shared with other requests.</param>
/// <param name="Offset">Where it begins.</param>
/// <param name="Length">How long it is.</param>
/// <param name="Institution">Index of the sender.</param>
/// <param name="Person">Index of the patient.</param>
/// <param name="TotalFen">The total that a settlement's answer must repeat; 0 = not compared.</param>
/// <param name="Encounter">The encounter it is about; "" when none.</param>
internal readonly record struct PreparedRequest(byte[] Slab, int Offset, int Length, int Institution, long Person, long TotalFen, string Encounter)
{
    public ReadOnlySpan<byte> Bytes => Slab.AsSpan(Offset, Length);
}

/// <summary>Where a request was taken from the stock and what came of it. One slot per request, written by one thread.</summary>
internal sealed class RequestStock(PreparedRequest[] requests)
{
    /// <summary>The requests in the order in which they are sent.</summary>
    public PreparedRequest[] Requests { get; } = requests;

    /// <summary>What came of each.</summary>
    public AnswerFacts[] Answers { get; } = new AnswerFacts[requests.Length];

    /// <summary>Requests sent so far.</summary>
    public int Taken { get; set; }
}
