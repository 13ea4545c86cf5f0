namespace Hub.Journal.Engine;

/// <summary>Which lanes this node holds, with the token that proves it, and which writer folds them.</summary>
internal sealed class LaneTable(int lanes, int writers)
{
    private readonly Holding?[] held = new Holding?[lanes];

    public int Lanes { get; } = lanes;

    /// <summary>A lane held by this node; draining: what comes new goes to the inbox, what is open is finished.</summary>
    internal sealed record Holding(long Token, bool Draining);

    public int WriterOf(short lane) => lane % writers;

    public Holding? Find(short lane) => Volatile.Read(ref held[lane]);

    public void Set(short lane, Holding? holding) => Volatile.Write(ref held[lane], holding);

    public IReadOnlyList<short> Held() => [.. Enumerable.Range(0, Lanes).Select(l => (short)l).Where(l => Find(l) is not null)];

    public short LaneOf(string caseName) => LaneHash.Of(caseName, Lanes);
}
