namespace Hub.Adapters.Soap;

/// <summary>SOAP 1.1 and 1.2: a typed service for institutions, and the one operation with XML in a string that older systems speak.</summary>
public static class SoapAdapter
{
    /// <summary>Name of the channel in the journal.</summary>
    public const string Channel = "soap";
}
