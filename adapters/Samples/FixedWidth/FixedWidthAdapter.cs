namespace Hub.Adapters.Samples.FixedWidth;

/// <summary>The worked sample of <c>docs/your-own-adapter.md</c>: a hospital system that exports a visit as a file of fixed columns.</summary>
public static class FixedWidthAdapter
{
    /// <summary>Name of the channel in the journal. It is stored with every message: it never changes once in use.</summary>
    public const string Channel = "fixedwidth";

    /// <summary>The one kind of message.</summary>
    public const string Kind = "VISIT";

    /// <summary>Address of the door.</summary>
    public const string Path = "/fixed-width";
}
