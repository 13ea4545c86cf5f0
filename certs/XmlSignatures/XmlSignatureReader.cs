using System.Buffers;
using Hub.Certs.Signatures;

namespace Hub.Certs.XmlSignatures;

/// <summary>
/// Reads a Signature element strictly: SignedInfo, SignatureValue, at most one KeyInfo, nothing else; references to <c>#id</c> of the same
/// document; exclusive canonicalisation as the only transform that does anything. There is no way to name a file, a path or a key.
/// </summary>
public static class XmlSignatureReader
{
    private static readonly SearchValues<char> OfPointers = SearchValues.Create("()'\"/ ");
    private const int ReferencesMax = 8;
    private const int PrefixesMax = 32;
    private const int Base64LengthMax = 4096;

    /// <exception cref="XmlSignatureException">It is refused.</exception>
    public static XmlSignature Read(XmlTreeElement signature)
    {
        ArgumentNullException.ThrowIfNull(signature);
        var parts = signature.Elements.ToList();
        if (parts.Count is < 2 or > 3 || !Is(parts[0], "SignedInfo") || !Is(parts[1], "SignatureValue") || (parts.Count == 3 && !Is(parts[2], "KeyInfo")))
        {
            throw new XmlSignatureException(XmlSignatureFault.Structure);
        }

        var info = parts[0].Elements.ToList();
        if (info.Count < 3 || info.Count > 2 + ReferencesMax || !Is(info[0], "CanonicalizationMethod") || !Is(info[1], "SignatureMethod")
            || info.Skip(2).Any(reference => !Is(reference, "Reference")) || info[1].HasElements)
        {
            throw new XmlSignatureException(XmlSignatureFault.Structure);
        }

        return Algorithm(info[0]) != XmlNames.ExclusiveC14N
            ? throw new XmlSignatureException(XmlSignatureFault.Transform)
            : new XmlSignature(parts[0], Prefixes(info[0]), Base64(parts[1]))
            {
                Algorithm = AlgorithmOf(Algorithm(info[1])),
                References = [.. info.Skip(2).Select(Reference)],
                KeyInfo = parts.Count == 3 ? parts[2] : null,
            };
    }

    private static XmlReference Reference(XmlTreeElement reference)
    {
        var parts = reference.Elements.ToList();
        if (reference.Attribute("URI") is not ['#', _, ..] uri || uri.AsSpan(1).ContainsAny(OfPointers))
        {
            throw new XmlSignatureException(XmlSignatureFault.Reference);
        }

        if (parts.Count != 3 || !Is(parts[0], "Transforms") || !Is(parts[1], "DigestMethod") || !Is(parts[2], "DigestValue"))
        {
            throw new XmlSignatureException(XmlSignatureFault.Structure);
        }

        var digest = Algorithm(parts[1]);
        XmlDigest.Check(digest);
        return new XmlReference(uri[1..], digest, Base64(parts[2]), TransformPrefixes(parts[0]));
    }

    // What is signed never holds the signature here, so the enveloped-signature transform that some clients write takes nothing away.
    private static string[] TransformPrefixes(XmlTreeElement transforms)
    {
        var all = transforms.Elements.ToList();
        var last = all.Count is 1 or 2 ? all[^1] : throw new XmlSignatureException(XmlSignatureFault.Transform);
        return all.TrueForAll(transform => Is(transform, "Transform")) && Algorithm(last) == XmlNames.ExclusiveC14N
            && (all.Count == 1 || (Algorithm(all[0]) == XmlNames.EnvelopedSignature && !all[0].HasElements))
            ? Prefixes(last)
            : throw new XmlSignatureException(XmlSignatureFault.Transform);
    }

    private static string[] Prefixes(XmlTreeElement method)
    {
        var parts = method.Elements.ToList();
        if (parts.Count == 0)
        {
            return [];
        }

        var list = parts.Count == 1 && parts[0].Is("InclusiveNamespaces", XmlNames.ExclusiveC14N) ? parts[0].Attribute("PrefixList") : null;
        var words = list?.Split((char[])[' ', '\t', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
        return words is { Length: <= PrefixesMax } ? words : throw new XmlSignatureException(XmlSignatureFault.Structure);
    }

    private static SignatureAlgorithm AlgorithmOf(string name) => name switch
    {
        XmlNames.RsaSha256 => SignatureAlgorithm.RsaPkcs1Sha256,
        XmlNames.RsaPssSha256 => SignatureAlgorithm.RsaPssSha256,
        XmlNames.EcdsaSha256 => SignatureAlgorithm.EcdsaP256Sha256,
        XmlNames.Sm2Sm3 => SignatureAlgorithm.Sm2Sm3,
        _ when name.EndsWith("-sha1", StringComparison.Ordinal) || name.EndsWith("-md5", StringComparison.Ordinal) =>
            throw new XmlSignatureException(XmlSignatureFault.WeakAlgorithm),
        _ => throw new XmlSignatureException(XmlSignatureFault.Algorithm),
    };

    private static byte[] Base64(XmlTreeElement element)
    {
        var text = element.Text;
        var bytes = new byte[Math.Min(text.Length, Base64LengthMax)];
        return !element.HasElements && text.Length <= Base64LengthMax && Convert.TryFromBase64String(text, bytes, out var length)
            ? bytes[..length]
            : throw new XmlSignatureException(XmlSignatureFault.Structure);
    }

    private static string Algorithm(XmlTreeElement method) => method.Attribute("Algorithm") ?? "";

    private static bool Is(XmlTreeElement element, string name) => element.Is(name, XmlNames.Signature);
}
