using System.Security.Cryptography;
using Hub.Certs.Signatures;

namespace Hub.Certs.XmlSignatures;

/// <summary>Digests of canonical bytes by the name of their algorithm.</summary>
internal static class XmlDigest
{
    private const string WeakSha1 = XmlNames.Signature + "sha1";
    private const string WeakMd5 = "http://www.w3.org/2001/04/xmldsig-more#md5";

    internal static void Check(string algorithm)
    {
        if (algorithm is WeakSha1 or WeakMd5)
        {
            throw new XmlSignatureException(XmlSignatureFault.WeakAlgorithm);
        }

        if (algorithm is not (XmlNames.Sha256 or XmlNames.Sha384 or XmlNames.Sha512 or XmlNames.Sm3))
        {
            throw new XmlSignatureException(XmlSignatureFault.Algorithm);
        }
    }

    internal static byte[] Of(string algorithm, ReadOnlySpan<byte> bytes) => algorithm switch
    {
        XmlNames.Sha256 => SHA256.HashData(bytes),
        XmlNames.Sha384 => SHA384.HashData(bytes),
        XmlNames.Sha512 => SHA512.HashData(bytes),
        XmlNames.Sm3 => Sm3.Hash(bytes),
        _ => throw new XmlSignatureException(XmlSignatureFault.Algorithm),
    };
}
