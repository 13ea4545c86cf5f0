namespace Hub.Routes;

/// <summary>Names of the foreign parties that sagas send to (IOutboundAdapter.Destination).</summary>
public static class Destinations
{
    /// <summary>The bureau core.</summary>
    public const string Core = "core";

    /// <summary>Institutions, for what they did not ask for.</summary>
    public const string Institution = "institution";

    /// <summary>Banks, for payment files.</summary>
    public const string Bank = "bank";
}
