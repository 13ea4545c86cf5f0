using System.Buffers;
using System.Text;
using System.Xml;
using Hub.Adapters.Fhir.Kernel.Definitions;
using Hub.Adapters.Fhir.Kernel.Reading;

namespace Hub.Adapters.Fhir.Kernel.Writing;

/// <summary>Writes FHIR XML: UTF-8, no declaration, no white space between elements.</summary>
internal sealed class XmlTreeWriter(IBufferWriter<byte> output)
{
    private static readonly XmlWriterSettings Settings = new()
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        OmitXmlDeclaration = true,
        NewLineHandling = NewLineHandling.Entitize,
        CloseOutput = false,
    };

    public void Write(FhirNode resource)
    {
        using var bytes = new MemoryStream();
        using (var writer = XmlWriter.Create(bytes, Settings))
        {
            Resource(writer, resource);
        }

        output.Write(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }

    private static void Resource(XmlWriter writer, FhirNode node)
    {
        var type = TreeTypes.OfResource(node);
        writer.WriteStartElement(type.Name, XmlTreeReader.Fhir);
        Content(writer, node, type);
        writer.WriteEndElement();
    }

    private static void Content(XmlWriter writer, FhirNode node, TypeDefinition type)
    {
        var children = TreeTypes.Sorted(node, type);
        foreach (var child in children)
        {
            if (TreeTypes.PropertyOf(type, child) is { Element.IsAttribute: true } property && child.Value is not null)
            {
                writer.WriteAttributeString(property.Name, child.Value);
            }
        }

        foreach (var child in children)
        {
            if (TreeTypes.PropertyOf(type, child) is { Element.IsAttribute: false } property)
            {
                Element(writer, child, property);
            }
        }
    }

    private static void Element(XmlWriter writer, FhirNode node, ElementProperty property)
    {
        if (property.Type.Primitive == PrimitiveKind.Xhtml)
        {
            Narrative(writer, node.Value ?? string.Empty);
            return;
        }

        writer.WriteStartElement(property.Name, XmlTreeReader.Fhir);
        if (property.Type.Kind == TypeKind.Primitive)
        {
            if (node.Value is not null)
            {
                writer.WriteAttributeString("value", node.Value);
            }

            Content(writer, node, Schema.R4.Element);
        }
        else if (property.Type.Kind == TypeKind.Abstract)
        {
            Resource(writer, node);
        }
        else
        {
            Content(writer, node, property.Type);
        }

        writer.WriteEndElement();
    }

    // Parsed and written again: text that is no XML can never break out of its element.
    private static void Narrative(XmlWriter writer, string xhtml)
    {
        try
        {
            using var reader = XmlReader.Create(new StringReader(xhtml), XmlTreeReader.Settings());
            reader.MoveToContent();
            writer.WriteNode(reader, defattr: false);
        }
        catch (XmlException)
        {
            throw new ArgumentException("A narrative is not well-formed xhtml and cannot be written as XML.");
        }
    }
}
