using System.Globalization;
using System.Text;
using System.Xml;
using Hub.Simulators.Wire;

namespace Hub.Simulators.Bank.Codecs;

/// <summary>ISO 20022 as FORMATS.md uses it: reads pain.001.001.09, writes pain.002.001.11, camt.053.001.08 and camt.054.001.08.</summary>
internal sealed class IsoCodec : IBankCodec
{
    private const string Namespaces = "urn:iso:std:iso:20022:tech:xsd:";
    private static readonly XmlWriterSettings Settings = new() { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), Indent = true };

    public string Extension => "xml";

    public PaymentOrders ReadOrders(ReadOnlyMemory<byte> file) => IsoOrders.Read(file);

    public byte[] Write(ReturnSheet sheet) => Document("pain.002.001.11", xml =>
    {
        xml.WriteStartElement("CstmrPmtStsRpt");
        GroupHeader(xml, sheet.Number, sheet.Created);
        xml.WriteStartElement("OrgnlGrpInfAndSts");
        Element(xml, "OrgnlMsgId", sheet.Orders.Batch);
        Element(xml, "OrgnlMsgNmId", "pain.001.001.09");
        Element(xml, "OrgnlNbOfTxs", Text(sheet.StatedCount));
        Element(xml, "OrgnlCtrlSum", Fen.Text(sheet.StatedFen));
        Element(xml, "GrpSts", GroupStatus(sheet));
        if (sheet.WholeFileCode is not null)
        {
            Reason(xml, sheet.WholeFileCode, sheet.Lines.Count > 0 ? sheet.Lines[0].Text : "");
        }
        xml.WriteEndElement();
        if (sheet.WholeFileCode is null)
        {
            xml.WriteStartElement("OrgnlPmtInfAndSts");
            Element(xml, "OrgnlPmtInfId", sheet.Orders.Batch);
            foreach (ReturnLine line in sheet.Lines)
            {
                Status(xml, line);
            }
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    });

    public byte[] Write(StatementSheet sheet) => Document("camt.053.001.08", xml =>
    {
        xml.WriteStartElement("BkToCstmrStmt");
        GroupHeader(xml, sheet.Number, sheet.Created);
        xml.WriteStartElement("Stmt");
        Element(xml, "Id", sheet.Number);
        Element(xml, "CreDtTm", Stamp(sheet.Created));
        xml.WriteStartElement("FrToDt");
        Element(xml, "FrDtTm", Stamp(sheet.From.ToDateTime(TimeOnly.MinValue)));
        Element(xml, "ToDtTm", Stamp(sheet.To.ToDateTime(new TimeOnly(23, 59, 59))));
        xml.WriteEndElement();
        Account(xml, sheet.Account);
        Balance(xml, "OPBD", sheet.OpeningFen, sheet.From);
        Balance(xml, "CLBD", sheet.ClosingFen, sheet.To);
        foreach (StatementRow row in sheet.Rows)
        {
            Entry(xml, row.Fen, row.Credit, row.Reversal, row.Day, row.BankSerial, () =>
            {
                References(xml, row.Batch, row.Serial);
                Amount(xml, "Amt", row.Fen);
                Element(xml, "CdtDbtInd", row.Credit ? "CRDT" : "DBIT");
                Path(xml, row.Counterparty, "RltdPties", row.Credit ? "Dbtr" : "Cdtr", "Pty", "Nm");
                Path(xml, row.Memo, "RmtInf", "Ustrd");
            });
        }
        xml.WriteEndElement();
        xml.WriteEndElement();
    });

    public byte[] Write(NoticeSheet sheet) => Document("camt.054.001.08", xml =>
    {
        xml.WriteStartElement("BkToCstmrDbtCdtNtfctn");
        GroupHeader(xml, sheet.Number, sheet.Created);
        xml.WriteStartElement("Ntfctn");
        Element(xml, "Id", sheet.Number);
        Element(xml, "CreDtTm", Stamp(sheet.Created));
        Account(xml, sheet.Account);
        xml.WriteStartElement("TxsSummry");
        xml.WriteStartElement("TtlCdtNtries");
        Element(xml, "NbOfNtries", Text(sheet.Rows.Count));
        Element(xml, "Sum", Fen.Text(sheet.ControlFen + sheet.WrongByFen));
        xml.WriteEndElement();
        xml.WriteEndElement();
        foreach (NoticeRow row in sheet.Rows)
        {
            Entry(xml, row.Fen, credit: true, reversal: true, row.Day, row.BankSerial, () =>
            {
                References(xml, row.Batch, row.Serial);
                Amount(xml, "Amt", row.Fen);
                Element(xml, "CdtDbtInd", "CRDT");
                xml.WriteStartElement("RtrInf");
                Path(xml, row.Code, "Rsn", "Cd");
                Element(xml, "AddtlInf", row.Text);
                xml.WriteEndElement();
            });
        }
        xml.WriteEndElement();
        xml.WriteEndElement();
    });

    public byte[] Encode(string text) => Encoding.UTF8.GetBytes(text);

    public byte[] Reseal(byte[] file) => file;

    private static string GroupStatus(ReturnSheet sheet)
    {
        if (sheet.WholeFileCode is not null || sheet.Lines.All(line => line.Status == 'F'))
        {
            return "RJCT";
        }
        return sheet.Lines.All(line => line.Status == 'S') ? "ACSC" : sheet.Lines.All(line => line.Status == 'P') ? "ACCP" : "PART";
    }

    private static void Status(XmlWriter xml, ReturnLine line)
    {
        xml.WriteStartElement("TxInfAndSts");
        Element(xml, "OrgnlInstrId", Text(line.Order.Number));
        Element(xml, "OrgnlEndToEndId", line.Order.Serial);
        Element(xml, "TxSts", line.Status switch { 'S' => "ACSC", 'F' => "RJCT", _ => "ACSP" });
        Reason(xml, line.Code, line.Text);
        Element(xml, "AcctSvcrRef", line.BankSerial);
        xml.WriteStartElement("OrgnlTxRef");
        xml.WriteStartElement("Amt");
        Amount(xml, "InstdAmt", line.Order.Fen);
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void Reason(XmlWriter xml, string code, string text)
    {
        if (code.Length + text.Length > 0)
        {
            xml.WriteStartElement("StsRsnInf");
            Path(xml, code, "Rsn", "Cd");
            Element(xml, "AddtlInf", text);
            xml.WriteEndElement();
        }
    }

    private static void Entry(XmlWriter xml, long fen, bool credit, bool reversal, DateOnly day, string bankSerial, Action details)
    {
        xml.WriteStartElement("Ntry");
        Amount(xml, "Amt", fen);
        Element(xml, "CdtDbtInd", credit ? "CRDT" : "DBIT");
        Element(xml, "RvslInd", reversal ? "true" : "false");
        Path(xml, "BOOK", "Sts", "Cd");
        Path(xml, Day(day), "BookgDt", "Dt");
        Path(xml, Day(day), "ValDt", "Dt");
        Element(xml, "AcctSvcrRef", bankSerial);
        Path(xml, reversal ? "RETURN" : "PAYMENT", "BkTxCd", "Prtry", "Cd");
        xml.WriteStartElement("NtryDtls");
        xml.WriteStartElement("TxDtls");
        details();
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void References(XmlWriter xml, string batch, string serial)
    {
        if (batch.Length + serial.Length > 0)
        {
            xml.WriteStartElement("Refs");
            Element(xml, "PmtInfId", batch);
            Element(xml, "EndToEndId", serial);
            xml.WriteEndElement();
        }
    }

    private static void Balance(XmlWriter xml, string kind, long fen, DateOnly day)
    {
        xml.WriteStartElement("Bal");
        Path(xml, kind, "Tp", "CdOrPrtry", "Cd");
        Amount(xml, "Amt", Math.Abs(fen));
        Element(xml, "CdtDbtInd", fen < 0 ? "DBIT" : "CRDT");
        Path(xml, Day(day), "Dt", "Dt");
        xml.WriteEndElement();
    }

    private static void GroupHeader(XmlWriter xml, string number, DateTime created)
    {
        xml.WriteStartElement("GrpHdr");
        Element(xml, "MsgId", number);
        Element(xml, "CreDtTm", Stamp(created));
        xml.WriteEndElement();
    }

    private static void Account(XmlWriter xml, string account) => Path(xml, account, "Acct", "Id", "Othr", "Id");

    private static void Amount(XmlWriter xml, string name, long fen)
    {
        xml.WriteStartElement(name);
        xml.WriteAttributeString("Ccy", "CNY");
        xml.WriteString(Fen.Text(fen));
        xml.WriteEndElement();
    }

    /// <summary>An element; nothing when there is nothing to say, because the schemas allow no empty texts.</summary>
    private static void Element(XmlWriter xml, string name, string value)
    {
        if (value.Length > 0)
        {
            xml.WriteElementString(name, value);
        }
    }

    private static void Path(XmlWriter xml, string value, params ReadOnlySpan<string> names)
    {
        if (value.Length == 0)
        {
            return;
        }
        foreach (string name in names)
        {
            xml.WriteStartElement(name);
        }
        xml.WriteString(value);
        foreach (string _ in names)
        {
            xml.WriteEndElement();
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Stamp(DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);

    private static byte[] Document(string message, Action<XmlWriter> content)
    {
        using var bytes = new MemoryStream();
        using (XmlWriter xml = XmlWriter.Create(bytes, Settings))
        {
            xml.WriteStartElement("Document", Namespaces + message);
            content(xml);
            xml.WriteEndElement();
        }
        return bytes.ToArray();
    }
}
