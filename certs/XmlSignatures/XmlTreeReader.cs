using System.Xml;

namespace Hub.Certs.XmlSignatures;

/// <summary>
/// The one reader of foreign XML: no document type, no entities of its own, no resolver, no processing instructions, and limits on
/// everything. Reads text that has been decoded strictly before, so a declared encoding inside of it means nothing.
/// </summary>
public static class XmlTreeReader
{
    /// <summary>Reads a document.</summary>
    /// <param name="text">The whole document.</param>
    /// <param name="limits">How much it may hold.</param>
    /// <exception cref="XmlTreeException">It is not well-formed, forbidden, or too much.</exception>
    public static XmlTreeElement Read(string text, XmlTreeLimits limits)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(limits);
        if (text.Length > limits.CharactersMax)
        {
            throw new XmlTreeException(XmlTreeFault.Limit, 0);
        }

        using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            IgnoreComments = true,
            ConformanceLevel = ConformanceLevel.Document,
            CheckCharacters = true,
            MaxCharactersInDocument = limits.CharactersMax,
        });
        try
        {
            return new Building(reader, limits).Read();
        }
        catch (XmlException e)
        {
            throw new XmlTreeException(
                text.Contains("<!DOCTYPE", StringComparison.Ordinal) ? XmlTreeFault.DocumentType : XmlTreeFault.Malformed, e.LineNumber);
        }
    }

    private sealed class Building(XmlReader reader, XmlTreeLimits limits)
    {
        private readonly IXmlLineInfo _line = (IXmlLineInfo)reader;
        private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
        private int _elements;
        private int _declarations;

        public XmlTreeElement Read()
        {
            XmlTreeElement? root = null, current = null;
            while (reader.Read())
            {
                switch (reader.NodeType)
                {
                    case XmlNodeType.Element:
                        var isEmpty = reader.IsEmptyElement;
                        var element = Element();
                        root ??= element;
                        current?.Add(element);
                        current = isEmpty ? current : element;
                        break;
                    case XmlNodeType.EndElement:
                        current = current?.Parent;
                        break;
                    case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace:
                        current?.Add(reader.Value);
                        break;
                    case XmlNodeType.XmlDeclaration:
                        break;
                    case XmlNodeType.ProcessingInstruction:
                        throw new XmlTreeException(XmlTreeFault.ProcessingInstruction, _line.LineNumber);
                    default:
                        throw new XmlTreeException(XmlTreeFault.Malformed, _line.LineNumber);
                }
            }

            return root ?? throw new XmlTreeException(XmlTreeFault.Malformed, 0);
        }

        private XmlTreeElement Element()
        {
            if (reader.Depth >= limits.DepthMax || ++_elements > limits.ElementsMax || reader.AttributeCount > limits.AttributesMax)
            {
                throw new XmlTreeException(XmlTreeFault.Limit, _line.LineNumber);
            }

            var (prefix, name, uri, line) = (reader.Prefix, reader.LocalName, reader.NamespaceURI, _line.LineNumber);
            if (!reader.MoveToFirstAttribute())
            {
                return new XmlTreeElement(prefix, name, uri, line);
            }

            List<XmlTreeAttributeValue>? attributes = null;
            List<XmlTreeDeclaration>? declarations = null;
            do
            {
                if (reader.Prefix == "xmlns" || (reader.Prefix.Length == 0 && reader.LocalName == "xmlns"))
                {
                    (declarations ??= []).Add(new XmlTreeDeclaration(reader.Prefix.Length == 0 ? "" : reader.LocalName, reader.Value));
                }
                else
                {
                    (attributes ??= []).Add(new XmlTreeAttributeValue(reader.Prefix, reader.LocalName, reader.NamespaceURI, reader.Value));
                }
            }
            while (reader.MoveToNextAttribute());

            reader.MoveToElement();
            _declarations += declarations?.Count ?? 0;
            if (_declarations > limits.DeclarationsMax)
            {
                throw new XmlTreeException(XmlTreeFault.Limit, line);
            }

            var element = new XmlTreeElement(prefix, name, uri, line)
            {
                Attributes = attributes ?? (IReadOnlyList<XmlTreeAttributeValue>)[],
                Declarations = declarations ?? (IReadOnlyList<XmlTreeDeclaration>)[],
            };
            foreach (var id in element.Ids)
            {
                if (!_ids.Add(id))
                {
                    throw new XmlTreeException(XmlTreeFault.DuplicateId, line);
                }
            }

            return element;
        }
    }
}
