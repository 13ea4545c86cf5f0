using System.Text;
using Hub.Certs.Signatures;

namespace Hub.Certs.XmlSignatures;

/// <summary>
/// Writes a Signature element over elements that carry identifiers. SignedInfo is written in its canonical form, so what is signed and what
/// is sent differ only in one namespace declaration.
/// </summary>
public static class XmlSigner
{
    /// <param name="key">The hub's key.</param>
    /// <param name="parts">Elements with one identifier each.</param>
    /// <param name="keyInfo">Content of KeyInfo, well-formed, with its own namespace declarations.</param>
    public static string Sign(SigningKey key, IReadOnlyList<XmlTreeElement> parts, string keyInfo)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(parts);
        var isSm = key.Algorithm == SignatureAlgorithm.Sm2Sm3;
        var digest = isSm ? XmlNames.Sm3 : XmlNames.Sha256;
        var content = new StringBuilder();
        content.Append("<ds:CanonicalizationMethod Algorithm=\"").Append(XmlNames.ExclusiveC14N).Append("\"></ds:CanonicalizationMethod>");
        content.Append("<ds:SignatureMethod Algorithm=\"").Append(NameOf(key.Algorithm)).Append("\"></ds:SignatureMethod>");
        foreach (var part in parts)
        {
            var value = XmlDigest.Of(digest, ExclusiveCanonicalizer.Canonicalize(part, []));
            content.Append("<ds:Reference URI=\"#").Append(part.Ids.Single()).Append("\"><ds:Transforms><ds:Transform Algorithm=\"")
                .Append(XmlNames.ExclusiveC14N).Append("\"></ds:Transform></ds:Transforms><ds:DigestMethod Algorithm=\"").Append(digest)
                .Append("\"></ds:DigestMethod><ds:DigestValue>").Append(Convert.ToBase64String(value)).Append("</ds:DigestValue></ds:Reference>");
        }

        var signedInfo = $"<ds:SignedInfo xmlns:ds=\"{XmlNames.Signature}\">{content}</ds:SignedInfo>";
        var signature = key.SignRaw(Encoding.UTF8.GetBytes(signedInfo));
        return $"<ds:Signature xmlns:ds=\"{XmlNames.Signature}\"><ds:SignedInfo>{content}</ds:SignedInfo><ds:SignatureValue>"
            + $"{Convert.ToBase64String(signature)}</ds:SignatureValue><ds:KeyInfo>{keyInfo}</ds:KeyInfo></ds:Signature>";
    }

    private static string NameOf(SignatureAlgorithm algorithm) => algorithm switch
    {
        SignatureAlgorithm.RsaPkcs1Sha256 => XmlNames.RsaSha256,
        SignatureAlgorithm.RsaPssSha256 => XmlNames.RsaPssSha256,
        SignatureAlgorithm.EcdsaP256Sha256 => XmlNames.EcdsaSha256,
        _ => XmlNames.Sm2Sm3,
    };
}
