using System.Collections.Frozen;
using System.Xml;
using System.Xml.Schema;

namespace Hub.Adapters.Bank.Wire.Iso;

/// <summary>
/// Holds the elements that are pushed against the official schema of their message. The validator's own texts are not passed on: they
/// quote values.
/// </summary>
internal sealed class SchemaCheck
{
    private static readonly FrozenDictionary<string, Lazy<XmlSchemaSet>> Shipped =
        new[] { "pain.001.001.09", "pain.002.001.11", "camt.053.001.08", "camt.054.001.08" }
        .ToFrozenDictionary(name => name, name => new Lazy<XmlSchemaSet>(() => Load(name)), StringComparer.Ordinal);

    private readonly XmlSchemaValidator _validator;

    private SchemaCheck(XmlSchemaSet schemas, XmlReader reader)
    {
        _validator = new XmlSchemaValidator(reader.NameTable, schemas, (IXmlNamespaceResolver)reader, XmlSchemaValidationFlags.None) { XmlResolver = null };
        _validator.Initialize();
    }

    /// <summary>The check of a message whose schema is shipped; null for other versions, which are read by their structure alone.</summary>
    public static SchemaCheck? For(IsoMessage message, XmlReader reader) =>
        Shipped.TryGetValue(message.Name, out var schemas) ? new SchemaCheck(schemas.Value, reader) : null;

    /// <summary>Takes the beginning of an element with its attributes. False: it breaks the schema.</summary>
    public bool Start(XmlReader element)
    {
        try
        {
            _validator.ValidateElement(element.LocalName, element.NamespaceURI, null);
            for (var i = 0; i < element.AttributeCount; i++)
            {
                element.MoveToAttribute(i);
                if (element.NamespaceURI is not ("http://www.w3.org/2000/xmlns/" or "http://www.w3.org/2001/XMLSchema-instance"))
                {
                    _validator.ValidateAttribute(element.LocalName, element.NamespaceURI, element.Value, null);
                }
            }

            element.MoveToElement();
            _validator.ValidateEndOfAttributes(null);
            return true;
        }
        catch (XmlSchemaValidationException)
        {
            return false;
        }
    }

    /// <summary>Takes text. False: it may not stand here.</summary>
    public bool Text(string text)
    {
        try
        {
            _validator.ValidateText(text);
            return true;
        }
        catch (XmlSchemaValidationException)
        {
            return false;
        }
    }

    /// <summary>Takes the end of an element. False: its value or its children break the schema.</summary>
    public bool End()
    {
        try
        {
            _validator.ValidateEndElement(null);
            return true;
        }
        catch (XmlSchemaValidationException)
        {
            return false;
        }
    }

    private static XmlSchemaSet Load(string name)
    {
        using var file = typeof(SchemaCheck).Assembly.GetManifestResourceStream($"Hub.Adapters.Bank.Wire.Schemas.{name}.xsd")
            ?? throw new InvalidOperationException("The schema " + name + " is not part of the program.");
        using var reader = XmlReader.Create(file, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        var schemas = new XmlSchemaSet { XmlResolver = null };
        schemas.Add(null, reader);
        schemas.Compile();
        return schemas;
    }
}
