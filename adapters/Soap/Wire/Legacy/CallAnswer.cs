using System.Text;
using System.Xml;
using Hub.Certs.XmlSignatures;

namespace Hub.Adapters.Soap.Wire.Legacy;

/// <summary>The answer of a call: XML in a string, in the words of the national interface, in the element that the caller's operation answers with.</summary>
internal static class CallAnswer
{
    /// <param name="shape">Operation that was called.</param>
    /// <param name="head">infcode, inf_refmsgid, respond_time, err_msg in this order.</param>
    /// <param name="rows">What is answered; null for none.</param>
    public static byte[] Write(CallShape shape, IReadOnlyList<(string Name, string Value)> head, RowSet? rows)
    {
        var inner = new StringBuilder();
        using (var writer = XmlWriter.Create(inner, new XmlWriterSettings { OmitXmlDeclaration = true, CheckCharacters = true }))
        {
            writer.WriteStartElement("response");
            foreach (var (name, value) in head)
            {
                writer.WriteElementString(name, XmlCharacters.Clean(value));
            }

            writer.WriteStartElement("output");
            foreach (var row in Merged(rows))
            {
                writer.WriteStartElement(row.Node);
                foreach (var (name, value) in row.All)
                {
                    writer.WriteElementString(name, value);
                }

                writer.WriteEndElement();
            }

            writer.WriteEndElement();
            writer.WriteEndElement();
        }

        var response = new XmlTreeElement("", shape.Operation + "Response", SoapNames.Legacy, 0);
        var result = new XmlTreeElement("", shape.Operation + "Result", SoapNames.Legacy, 0);
        result.Add(inner.ToString());
        response.Add(result);
        return ExclusiveCanonicalizer.Canonicalize(response, []);
    }

    // Loose fields find their place beside the typed ones of the same row. Names that are no XML names (rows inside of rows) are left out.
    private static List<Row> Merged(RowSet? rows)
    {
        if (rows is null)
        {
            return [];
        }

        var all = rows.All.ToList();
        foreach (var field in rows.Loose.Where(field => XmlCharacters.IsName(field.Node) && XmlCharacters.IsName(field.Name)))
        {
            var row = all.Find(row => row.Node == field.Node && row.Number == field.Row);
            if (row is null)
            {
                all.Add(row = new Row(field.Node, field.Row, 0));
            }

            row.Set(field.Name, field.Value);
        }

        return all;
    }
}
