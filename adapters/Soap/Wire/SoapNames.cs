namespace Hub.Adapters.Soap.Wire;

/// <summary>Namespaces and fixed names.</summary>
internal static class SoapNames
{
    public const string Envelope11 = "http://schemas.xmlsoap.org/soap/envelope/";
    public const string Envelope12 = "http://www.w3.org/2003/05/soap-envelope";
    public const string Hub = "urn:hub:soap:v1";
    public const string Legacy = "http://tempuri.org/";
    public const string Addressing = "http://www.w3.org/2005/08/addressing";
    public const string Addressing2004 = "http://schemas.xmlsoap.org/ws/2004/08/addressing";
    public const string Wsse = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
    public const string Wsu = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";
    public const string X509Token = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-x509-token-profile-1.0#X509v3";
    public const string Base64 = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0#Base64Binary";
    public const string PasswordDigest = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#PasswordDigest";
    public const string Xop = "http://www.w3.org/2004/08/xop/include";
}
