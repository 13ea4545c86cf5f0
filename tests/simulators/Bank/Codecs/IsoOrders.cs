using System.Globalization;
using System.Runtime.InteropServices;
using System.Xml;
using System.Xml.Linq;
using Hub.Simulators.Wire;

namespace Hub.Simulators.Bank.Codecs;

/// <summary>Reads pain.001.001.09, one payment after the other, so that a large file does not stand in memory as a tree.</summary>
internal sealed class IsoOrders
{
    private static readonly XNamespace Pain = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09";
    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreWhitespace = true };
    private readonly List<PaymentOrder> _lines = [];
    private readonly Dictionary<string, XElement> _head = new(StringComparer.Ordinal);

    public static PaymentOrders Read(ReadOnlyMemory<byte> file)
    {
        try
        {
            MemoryMarshal.TryGetArray(file, out ArraySegment<byte> bytes);
            using var stream = new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false);
            using XmlReader xml = XmlReader.Create(stream, Settings);
            return new IsoOrders().Read(xml);
        }
        catch (XmlException broken)
        {
            throw new UnreadableFileException(string.Create(CultureInfo.InvariantCulture, $"line {broken.LineNumber}: XML is well-formed"));
        }
    }

    private PaymentOrders Read(XmlReader xml)
    {
        xml.MoveToContent();
        Require(xml.LocalName == "Document" && xml.NamespaceURI == Pain.NamespaceName, "Document of pain.001.001.09");
        xml.Read();
        while (!xml.EOF)
        {
            if (xml.NodeType != XmlNodeType.Element || xml.LocalName is "CstmrCdtTrfInitn" or "PmtInf")
            {
                Require(xml.NodeType != XmlNodeType.Element || xml.LocalName != "PmtInf" || _lines.Count == 0, "one PmtInf");
                xml.Read();
                continue;
            }
            // ReadFrom leaves the reader on what follows the element.
            var element = (XElement)XNode.ReadFrom(xml);
            if (element.Name.LocalName == "CdtTrfTxInf")
            {
                _lines.Add(Line(element, _lines.Count + 1));
            }
            else
            {
                Require(_head.TryAdd(element.Name.LocalName, element), $"{element.Name.LocalName} once");
            }
        }
        return Orders();
    }

    private PaymentOrders Orders()
    {
        string batch = Head("GrpHdr", "MsgId");
        Require(batch.Length > 0 && Head("PmtInfId") == batch, "MsgId and PmtInfId are the batch");
        Require(Head("PmtMtd") == "TRF", "PmtMtd TRF");
        Require(DateOnly.TryParseExact(Head("ReqdExctnDt", "Dt"), "yyyy-MM-dd", out DateOnly requested), "ReqdExctnDt/Dt is a day");
        var orders = new PaymentOrders
        {
            Batch = batch,
            PayerAccount = Head("DbtrAcct", "Id", "Othr", "Id"),
            PayerName = Head("Dbtr", "Nm"),
            Requested = requested,
            Lines = _lines,
        };
        foreach (string[] path in (string[][])[["GrpHdr", "NbOfTxs"], ["NbOfTxs"]])
        {
            Require(Head(path) == _lines.Count.ToString(CultureInfo.InvariantCulture), "NbOfTxs is the number of payments");
        }
        foreach (string[] path in (string[][])[["GrpHdr", "CtrlSum"], ["CtrlSum"]])
        {
            Require(Amount(Head(path)) == orders.TotalFen, "CtrlSum is the sum of the payments");
        }
        return orders;
    }

    private static PaymentOrder Line(XElement payment, int number)
    {
        Require(Text(payment, "PmtId", "InstrId") == number.ToString(CultureInfo.InvariantCulture), "InstrId counts from 1 without gaps");
        Require(payment.Element(Pain + "Amt")?.Element(Pain + "InstdAmt")?.Attribute("Ccy")?.Value == "CNY", "InstdAmt in CNY");
        long fen = Amount(Text(payment, "Amt", "InstdAmt"));
        Require(fen > 0, "amounts above zero");
        var order = new PaymentOrder
        {
            Number = number,
            Serial = Text(payment, "PmtId", "EndToEndId"),
            PayeeAccount = Text(payment, "CdtrAcct", "Id", "Othr", "Id"),
            PayeeName = Text(payment, "Cdtr", "Nm"),
            PayeeBank = Text(payment, "CdtrAgt", "FinInstnId", "Nm"),
            LineNumber = Text(payment, "CdtrAgt", "FinInstnId", "ClrSysMmbId", "MmbId"),
            Fen = fen,
            Purpose = Text(payment, "Purp", "Prtry"),
            Memo = Text(payment, "RmtInf", "Ustrd"),
        };
        Require(order.Serial.Length > 0 && order.PayeeAccount.Length > 0 && order.PayeeName.Length > 0, "EndToEndId, CdtrAcct and Cdtr are there");
        return order;
    }

    private string Head(params ReadOnlySpan<string> path)
        => _head.TryGetValue(path[0], out XElement? element) ? path.Length == 1 ? element.Value : Text(element, path[1..]) : "";

    private static string Text(XElement element, params ReadOnlySpan<string> path)
    {
        XElement? found = element;
        foreach (string name in path)
        {
            found = found?.Element(Pain + name);
        }
        return found?.Value ?? "";
    }

    private static long Amount(string text)
    {
        bool number = decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal yuan);
        long fen = 0;
        Require(number && Fen.TryParse(yuan, out fen), "an amount in yuan, not finer than a fen");
        return fen;
    }

    private static void Require(bool holds, string rule)
    {
        if (!holds)
        {
            throw new UnreadableFileException(rule);
        }
    }
}
