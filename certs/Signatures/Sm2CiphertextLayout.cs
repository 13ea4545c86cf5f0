namespace Hub.Certs.Signatures;

/// <summary>The three writings of an SM2 ciphertext in the field (GB/T 32918.4, GM/T 0009-2012, nhsa.md B4).</summary>
public enum Sm2CiphertextLayout
{
    /// <summary>04 ‖ x ‖ y ‖ C3 (32 bytes) ‖ C2: the standard.</summary>
    C1C3C2,

    /// <summary>04 ‖ x ‖ y ‖ C2 ‖ C3: libraries of the first generation.</summary>
    C1C2C3,

    /// <summary>DER <c>SEQUENCE { INTEGER x, INTEGER y, OCTET STRING C3, OCTET STRING C2 }</c> (GM/T 0009-2012); what OpenSSL writes.</summary>
    Asn1,
}
