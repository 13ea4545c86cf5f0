using System.Buffers;
using System.Text;

namespace Hub.Certs.XmlSignatures;

/// <summary>
/// Exclusive XML canonicalisation 1.0 without comments (W3C xml-exc-c14n 2002-07-18) of one element and all in it. Checked against
/// xmlsec1 and the platform's transform in tests.
/// </summary>
public static class ExclusiveCanonicalizer
{
    private const string XmlPrefix = "xml";
    private static readonly SearchValues<char> EscapedInText = SearchValues.Create("&<>\r");
    private static readonly SearchValues<char> EscapedInAttribute = SearchValues.Create("&<\"\t\n\r");

    /// <summary>Word of a prefix list for the default namespace.</summary>
    public const string DefaultNamespace = "#default";

    /// <summary>The canonical UTF-8 bytes.</summary>
    /// <param name="element">The element at the top.</param>
    /// <param name="inclusivePrefixes">PrefixList of InclusiveNamespaces; empty for none.</param>
    public static byte[] Canonicalize(XmlTreeElement element, IReadOnlyList<string> inclusivePrefixes)
    {
        ArgumentNullException.ThrowIfNull(element);
        ArgumentNullException.ThrowIfNull(inclusivePrefixes);
        var writing = new Writing(inclusivePrefixes);
        writing.Write(element);
        return Encoding.UTF8.GetBytes(writing.Text.ToString());
    }

    private sealed class Writing(IReadOnlyList<string> inclusivePrefixes)
    {
        // What ancestors in the output have declared: the newest entry of a prefix counts.
        private readonly List<XmlTreeDeclaration> _rendered = [];

        public StringBuilder Text { get; } = new();

        public void Write(XmlTreeElement element)
        {
            var before = _rendered.Count;
            var declared = Declarations(element);
            WriteName('<', element);
            foreach (var declaration in declared)
            {
                Text.Append(declaration.Prefix.Length == 0 ? " xmlns=\"" : " xmlns:").Append(declaration.Prefix);
                Text.Append(declaration.Prefix.Length == 0 ? "" : "=\"");
                AppendAttribute(declaration.Uri);
                Text.Append('"');
            }

            foreach (var attribute in Sorted(element.Attributes))
            {
                Text.Append(' ').Append(attribute.Prefix).Append(attribute.Prefix.Length == 0 ? "" : ":").Append(attribute.LocalName).Append("=\"");
                AppendAttribute(attribute.Value);
                Text.Append('"');
            }

            Text.Append('>');
            foreach (var child in element.Children)
            {
                if (child.Element is { } inner)
                {
                    Write(inner);
                }
                else
                {
                    AppendText(child.Text!);
                }
            }

            WriteName('/', element);
            Text.Append('>');
            _rendered.RemoveRange(before, _rendered.Count - before);
        }

        private void WriteName(char mark, XmlTreeElement element)
        {
            Text.Append(mark == '/' ? "</" : "<");
            if (element.Prefix.Length > 0)
            {
                Text.Append(element.Prefix).Append(':');
            }

            Text.Append(element.LocalName);
        }

        private List<XmlTreeDeclaration> Declarations(XmlTreeElement element)
        {
            var wanted = new List<XmlTreeDeclaration>(2);
            Want(element.Prefix, element.NamespaceUri, wanted);
            foreach (var attribute in element.Attributes)
            {
                if (attribute.Prefix.Length > 0)
                {
                    Want(attribute.Prefix, attribute.NamespaceUri, wanted);
                }
            }

            foreach (var word in inclusivePrefixes)
            {
                var prefix = word == DefaultNamespace ? "" : word;
                if (element.NamespaceOf(prefix) is { } uri)
                {
                    Want(prefix, uri, wanted);
                }
            }

            wanted.Sort((left, right) => string.CompareOrdinal(left.Prefix, right.Prefix));
            _rendered.AddRange(wanted);
            return wanted;
        }

        private void Want(string prefix, string uri, List<XmlTreeDeclaration> wanted)
        {
            if (prefix == XmlPrefix || wanted.Exists(w => w.Prefix == prefix))
            {
                return;
            }

            var known = _rendered.FindLastIndex(r => r.Prefix == prefix);
            if ((known < 0 ? "" : _rendered[known].Uri) != uri)
            {
                wanted.Add(new XmlTreeDeclaration(prefix, uri));
            }
        }

        private static IReadOnlyList<XmlTreeAttributeValue> Sorted(IReadOnlyList<XmlTreeAttributeValue> attributes)
        {
            if (attributes.Count < 2)
            {
                return attributes;
            }

            var sorted = attributes.ToList();
            sorted.Sort((left, right) => string.CompareOrdinal(left.NamespaceUri, right.NamespaceUri) is var byNamespace and not 0
                ? byNamespace
                : string.CompareOrdinal(left.LocalName, right.LocalName));
            return sorted;
        }

        private void AppendText(string text)
        {
            var rest = text.AsSpan();
            while (rest.IndexOfAny(EscapedInText) is var at and >= 0)
            {
                Text.Append(rest[..at]);
                Text.Append(rest[at] switch { '&' => "&amp;", '<' => "&lt;", '>' => "&gt;", _ => "&#xD;" });
                rest = rest[(at + 1)..];
            }

            Text.Append(rest);
        }

        private void AppendAttribute(string text)
        {
            var rest = text.AsSpan();
            while (rest.IndexOfAny(EscapedInAttribute) is var at and >= 0)
            {
                Text.Append(rest[..at]);
                Text.Append(rest[at] switch { '&' => "&amp;", '<' => "&lt;", '"' => "&quot;", '\t' => "&#x9;", '\n' => "&#xA;", _ => "&#xD;" });
                rest = rest[(at + 1)..];
            }

            Text.Append(rest);
        }
    }
}
