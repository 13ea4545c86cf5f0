namespace Hub.Certs.Signatures;

/// <summary>Object identifiers of keys (nhsa.md B4, RFC 5480, RFC 8017).</summary>
internal static class KeyOids
{
    internal const string EcPublicKey = "1.2.840.10045.2.1";
    internal const string Sm2Curve = "1.2.156.10197.1.301";
    internal const string P256Curve = "1.2.840.10045.3.1.7";
    internal const string Rsa = "1.2.840.113549.1.1.1";
}
