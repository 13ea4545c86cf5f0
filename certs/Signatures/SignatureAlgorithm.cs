namespace Hub.Certs.Signatures;

/// <summary>The signature algorithms the hub speaks. Which one a key uses is said by the registry, never by a message.</summary>
public enum SignatureAlgorithm
{
    /// <summary>SM2 over sm2p256v1 with SM3 and a user id (GB/T 32918.2 and .5, GM/T 0009-2012).</summary>
    Sm2Sm3,

    /// <summary>ECDSA over P-256 with SHA-256 (FIPS 186-5).</summary>
    EcdsaP256Sha256,

    /// <summary>RSASSA-PKCS1-v1_5 with SHA-256, modulus of 2,048 to 8,192 bits (RFC 8017, 8.2).</summary>
    RsaPkcs1Sha256,

    /// <summary>RSASSA-PSS with SHA-256, MGF1 SHA-256, salt of 32 bytes, modulus of 2,048 to 8,192 bits (RFC 8017, 8.1).</summary>
    RsaPssSha256,
}

/// <summary>How (r, s) of an SM2 or ECDSA signature is written. Agreed per partner; the hub never tries both. RSA ignores it.</summary>
public enum SignatureEncoding
{
    /// <summary>ASN.1 DER <c>SEQUENCE { INTEGER r, INTEGER s }</c>, exact: no BER, no padding, no trailing byte (GM/T 0009-2012).</summary>
    Der,

    /// <summary>r ‖ s, 32 bytes each, big endian, 64 bytes exactly (the medical platforms, IEEE P1363, JWS).</summary>
    Raw,
}
