using Hub.Certs.Signatures;

namespace Hub.Certs.XmlSignatures;

/// <summary>A Signature element that is well-formed and uses only what the hub speaks. Nothing is proven by reading it.</summary>
public sealed class XmlSignature
{
    private readonly XmlTreeElement _signedInfo;
    private readonly IReadOnlyList<string> _prefixes;
    private readonly byte[] _value;

    internal XmlSignature(XmlTreeElement signedInfo, IReadOnlyList<string> prefixes, byte[] value)
    {
        _signedInfo = signedInfo;
        _prefixes = prefixes;
        _value = value;
    }

    /// <summary>The algorithm it claims; the key decides whether it may.</summary>
    public required SignatureAlgorithm Algorithm { get; init; }

    /// <summary>What it covers, 1 to 8.</summary>
    public required IReadOnlyList<XmlReference> References { get; init; }

    /// <summary>KeyInfo as written; a hint where to look for a registered key, never a key.</summary>
    public XmlTreeElement? KeyInfo { get; init; }

    /// <summary>True if the key is of the claimed algorithm and has signed SignedInfo. The references are checked one by one beside it.</summary>
    public bool IsSignedBy(VerificationKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (key.Algorithm != Algorithm)
        {
            return false;
        }

        // XML signatures of curves are r ‖ s whatever the partner uses elsewhere.
        var value = Algorithm is SignatureAlgorithm.EcdsaP256Sha256 or SignatureAlgorithm.Sm2Sm3
            ? _value.Length == EcSignatureCodec.RawLength ? EcSignatureCodec.Encode(_value, key.Encoding) : []
            : _value;
        return key.Verify(ExclusiveCanonicalizer.Canonicalize(_signedInfo, _prefixes), value);
    }
}
