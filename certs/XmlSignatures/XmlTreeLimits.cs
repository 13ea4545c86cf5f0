namespace Hub.Certs.XmlSignatures;

/// <summary>How much a document may hold. All are inclusive.</summary>
public sealed record XmlTreeLimits
{
    /// <summary>Characters of the whole text. Default 8,388,608.</summary>
    public int CharactersMax { get; init; } = 8 * 1024 * 1024;

    /// <summary>Elements inside each other. Default 64.</summary>
    public int DepthMax { get; init; } = 64;

    /// <summary>Elements in all. Default 200,000.</summary>
    public int ElementsMax { get; init; } = 200_000;

    /// <summary>Attributes and declarations of one element. Default 64.</summary>
    public int AttributesMax { get; init; } = 64;

    /// <summary>Namespace declarations in all. Default 20,000.</summary>
    public int DeclarationsMax { get; init; } = 20_000;
}
