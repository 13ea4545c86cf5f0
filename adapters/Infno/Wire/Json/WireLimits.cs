namespace Hub.Adapters.Infno.Wire.Json;

/// <summary>Limits of one message; every one is refused by name when exceeded.</summary>
public sealed record WireLimits
{
    /// <summary>Bytes of a whole body. Default 1,048,576 (the printed 40,000 of A1.1 #18 is too small for fee uploads). Range 1,000 to 64 MiB.</summary>
    public int BodyBytesMax { get; init; } = 1_048_576;

    /// <summary>JSON nesting depth of the body. Default 16. Range 4 to 64.</summary>
    public int DepthMax { get; init; } = 16;

    /// <summary>Members of one object that the tables do not know, plus members of the envelope. Default 200. Range 20 to 2,000.</summary>
    public int MembersMax { get; init; } = 200;

    /// <summary>Rows of all nodes together. Default 2,000. Range 1 to 100,000.</summary>
    public int RowsMax { get; init; } = 2_000;

    /// <summary>Violations listed for one message; checking stops there. Default 20. Range 1 to 1,000.</summary>
    public int ViolationsMax { get; init; } = 20;
}
