namespace Hub.Adapters.Soap.Tests.Support;

/// <summary>What the sample requests need to know of a door.</summary>
internal static class Door
{
    public const string Institution = "H43010000001";
}
