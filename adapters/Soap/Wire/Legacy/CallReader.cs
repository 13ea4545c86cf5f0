using Hub.Certs.XmlSignatures;

namespace Hub.Adapters.Soap.Wire.Legacy;

/// <summary>
/// Reads the XML in the string: <c>&lt;request&gt;</c> with the fields of the national envelope and <c>&lt;input&gt;</c>, or <c>&lt;input&gt;</c>
/// alone with those fields among its nodes. An element with elements in it is a row of the node it names; any other is a field. Names match
/// without case; <c>null</c> and nothing are empty. An encoding that the inner declaration names means nothing: the string is characters.
/// </summary>
internal static class CallReader
{
    /// <summary>Node under which the fields of the envelope are kept.</summary>
    public const string EnvelopeNode = "envelope";

    private static readonly string[] HeaderNames = ["header", "head", EnvelopeNode];
    private static readonly string[] MessageIdNames = ["messageid", "message_id"];

    /// <summary>The function and the string of a call.</summary>
    public static (string Function, string Xml) Parameters(XmlTreeElement operation, CallShape shape)
    {
        string function = "", xml = "";
        foreach (var parameter in operation.Elements)
        {
            // Old clients leave the namespace of parameters out.
            var known = parameter.NamespaceUri is SoapNames.Legacy or "" && !parameter.HasElements;
            if (known && parameter.LocalName == shape.Function && function.Length == 0)
            {
                function = parameter.Text.Trim();
            }
            else if (known && parameter.LocalName == shape.Xml && xml.Length == 0)
            {
                xml = parameter.Text;
            }
            else
            {
                throw new WireRefusedException(SoapErrorCodes.ElementUnexpected, shape.Operation, parameter.Line);
            }
        }

        return (function, xml);
    }

    /// <summary>Reads the string.</summary>
    /// <exception cref="WireRefusedException">It holds no such XML.</exception>
    public static XmlTreeElement Tree(string xml)
    {
        try
        {
            return EnvelopeReader.ReadTree(xml.Trim());
        }
        catch (WireRefusedException e)
        {
            throw new WireRefusedException(new Violation(SoapErrorCodes.InnerUnreadable, "xml", e.Violation.Line, e.Violation.Error.Rule));
        }
    }

    /// <summary>The rows of the tree.</summary>
    /// <exception cref="WireRefusedException">A field stands twice.</exception>
    public static RowSet Rows(XmlTreeElement root)
    {
        var rows = new RowSet();
        var envelope = rows.Add(EnvelopeNode, root.Line);
        var input = root.Elements.FirstOrDefault(child => Named(child, "input")) ?? root;
        if (input != root)
        {
            Envelope(root, envelope, input);
        }

        foreach (var child in input.Elements)
        {
            if (IsHeader(child))
            {
                Envelope(child, envelope, null);
            }
            else if (child.HasElements)
            {
                Row(child, rows.Add(child.LocalName, child.Line), rows);
            }
            else
            {
                Field(child, envelope);
            }
        }

        return rows;
    }

    private static void Envelope(XmlTreeElement from, Row envelope, XmlTreeElement? input)
    {
        foreach (var child in from.Elements)
        {
            if (IsHeader(child))
            {
                Envelope(child, envelope, null);
            }
            else if (child != input && !child.HasElements)
            {
                Field(child, envelope);
            }
        }
    }

    private static void Row(XmlTreeElement from, Row row, RowSet rows)
    {
        foreach (var child in from.Elements)
        {
            if (child.HasElements)
            {
                Row(child, rows.Add(RowSet.Inside(row, child.LocalName), child.Line), rows);
            }
            else
            {
                Field(child, row);
            }
        }
    }

    private static void Field(XmlTreeElement field, Row row)
    {
        var name = MessageIdNames.Contains(field.LocalName, StringComparer.OrdinalIgnoreCase) ? "msgid" : field.LocalName;
        if (field.Text is { Length: > 0 } value && !value.Equals("null", StringComparison.OrdinalIgnoreCase)
            && !row.TryAdd(name, new FieldText(value, field.Line)))
        {
            throw new WireRefusedException(new Violation(SoapErrorCodes.ElementUnexpected, row.Node, field.Line, "given twice"));
        }
    }

    private static bool IsHeader(XmlTreeElement child) => child.HasElements && HeaderNames.Contains(child.LocalName, StringComparer.OrdinalIgnoreCase);

    private static bool Named(XmlTreeElement element, string name) => element.LocalName.Equals(name, StringComparison.OrdinalIgnoreCase);
}
