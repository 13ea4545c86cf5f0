using System.Runtime.InteropServices;
using System.Xml;
using Hub.Adapters.Fhir.Kernel.Definitions;

namespace Hub.Adapters.Fhir.Kernel.Reading;

/// <summary>
/// Reads FHIR XML (http://hl7.org/fhir/R4/xml.html) into the same tree as JSON. A DTD is refused, so no entity is ever resolved; the
/// order of the elements is that of the definitions; xhtml is kept as it stands.
/// </summary>
internal sealed class XmlTreeReader(FhirKernelOptions options, Findings findings)
{
    internal const string Fhir = "http://hl7.org/fhir";

    internal const string Xhtml = "http://www.w3.org/1999/xhtml";

    private const string Xsi = "http://www.w3.org/2001/XMLSchema-instance";

    private readonly NodeBuffer _nodes = new();

    public FhirNode Read(ReadOnlyMemory<byte> document)
    {
        using var stream = MemoryMarshal.TryGetArray(document, out var bytes)
            ? new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false)
            : new MemoryStream(document.ToArray());
        using var reader = XmlReader.Create(stream, Settings());
        try
        {
            reader.MoveToContent();
            if (reader.NamespaceURI != Fhir)
            {
                throw NotReadable($"the root is in another namespace than {Fhir}", LineOf(reader));
            }

            var type = Schema.R4.FindResource(reader.LocalName) ?? throw NotReadable("the root is not a resource of R4 (4.0.1)", LineOf(reader));
            findings.Path.Push(type.Name);
            var root = Element(reader, type, type.Name);
            findings.Path.Pop();
            while (reader.Read())
            {
                // Reading on to the end refuses whatever may not stand behind the root.
            }

            return root;
        }
        catch (XmlException e)
        {
            throw NotReadable("the XML is not well-formed, or has a document type, which is not accepted; correct it there", e.LineNumber);
        }
    }

    internal static XmlReaderSettings Settings() => new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    private FhirNode Element(XmlReader reader, TypeDefinition type, string name)
    {
        if (reader.Depth >= options.DepthMax)
        {
            throw NotReadable("elements are nested too deeply", LineOf(reader));
        }

        var start = _nodes.Count;
        var line = LineOf(reader);
        var isEmpty = reader.IsEmptyElement;
        var isPrimitive = type.Kind == TypeKind.Primitive;
        var content = isPrimitive ? Schema.R4.Element : type;
        var value = Attributes(reader, content, isPrimitive);
        if (!isEmpty)
        {
            Content(reader, content);
        }

        return new FhirNode(name, type, value, _nodes.Take(start), line);
    }

    private string? Attributes(XmlReader reader, TypeDefinition type, bool isPrimitive)
    {
        string? value = null;
        while (reader.MoveToNextAttribute())
        {
            if (reader.NamespaceURI is "http://www.w3.org/2000/xmlns/" or Xsi)
            {
                continue;
            }

            if (isPrimitive && reader.NamespaceURI.Length == 0 && reader.LocalName == "value")
            {
                value = reader.Value;
            }
            else if (reader.NamespaceURI.Length == 0 && type.Properties.TryGetValue(reader.LocalName, out var property) && property.Element.IsAttribute)
            {
                _nodes.Add(property, new FhirNode(property.Element.Name, property.Type, reader.Value, [], LineOf(reader)));
            }
            else
            {
                findings.Add(ValidationLevel.Structure, "structure", "has an attribute that is not defined here in R4; remove it", LineOf(reader));
            }
        }

        reader.MoveToElement();
        return value;
    }

    // Stands on a start tag before and on its end tag after.
    private void Content(XmlReader reader, TypeDefinition type)
    {
        var order = 0;
        var index = 0;
        ElementDefinition? last = null;
        reader.Read();
        while (reader.NodeType != XmlNodeType.EndElement)
        {
            if (reader.NodeType != XmlNodeType.Element)
            {
                if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA)
                {
                    findings.Add(
                        ValidationLevel.Structure, "structure", "text stands between elements; a value is written in the attribute 'value'", LineOf(reader));
                }

                reader.Read();
                continue;
            }

            if (!type.Properties.TryGetValue(reader.LocalName, out var property) || property.Element.IsAttribute
                || reader.NamespaceURI != (property.Type.Primitive == PrimitiveKind.Xhtml ? Xhtml : Fhir))
            {
                var shown = UnknownNames.IsShown(reader.LocalName) ? $"'{reader.LocalName}'" : "An element";
                findings.Add(
                    ValidationLevel.Structure, "structure", shown + " (in this namespace) is no element here in R4; remove or correct it", LineOf(reader));
                reader.Skip();
                continue;
            }

            var element = property.Element;
            index = ReferenceEquals(element, last) ? index + 1 : 0;
            last = element;
            findings.Path.Push(element.Name, element.IsChoice ? property.Type.Code : null, element.IsMany ? index : -1);
            if (element.Order < order)
            {
                findings.Add(
                    ValidationLevel.Structure, "structure", "stands out of order; XML has the elements in the order of the definitions", LineOf(reader));
            }

            order = Math.Max(order, element.Order);
            Child(reader, property);
            findings.Path.Pop();
        }
    }

    // Leaves the reader behind the child.
    private void Child(XmlReader reader, ElementProperty property)
    {
        if (property.Type.Primitive == PrimitiveKind.Xhtml)
        {
            var line = LineOf(reader);
            _nodes.Add(property, new FhirNode(property.Element.Name, property.Type, reader.ReadOuterXml(), [], line));
        }
        else if (property.Type.Kind == TypeKind.Abstract)
        {
            Resource(reader, property);
        }
        else
        {
            _nodes.Add(property, Element(reader, property.Type, property.Element.Name));
            reader.Read();
        }
    }

    // <contained> and the like hold one element, the resource.
    private void Resource(XmlReader reader, ElementProperty property)
    {
        var line = LineOf(reader);
        var isEmpty = reader.IsEmptyElement;
        var resources = 0;
        reader.Read();
        while (!isEmpty && reader.NodeType != XmlNodeType.EndElement)
        {
            if (reader.NodeType != XmlNodeType.Element)
            {
                reader.Read();
            }
            else if (reader.NamespaceURI == Fhir && Schema.R4.FindResource(reader.LocalName) is { } type && resources++ == 0)
            {
                _nodes.Add(property, Element(reader, type, property.Element.Name));
                reader.Read();
            }
            else
            {
                findings.Add(ValidationLevel.Structure, "structure", "holds one resource of R4 and nothing else", LineOf(reader));
                reader.Skip();
            }
        }

        if (!isEmpty)
        {
            reader.Read();
        }

        if (resources == 0)
        {
            findings.Add(ValidationLevel.Structure, "structure", "must hold a resource of R4", line);
        }
    }

    private static int LineOf(XmlReader reader) => ((IXmlLineInfo)reader).LineNumber;

    private FhirFormatException NotReadable(string text, int line)
    {
        var path = findings.Path.ToString();
        return new FhirFormatException(new FhirIssue("structure", path, path.Length == 0 ? text : path + ": " + text, false, line));
    }
}
