namespace Hub.Adapters.Soap.Wire;

/// <summary>Version of the envelope.</summary>
internal enum SoapVersion
{
    /// <summary>SOAP 1.1, text/xml.</summary>
    V11,

    /// <summary>SOAP 1.2, application/soap+xml.</summary>
    V12,
}
