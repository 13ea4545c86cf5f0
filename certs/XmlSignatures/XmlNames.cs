namespace Hub.Certs.XmlSignatures;

/// <summary>Namespaces and algorithm names of XML signatures (W3C xmldsig-core 1.1, xml-exc-c14n; RFC 9231).</summary>
public static class XmlNames
{
    /// <summary>Namespace of Signature and all in it.</summary>
    public const string Signature = "http://www.w3.org/2000/09/xmldsig#";

    /// <summary>Exclusive canonicalisation without comments: the one that is read and written.</summary>
    public const string ExclusiveC14N = "http://www.w3.org/2001/10/xml-exc-c14n#";

    /// <summary>A transform without effect where the signature lies outside of what it signs; some clients always name it.</summary>
    public const string EnvelopedSignature = Signature + "enveloped-signature";

    /// <summary>RSASSA-PKCS1-v1_5 with SHA-256.</summary>
    public const string RsaSha256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";

    /// <summary>RSASSA-PSS with SHA-256 and MGF1 SHA-256.</summary>
    public const string RsaPssSha256 = "http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1";

    /// <summary>ECDSA with SHA-256; the value is r ‖ s.</summary>
    public const string EcdsaSha256 = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256";

    /// <summary>SM2 with SM3 by its object identifier: no URI is standardised. The value is r ‖ s.</summary>
    public const string Sm2Sm3 = "urn:oid:1.2.156.10197.1.501";

    /// <summary>SHA-256.</summary>
    public const string Sha256 = "http://www.w3.org/2001/04/xmlenc#sha256";

    /// <summary>SHA-384.</summary>
    public const string Sha384 = "http://www.w3.org/2001/04/xmldsig-more#sha384";

    /// <summary>SHA-512.</summary>
    public const string Sha512 = "http://www.w3.org/2001/04/xmlenc#sha512";

    /// <summary>SM3 by its object identifier.</summary>
    public const string Sm3 = "urn:oid:1.2.156.10197.1.401";
}
