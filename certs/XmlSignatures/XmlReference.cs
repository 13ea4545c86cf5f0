using System.Security.Cryptography;

namespace Hub.Certs.XmlSignatures;

/// <summary>One Reference of a signature: which element, and the digest that it must have.</summary>
/// <param name="Id">The identifier behind the #.</param>
/// <param name="DigestAlgorithm">Name of the digest algorithm.</param>
/// <param name="Digest">The digest as written.</param>
/// <param name="InclusivePrefixes">PrefixList of the canonicalisation.</param>
public sealed record XmlReference(string Id, string DigestAlgorithm, ReadOnlyMemory<byte> Digest, IReadOnlyList<string> InclusivePrefixes)
{
    /// <summary>True if the element, canonicalised, has the digest. Whether it stands where it must is the caller's question.</summary>
    public bool Matches(XmlTreeElement element)
    {
        ArgumentNullException.ThrowIfNull(element);
        var digest = XmlDigest.Of(DigestAlgorithm, ExclusiveCanonicalizer.Canonicalize(element, InclusivePrefixes));
        return CryptographicOperations.FixedTimeEquals(digest, Digest.Span);
    }
}
