using System.Security.Cryptography;
using System.Text;
using Hub.Certs.XmlSignatures;

namespace Hub.Adapters.Soap.Wire;

/// <summary>
/// What makes two arrivals the same message: names, attributes and texts of the business part, whatever the prefixes, the white space between
/// elements, the SOAP version and the signature. Left out are the time of sending, the operator and the sign-in, which a counter that
/// repeats a message writes anew.
/// </summary>
internal static class ContentDigest
{
    private static readonly string[] Volatile =
        ["SentAt", "OperatorType", "Operator", "OperatorName", "SignIn", "inf_time", "opter_type", "opter", "opter_name", "sign_no", "cainfo"];

    private static readonly string[] EnvelopeNames = ["header", "head", "envelope"];

    /// <summary>SHA-256 over institution, kind and content.</summary>
    public static byte[] Of(string institution, string kind, XmlTreeElement content)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, 'i', institution);
        Append(hash, 'k', kind);
        Append(hash, content, depth: 0);
        return hash.GetHashAndReset();
    }

    private static void Append(IncrementalHash hash, XmlTreeElement element, int depth)
    {
        Append(hash, '<', element.NamespaceUri);
        Append(hash, 'n', element.LocalName);
        foreach (var attribute in element.Attributes.OrderBy(a => a.NamespaceUri, StringComparer.Ordinal).ThenBy(a => a.LocalName, StringComparer.Ordinal))
        {
            Append(hash, 'a', attribute.NamespaceUri);
            Append(hash, 'n', attribute.LocalName);
            Append(hash, 'v', attribute.Value);
        }

        if (!element.HasElements)
        {
            Append(hash, 't', element.Text);
        }

        // The fields of the envelope stand at the top or in a header there, never inside a row of the business part.
        var isEnvelope = depth == 0 || (depth == 1 && EnvelopeNames.Contains(element.LocalName, StringComparer.OrdinalIgnoreCase));
        foreach (var child in element.Elements)
        {
            if (!isEnvelope || child.HasElements || !Volatile.Contains(child.LocalName, StringComparer.OrdinalIgnoreCase))
            {
                Append(hash, child, depth + 1);
            }
        }

        Append(hash, '>', "");
    }

    private static void Append(IncrementalHash hash, char mark, string text)
    {
        Span<byte> head = stackalloc byte[5];
        var bytes = Encoding.UTF8.GetBytes(text);
        head[0] = (byte)mark;
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(head[1..], bytes.Length);
        hash.AppendData(head);
        hash.AppendData(bytes);
    }
}
