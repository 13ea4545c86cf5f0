using System.Globalization;
using System.Xml;
using System.Xml.Schema;
using Hub.Certs.XmlSignatures;

namespace Hub.Adapters.Soap.Wire.Contract;

/// <summary>
/// Builds an element of the contract out of rows: the schema says which elements there are, in which order, and by xs:appinfo which field or
/// node each stands for. Requests of CallService become typed requests by it, and answers typed answers.
/// </summary>
internal sealed class ContractBuilder(RowSet rows, string envelopeNode)
{
    private const string Prefix = "h";

    /// <summary>How the sender called what was built.</summary>
    public Dictionary<XmlTreeElement, string> Spoken { get; } = [];

    /// <summary>The element with everything in it that has a value. What the rows hold beyond it goes into Extension elements.</summary>
    public XmlTreeElement Build(string name, string mainNode)
    {
        var main = rows.OfAny(mainNode) is [var first, ..] ? first : new Row(mainNode, 0, 0);
        var root = Element(name, main.Line);
        Fill(root, SoapContract.Elements[name], main);
        return root;
    }

    private void Fill(XmlTreeElement parent, XmlSchemaElement schema, Row row)
    {
        foreach (var particle in SoapContract.Particles(schema.ElementSchemaType))
        {
            var nodes = SoapContract.NationalNames(particle);
            if (particle.ElementSchemaType!.QualifiedName.Name == "Extension")
            {
                Extensions(parent, particle);
            }
            else if (particle.ElementSchemaType is XmlSchemaSimpleType simple)
            {
                Simple(parent, particle, simple, nodes, row);
            }
            else if (nodes is null)
            {
                Complex(parent, particle, row, particle.Name!, isWanted: particle.MinOccurs > 0);
            }
            else
            {
                foreach (var inner in rows.OfAny(nodes))
                {
                    Complex(parent, particle, inner, inner.Node, isWanted: true);
                }
            }
        }
    }

    private void Simple(XmlTreeElement parent, XmlSchemaElement particle, XmlSchemaSimpleType type, string? names, Row row)
    {
        if (names is null)
        {
            return;
        }

        var from = particle.MaxOccurs > 1 ? rows.Of(row.Node) : [row];
        foreach (var one in from)
        {
            if (one.Take(names, out var spoken) is { } text)
            {
                var element = Element(particle.Name!, text.Line);
                element.Add(Form(text.Value, type));
                parent.Add(element);
                Spoken[element] = spoken;
            }
        }
    }

    private void Complex(XmlTreeElement parent, XmlSchemaElement particle, Row row, string spoken, bool isWanted)
    {
        var element = Element(particle.Name!, row.Line);
        Fill(element, particle, row);
        if (isWanted || element.Children.Count > 0)
        {
            parent.Add(element);
            Spoken[element] = spoken;
        }
    }

    private void Extensions(XmlTreeElement parent, XmlSchemaElement particle)
    {
        foreach (var field in rows.Rest(envelopeNode))
        {
            var element = new XmlTreeElement(Prefix, particle.Name!, SoapNames.Hub, 0)
            {
                Attributes =
                [
                    new XmlTreeAttributeValue("", "Node", "", field.Node),
                    new XmlTreeAttributeValue("", "Row", "", field.Row.ToString(CultureInfo.InvariantCulture)),
                    new XmlTreeAttributeValue("", "Name", "", field.Name),
                ],
            };
            element.Add(field.Value);
            parent.Add(element);
            Spoken[element] = field.Node;
        }
    }

    private static XmlTreeElement Element(string name, int line) => new(Prefix, name, SoapNames.Hub, line);

    // The dictionary writes a moment with a blank, XML Schema with a T.
    private static string Form(string value, XmlSchemaSimpleType type) =>
        type.Datatype?.TypeCode == XmlTypeCode.DateTime && value.Length > 10 && value[10] == ' ' ? value[..10] + "T" + value[11..] : value;
}
